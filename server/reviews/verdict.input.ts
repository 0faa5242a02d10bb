import { IsOptional, Length, Matches } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { VerdictKind } from '../../prisma/client.ts';
import { MutationInput } from '../access/mutation.type.ts';
import { PageArguments } from '../access/page-arguments.ts';

@ArgsType()
export class VerdictArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Of this study with all its runs; of all studies when left out.' })
  studyId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this run, also where it was deleted.' })
  runId?: string | null;
  @Field({ defaultValue: false, description: 'Whether verdicts that were replaced or taken back are wanted, too.' })
  withReplaced!: boolean;
}

@InputType({ description: 'A verdict on a run; it takes the place of an earlier one of the same person.' })
export class GiveVerdictInput extends MutationInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
  @Field(() => VerdictKind, { description: 'What you decide.' })
  kind!: VerdictKind;
  @Field({ description: 'Why, in 1 to 2,000 characters.' })
  @Length(1, 2000)
  @Matches(/\S/)
  reason!: string;
  @Field(() => String, { nullable: true, description: '`Run.verdictDigest` as you saw it: refused with CONFLICT where the data changed since.' })
  @IsOptional()
  @Length(64, 64)
  expectedDigest?: string | null;
}

@InputType({ description: 'A verdict to be taken back.' })
export class TakeBackVerdictInput extends MutationInput {
  @Field(() => ID, { description: 'The run that you gave it on.' })
  runId!: string;
}
