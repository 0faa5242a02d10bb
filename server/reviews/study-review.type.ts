import { Field, Float, Int, ObjectType } from 'type-graphql';
import { MetricId } from '../measuring/metric.type.ts';
import { Run } from '../runs/run.type.ts';

@ObjectType({ description: 'The largest value that meets a test of the suggested verdict in a study.' })
export class VerdictLimit {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Float, { description: 'The limit.' })
  limit!: number;
  @Field({ description: 'Whether it is the usual one, because the study says nothing else.' })
  isUsual!: boolean;
}

@ObjectType({ description: 'Runs that as many people judged.' })
export class RunsByVerdicts {
  @Field(() => Int, { description: 'Verdicts of different people that stand on each, stale or not.' })
  verdictCount!: number;
  @Field(() => Int, { description: 'How many runs.' })
  runCount!: number;
}

@ObjectType({ description: 'How far the review of a study has come: its completed runs that were not put aside.' })
export class ReviewProgress {
  @Field(() => Int, { description: 'How many there are.' })
  completedCount!: number;
  @Field(() => Int, { description: 'How many of them have as many verdicts as the study asks for, or no need of any.' })
  enoughCount!: number;
  @Field(() => [RunsByVerdicts], { description: 'How many of them have how many verdicts, those with the fewest first.' })
  byVerdicts!: RunsByVerdicts[];
  @Field(() => [Run], { description: 'Those that lack verdicts, the oldest first: at most 100.' })
  lacking!: Run[];
}
