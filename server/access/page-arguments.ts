import { Max, Min } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';

/** The arguments of every list that can grow. */
@ArgsType()
export class PageArguments {
  @Field(() => Int, { defaultValue: 25, description: 'Items wanted, 1 to 100.' })
  @Min(1)
  @Max(100)
  first!: number;

  @Field(() => String, { nullable: true, description: 'A cursor of this list: the page begins behind it.' })
  after?: string | null;
}

/** The cost of a list for the complexity limit: its items, each with what is asked of it. */
export const listComplexity = ({ args, childComplexity }: { args: { first?: number }; childComplexity: number }): number =>
  1 + (args.first ?? 25) * childComplexity;
