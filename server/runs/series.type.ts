import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { NumberColumn } from '../measuring/number-column.ts';
import { ValueKind } from '../measuring/value-kind.ts';
import { Run } from './run.type.ts';

registerEnumType(ValueKind, {
  name: 'ValueKind',
  description: 'What stands in the place of a value.',
  valuesConfig: {
    FINITE: { description: 'A number.' },
    UNDEFINED: { description: 'The metric has no value here; the reason says why.' },
    PENDING: { description: 'Not computed yet.' },
    MISSING: { description: 'Nothing was recorded.' },
    NOT_APPLICABLE: { description: 'The metric does not apply to such a layer or file.' },
  },
});

@ObjectType({ description: 'A place of a column without a value.' })
export class SeriesGap {
  @Field(() => Int, { description: 'Index into `values` and `epochs`, from 0.' })
  index!: number;
  @Field(() => ValueKind, { description: 'What stands there instead.' })
  kind!: ValueKind;
  @Field({ description: 'Why, beginning with a code in capitals.' })
  reason!: string;
}

@ObjectType({ description: 'One metric over the measured epochs of a run.' })
export class SeriesColumn {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Int, { description: 'Version of the formula the values come from.' })
  version!: number;
  @Field(() => NumberColumn, { description: 'The values, one for each of `epochs`; null at a gap.' })
  values!: (number | null)[];
  @Field(() => [SeriesGap], { description: 'Indices without a value, with the reason; empty when all are finite.' })
  gaps!: SeriesGap[];
  @Field(() => [String], { description: 'Each warning of any of the values once, beginning with a code in capitals.' })
  warnings!: string[];
}

@ObjectType({ description: 'The curves of one run.' })
export class Series {
  @Field(() => Run, { description: 'The run.' })
  run!: Run;
  @Field(() => Split, { description: 'Which images were measured.' })
  split!: Split;
  @Field({ description: 'Which layer was measured.' })
  layer!: string;
  @Field(() => NumberColumn, { description: 'The measured epochs, ascending.' })
  epochs!: number[];
  @Field(() => [SeriesColumn], { description: 'One column a metric, in the order asked for.' })
  columns!: SeriesColumn[];
}
