import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MetricId } from '../measuring/metric.type.ts';
import { ValueKind } from '../measuring/value-kind.ts';
import { Run } from '../runs/run.type.ts';
import { RateScale } from './collapse-rate.ts';

registerEnumType(RateScale, {
  name: 'RateScale',
  description: 'What a line was drawn through.',
  valuesConfig: {
    LOG_LOG: { description: 'log10 of the value against log10 of the epoch: the slope is the exponent of a power law.' },
    LINEAR: { description: 'The value against the epoch: the slope is the change an epoch.' },
  },
});

@ObjectType({ description: 'A value with its epoch, or why there is none.' })
export class ValueAtEpoch {
  @Field(() => Int, { nullable: true, description: 'The epoch; null where no epoch is meant.' })
  epoch!: number | null;
  @Field(() => Float, { nullable: true, description: 'The value; null unless its kind is FINITE.' })
  value!: number | null;
  @Field(() => ValueKind, { description: 'Whether there is a value, or what stands in its place.' })
  kind!: ValueKind;
  @Field(() => String, { nullable: true, description: 'Why there is no value, beginning with a code in capitals; null where there is one.' })
  reason!: string | null;
}

@ObjectType({ description: 'How fast a metric goes since the terminal phase began: a least-squares line. It says nothing of epochs beyond those it was drawn through.' })
export class CollapseRate {
  @Field(() => RateScale, { description: 'What the line was drawn through; a metric on a logarithmic axis has LOG_LOG.' })
  scale!: RateScale;
  @Field(() => Float, { description: 'The slope.' })
  slope!: number;
  @Field(() => Float, { description: "Lower end of the slope's 95 % interval, by Student's t with n - 2 degrees of freedom." })
  low!: number;
  @Field(() => Float, { description: "Upper end of the slope's 95 % interval." })
  high!: number;
  @Field(() => Float, { nullable: true, description: 'R²: the share of the spread that the line explains; null where all values are equal.' })
  r2!: number | null;
  @Field(() => Int, { description: 'Values that the line was drawn through.' })
  n!: number;
  @Field(() => Int, { description: 'First epoch that the line was drawn through.' })
  firstEpoch!: number;
  @Field(() => Int, { description: 'Last epoch that the line was drawn through.' })
  lastEpoch!: number;
  @Field(() => Int, { description: 'Measured epochs of the phase without a value that could be used: undefined, or on LOG_LOG not above zero.' })
  leftOutCount!: number;
}

@ObjectType({ description: 'The curve of one metric in a few numbers.' })
export class MetricSummary {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Int, { description: 'Version of the formula the values come from.' })
  version!: number;
  @Field(() => ValueAtEpoch, { description: "The value at the terminal phase's first epoch." })
  terminalPhase!: ValueAtEpoch;
  @Field(() => ValueAtEpoch, { description: 'The value at the last measured epoch.' })
  last!: ValueAtEpoch;
  @Field(() => ValueAtEpoch, { description: "The best value by the metric's direction, with the first epoch that has it; PENDING while values are still measured." })
  best!: ValueAtEpoch;
  @Field(() => CollapseRate, { nullable: true, description: 'The slope since the terminal phase began; null with `rateReason` where there is none.' })
  rate!: CollapseRate | null;
  @Field(() => String, { nullable: true, description: 'Why there is no slope, beginning with a code in capitals; null where there is one.' })
  rateReason!: string | null;
  @Field(() => [String], { description: 'Each warning of any of the values once, beginning with a code in capitals.' })
  warnings!: readonly string[];
}

@ObjectType({ description: 'The curves of one run in a few numbers.' })
export class RunSummary {
  @Field(() => Run, { description: 'The run.' })
  run!: Run;
  @Field(() => [MetricSummary], { description: 'One entry a metric, in the order asked for.' })
  metrics!: MetricSummary[];
}
