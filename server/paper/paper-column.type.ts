import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { NumberColumn } from '../measuring/number-column.ts';
import { ValueKind } from '../measuring/value-kind.ts';
import { SeriesGap } from '../runs/series.type.ts';

@ObjectType({ description: 'The value of a metric at an epoch.' })
export class PaperValue {
  @Field(() => Int, { nullable: true, description: 'The measured epoch it is of; null where there is none.' })
  epoch!: number | null;
  @Field(() => Float, { nullable: true, description: 'The value; null where there is none.' })
  value!: number | null;
  @Field(() => ValueKind, { description: 'What stands there.' })
  kind!: ValueKind;
  @Field(() => String, { nullable: true, description: 'Why there is no value, beginning with a code in capitals; null when there is one.' })
  reason!: string | null;
}

@ObjectType({ description: "One metric over a cell's run, thinned to at most 60 measured epochs: picked, never averaged; the first, the last and the terminal phase's first are among them." })
export class PaperColumn {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Split, { description: 'The images it is measured on.' })
  split!: Split;
  @Field(() => NumberColumn, { description: 'The epochs, ascending.' })
  epochs!: number[];
  @Field(() => NumberColumn, { description: 'The values, one for each of `epochs`; null at a gap.' })
  values!: (number | null)[];
  @Field(() => [SeriesGap], { description: 'Indices without a value, with the reason; empty when all are finite.' })
  gaps!: SeriesGap[];
  @Field(() => PaperValue, { description: 'At the first measured epoch of the terminal phase.' })
  atTerminalPhase!: PaperValue;
  @Field(() => PaperValue, { description: 'At the last measured epoch.' })
  atLast!: PaperValue;
  @Field(() => PaperValue, { nullable: true, description: 'At the newest measured epoch up to the one asked for; null when none was.' })
  at!: PaperValue | null;
}
