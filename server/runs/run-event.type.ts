import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { MetricId } from '../measuring/metric.type.ts';
import { ValueKind } from '../measuring/value-kind.ts';

@ObjectType({ description: 'An epoch was recorded.' })
export class EpochRecorded {
  @Field({ description: 'Give it as `after` to go on behind this message.' })
  cursor!: string;
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
  @Field(() => Int, { description: 'The epoch.' })
  epoch!: number;
}

@ObjectType({ description: 'The value of a metric after an epoch, or why there is none.' })
export class EpochValue {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Float, { nullable: true, description: 'The value; null unless its kind is FINITE.' })
  value!: number | null;
  @Field(() => ValueKind, { description: 'Whether there is a value, or what stands in its place.' })
  kind!: ValueKind;
  @Field(() => String, { nullable: true, description: 'Why there is no value, beginning with a code in capitals; null where there is one.' })
  reason!: string | null;
}

@ObjectType({ description: 'Something happened to a run.' })
export class RunChanged {
  @Field({ description: 'Give it as `after` to go on behind this message.' })
  cursor!: string;
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
  @Field({ description: 'What happened, e.g. "run.started", "run.epoch", "run.terminal-phase", "run.completed".' })
  kind!: string;
}
