import { ArrayMaxSize, IsOptional, Length, Matches } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { MutationInput } from '../access/mutation.type.ts';
import { PageArguments } from '../access/page-arguments.ts';
import { NAME } from '../studies/study.input.ts';

const BODY = 'Markdown, at most 100 kB, with at most 30 blocks: fences of the language "collapsar" that begin their line and hold JSON. docs/reports.md lists what a block may ask.';

@ArgsType()
export class ReportArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Reports of this study; of all studies that the caller sees when left out.' })
  studyId?: string | null;
}

@InputType({ description: 'A report to be kept.' })
export class CreateReportInput extends MutationInput {
  @Field(() => ID, { description: 'The study that it is of; it shows runs of no other.' })
  studyId!: string;
  @Field({ description: 'Its title, 1 to 200 characters.' })
  @Length(1, 200)
  @Matches(NAME)
  title!: string;
  @Field({ description: BODY })
  body!: string;
}

@InputType({ description: 'A new version of a report; what is left out stays.' })
export class UpdateReportInput extends MutationInput {
  @Field(() => ID, { description: 'The report.' })
  reportId!: string;
  @Field(() => Int, { description: 'The version that the change was made from: refused with CONFLICT where it is not the current one.' })
  expectedVersion!: number;
  @Field(() => String, { nullable: true, description: 'Another title, 1 to 200 characters.' })
  @IsOptional()
  @Length(1, 200)
  @Matches(NAME)
  title?: string | null;
  @Field(() => String, { nullable: true, description: BODY })
  body?: string | null;
  @Field(() => [String], { defaultValue: [], description: 'Keys of blocks that get today\'s answer though their question did not change.' })
  @ArrayMaxSize(30)
  refreeze!: string[];
}

@InputType({ description: 'A report to be deleted.' })
export class DeleteReportInput extends MutationInput {
  @Field(() => ID, { description: 'The report.' })
  reportId!: string;
}
