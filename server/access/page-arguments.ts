import { IsOptional, Max, Min } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';
import { CollapsarError } from '../../prisma/errors.ts';

const USUAL = 25;

/** The arguments of every list that can grow; `pageOf` says what they mean together. */
@ArgsType()
export class PageArguments {
  @Field(() => Int, { nullable: true, description: 'Items wanted from the front, or behind `after`: 1 to 100; 25 when left out.' })
  @IsOptional()
  @Min(1)
  @Max(100)
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'A cursor of this list: the page begins behind it.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'Items wanted from the end, or in front of `before`: 1 to 100; not together with `first` or `after`.' })
  @IsOptional()
  @Min(1)
  @Max(100)
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'A cursor of this list: the page ends in front of it.' })
  before?: string | null;
}

/** Which part of a list is wanted: `size` items behind the cursor, or in front of it. */
export interface Page {
  size: number;
  /** null: from the list's front, or from its end */
  cursor: string | null;
  isBackward: boolean;
}

/** @throws CollapsarError BAD_USER_INPUT where both directions are asked for at once */
export function pageOf({ first, after, last, before }: PageArguments): Page {
  const isBackward = last != null || before != null;
  if (isBackward && (first != null || after != null)) {
    throw new CollapsarError('BAD_USER_INPUT', 'A page goes forward (first, after) or backward (last, before), not both; leave one pair out.');
  }
  return { size: (isBackward ? last : first) ?? USUAL, cursor: (isBackward ? before : after) ?? null, isBackward };
}

/** The cost of a list for the complexity limit: its items, each with what is asked of it. */
export const listComplexity = ({ args, childComplexity }: { args: { first?: number | null; last?: number | null }; childComplexity: number }): number =>
  1 + (args.first ?? args.last ?? USUAL) * childComplexity;
