import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MutationInput } from '../access/mutation.type.ts';
import { NAME } from '../studies/study.input.ts';

@InputType({ description: 'Runs to do something with, all or none of them.' })
export class RunsInput extends MutationInput {
  @Field(() => [ID], { description: 'The runs, 1 to 100.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  runIds!: string[];
}

@InputType({ description: 'Runs to be put aside or taken back into use.' })
export class ArchiveRunsInput extends RunsInput {
  @Field({ defaultValue: true, description: 'True puts them aside, false takes them back.' })
  isArchived!: boolean;
}

@InputType({ description: 'Tags to be given to runs and taken from them.' })
export class TagRunsInput extends RunsInput {
  @Field(() => [String], { defaultValue: [], description: 'Tags to give: 1 to 50 characters each.' })
  @ArrayMaxSize(50)
  @Length(1, 50, { each: true })
  @Matches(NAME, { each: true })
  add!: string[];
  @Field(() => [String], { defaultValue: [], description: 'Tags to take away.' })
  @ArrayMaxSize(50)
  remove!: string[];
}

@InputType({ description: 'A change of what people say of a run; what is left out stays.' })
export class EditRunInput extends MutationInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
  @Field(() => String, { nullable: true, description: 'Another name, 1 to 120 characters.' })
  @IsOptional()
  @Length(1, 120)
  @Matches(NAME)
  name?: string | null;
  @Field(() => String, { nullable: true, description: 'Another note, in Markdown, at most 10,000 characters.' })
  @IsOptional()
  @MaxLength(10_000)
  note?: string | null;
  @Field(() => Int, { nullable: true, description: 'The version that the change was made from: refused with CONFLICT where it is not the current one.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'The run that the others of its study, architecture and data set are compared with.' })
export class SetBaselineInput extends MutationInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
  @Field({ defaultValue: true, description: 'False: it is no longer the baseline.' })
  isBaseline!: boolean;
}
