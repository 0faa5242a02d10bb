import { Field, Int, ObjectType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { NumberColumn } from '../measuring/number-column.ts';
import { ValueKind } from '../measuring/value-kind.type.ts';
import { Run } from './run.type.ts';

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
  values!: readonly (number | null)[];
  @Field(() => NumberColumn, {
    nullable: true,
    description: 'When thinned: the smallest value that each point stands for, which are those behind the point before it, up to itself. Null unless thinned.',
  })
  min?: readonly (number | null)[];
  @Field(() => NumberColumn, { nullable: true, description: 'When thinned: the largest value that each point stands for. Null unless thinned.' })
  max?: readonly (number | null)[];
  @Field(() => [SeriesGap], { description: 'Indices without a value, with the reason; empty when all are finite.' })
  gaps!: readonly SeriesGap[];
  @Field(() => [String], { description: 'Each warning of any of the values once, beginning with a code in capitals.' })
  warnings!: readonly string[];
}

@ObjectType({ description: 'The curves of one run.' })
export class Series {
  @Field(() => Run, { description: 'The run.' })
  run!: Run;
  @Field(() => Split, { description: 'Which images were measured.' })
  split!: Split;
  @Field({ description: 'Which layer was measured.' })
  layer!: string;
  @Field(() => NumberColumn, {
    description: 'The measured epochs, ascending. A run that records no snapshot of the split has those in whose rows one of the metrics was evaluated.',
  })
  epochs!: number[];
  @Field(() => NumberColumn, {
    nullable: true,
    description: 'With `align: TERMINAL_PHASE`: for each of `epochs` how many came since the terminal phase began, 0 at its first. Null otherwise, and where it did not begin.',
  })
  sinceTerminalPhase!: number[] | null;
  @Field(() => String, {
    nullable: true,
    description: 'Why the run has no epoch on the axis asked for, beginning with a code in capitals: its terminal phase did not begin so far. Null otherwise.',
  })
  misalignment!: string | null;
  @Field({ description: 'Whether epochs were left out to have at most `maxPoints`.' })
  isThinned!: boolean;
  @Field(() => Int, { description: 'How many epochs there are in the range asked for, thinned out or not.' })
  epochCount!: number;
  @Field(() => [SeriesColumn], { description: 'One column a metric, in the order asked for.' })
  columns!: SeriesColumn[];
}
