import { ArrayMaxSize, ArrayUnique, IsOptional, Max, Min } from 'class-validator';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { MutationInput } from '../access/mutation.type.ts';
import { MetricId } from '../measuring/metric.type.ts';

@InputType({ description: 'The largest value that meets a test of the suggested verdict.' })
export class VerdictLimitInput {
  @Field(() => MetricId, { description: 'One of the four metrics that a verdict rests on.' })
  metric!: MetricId;
  @Field(() => Float, { description: 'The limit, from 0 on.' })
  @Min(0)
  limit!: number;
}

@InputType({ description: 'How a study is reviewed; what is left out stays.' })
export class UpdateStudyReviewInput extends MutationInput {
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field(() => Int, { nullable: true, description: 'Verdicts of different people that a completed run needs before the study can be final, 0 to 20; 0: none.' })
  @IsOptional()
  @Min(0)
  @Max(20)
  verdictsNeeded?: number | null;
  @Field(() => [VerdictLimitInput], { nullable: true, description: 'Limits of the suggested verdict where they are not the usual ones; an empty list takes all back.' })
  @IsOptional()
  @ArrayMaxSize(4)
  @ArrayUnique(({ metric }: VerdictLimitInput) => metric)
  verdictLimits?: VerdictLimitInput[] | null;
  @Field(() => Int, { nullable: true, description: 'The version of the study that the change was made from: refused with CONFLICT where it is not the current one.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'A study to be made final or opened again.' })
export class FinalStudyInput extends MutationInput {
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
}
