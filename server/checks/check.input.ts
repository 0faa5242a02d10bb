import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { ArgsType, Field, Float, ID, InputType, Int } from 'type-graphql';
import { CheckBound, CheckPoint, Split } from '../../prisma/client.ts';
import { MutationInput } from '../access/mutation.type.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { NAME } from '../studies/study.input.ts';

@InputType({ description: 'A rule for the completed runs of a study.' })
export class CreateCheckInput extends MutationInput {
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field({ description: 'Name for people, 1 to 200 characters.' })
  @Length(1, 200)
  @Matches(NAME)
  name!: string;
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Split, { defaultValue: Split.TRAIN, description: 'Which images were measured.' })
  split!: Split;
  @Field({ defaultValue: 'last', description: 'Which layer was measured; "last" is the input of the classifier.' })
  @Length(1, 200)
  layer!: string;
  @Field(() => CheckPoint, { description: 'Which value of a run is looked at; BEST needs a metric that has a direction.' })
  point!: CheckPoint;
  @Field(() => CheckBound, { description: 'What it is held against; BASELINE needs a metric that has a direction.' })
  bound!: CheckBound;
  @Field(() => Float, { description: "The limit of BELOW and ABOVE in the metric's unit; with BASELINE a share, 0 to 10." })
  limit!: number;
}

@InputType({ description: 'A change of a check; what is left out stays.' })
export class UpdateCheckInput extends MutationInput {
  @Field(() => ID, { description: 'The check.' })
  checkId!: string;
  @Field(() => String, { nullable: true, description: 'Another name, 1 to 200 characters.' })
  @IsOptional()
  @Length(1, 200)
  @Matches(NAME)
  name?: string | null;
  @Field(() => MetricId, { nullable: true, description: 'Another metric.' })
  metric?: MetricId | null;
  @Field(() => Split, { nullable: true, description: 'Other images.' })
  split?: Split | null;
  @Field(() => String, { nullable: true, description: 'Another layer.' })
  @IsOptional()
  @Length(1, 200)
  layer?: string | null;
  @Field(() => CheckPoint, { nullable: true, description: 'Another value of a run.' })
  point?: CheckPoint | null;
  @Field(() => CheckBound, { nullable: true, description: 'Another bound.' })
  bound?: CheckBound | null;
  @Field(() => Float, { nullable: true, description: 'Another limit.' })
  limit?: number | null;
  @Field(() => Int, { nullable: true, description: 'The version that the change was made from: refused with CONFLICT where it is not the current one.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'A check to be put aside, or to be asked again.' })
export class ArchiveCheckInput extends MutationInput {
  @Field(() => ID, { description: 'The check.' })
  checkId!: string;
  @Field({ defaultValue: true, description: 'Whether it is put aside; false: asked again.' })
  isArchived!: boolean;
}

@ArgsType()
export class CheckTrialArguments {
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Split, { defaultValue: Split.TRAIN, description: 'Which images were measured.' })
  split!: Split;
  @Field({ defaultValue: 'last', description: 'Which layer was measured; "last" is the input of the classifier.' })
  @Length(1, 200)
  layer!: string;
  @Field(() => CheckPoint, { description: 'Which value of a run is looked at; BEST needs a metric that has a direction.' })
  point!: CheckPoint;
  @Field(() => CheckBound, { description: 'What it is held against; BASELINE needs a metric that has a direction.' })
  bound!: CheckBound;
  @Field(() => Float, { description: "The limit of BELOW and ABOVE in the metric's unit; with BASELINE a share, 0 to 10." })
  limit!: number;
}

@ArgsType()
export class FailedChecksArguments {
  @Field(() => Int, { defaultValue: 10, description: 'How many runs, 1 to 50.' })
  @Min(1)
  @Max(50)
  first!: number;
}

@ArgsType()
export class CheckRunsArguments {
  @Field(() => ID, { nullable: true, description: 'The completed runs of this study, the newest 500 that were not put aside.' })
  studyId?: string | null;
  @Field(() => [ID], { nullable: true, description: 'These runs, at most 100, in place of a whole study; one that is not completed is undecided.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  runIds?: string[] | null;
}
