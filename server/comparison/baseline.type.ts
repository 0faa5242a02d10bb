import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { MetricId } from '../measuring/metric.type.ts';
import { Run } from '../runs/run.type.ts';
import { DeltaVerdict } from './metric-delta.ts';
import { ValueAtEpoch } from './summary.type.ts';

@ObjectType({ description: "Where the values of the baseline's seeds lie: of the runs that differ from it in their seed alone, and of itself." })
export class SeedBand {
  @Field(() => Float, { description: 'Lower end.' })
  low!: number;
  @Field(() => Float, { description: 'Upper end.' })
  high!: number;
  @Field(() => Int, { description: 'Runs that it is taken over, at least 2.' })
  n!: number;
  @Field(() => [ID], { description: 'Those runs; never the one that is compared.' })
  runIds!: string[];
}

@ObjectType({ description: "A run's value of a metric beside its baseline's." })
export class MetricDelta {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => ValueAtEpoch, { description: "The run's value." })
  value!: ValueAtEpoch;
  @Field(() => ValueAtEpoch, { description: "The baseline's value." })
  baselineValue!: ValueAtEpoch;
  @Field(() => Float, { nullable: true, description: "The run's value less the baseline's; null where one is missing." })
  delta!: number | null;
  @Field(() => Float, { nullable: true, description: "The delta as a share of the baseline's size; null where that is zero or a value is missing." })
  relativeDelta!: number | null;
  @Field(() => DeltaVerdict, { description: "Whether the run is better or worse, by the metric's direction and the tolerance." })
  verdict!: DeltaVerdict;
  @Field(() => SeedBand, { nullable: true, description: 'The band of the seeds; null where fewer than two of them have a value.' })
  seedBand!: SeedBand | null;
  @Field(() => Boolean, { nullable: true, description: "Whether the run's value lies outside of that band; null where there is none." })
  isOutsideBand!: boolean | null;
  @Field({ description: 'Whether any of these values, or one of a seed, is still measured: the verdict may change.' })
  isPending!: boolean;
  @Field(() => String, { nullable: true, description: 'Why the verdict is UNDECIDED, beginning with a code in capitals; null otherwise.' })
  reason!: string | null;
}

@ObjectType({ description: 'A run beside the baseline of its study, architecture and data set.' })
export class BaselineComparison {
  @Field(() => Run, { description: 'The run.' })
  run!: Run;
  @Field(() => Run, { nullable: true, description: 'Its baseline; null where none was chosen.' })
  baseline!: Run | null;
  @Field(() => String, { nullable: true, description: 'Why there is no baseline, beginning with a code in capitals; null where there is one.' })
  reason!: string | null;
  @Field(() => [MetricDelta], { description: 'One entry a metric, in the order asked for; empty without a baseline.' })
  deltas!: MetricDelta[];
}

@ObjectType({ description: 'A metric of a run that was held against a baseline.' })
export class Regression {
  @Field(() => Run, { description: 'The run.' })
  run!: Run;
  @Field(() => MetricDelta, { description: 'Its value beside the baseline.' })
  delta!: MetricDelta;
}

@ObjectType({ description: 'What became worse than a baseline: what a check in continuous integration asks for.' })
export class RegressionReport {
  @Field(() => Run, { description: 'The run that the others were held against.' })
  baseline!: Run;
  @Field(() => Int, { description: 'Runs that were checked.' })
  checkedRunCount!: number;
  @Field({ description: 'Whether anything became worse.' })
  hasRegressions!: boolean;
  @Field({ description: 'Whether all values are known; false while some are still measured: ask again.' })
  isComplete!: boolean;
  @Field(() => [Regression], { description: 'What is WORSE, and outside of the band of the seeds where there is one.' })
  regressions!: Regression[];
  @Field(() => [Regression], { description: 'What could not be decided: a check that passes without looking at these has not checked everything.' })
  undecided!: Regression[];
}
