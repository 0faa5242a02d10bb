import { Field, Float, Int, ObjectType } from 'type-graphql';
import { MetricId } from './metric.type.ts';
import { ValueKind } from './value-kind.type.ts';

@ObjectType({ description: 'One value of a metric, or why there is none.' })
export class MetricValue {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Int, { description: 'Version of the formula it comes from.' })
  version!: number;
  @Field(() => Float, { nullable: true, description: 'The number; null unless `kind` is FINITE.' })
  value!: number | null;
  @Field(() => ValueKind, { description: 'Whether there is a number, and what stands in its place.' })
  kind!: ValueKind;
  @Field(() => String, { nullable: true, description: 'Why there is no number, beginning with a code in capitals; null where there is one.' })
  reason!: string | null;
  @Field(() => [String], { description: 'What to know of it, each beginning with a code in capitals.' })
  warnings!: string[];
  @Field(() => Int, { nullable: true, description: 'The epoch it is of; null where nothing was recorded.' })
  epoch!: number | null;
}
