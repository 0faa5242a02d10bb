import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { Centre } from '../comparison/spread.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { NumberColumn } from '../measuring/number-column.ts';
import { Run } from '../runs/run.type.ts';
import { PaperColumn } from './paper-column.type.ts';

@ObjectType({ description: 'One of the seeds of a cell.' })
export class PaperSeed {
  @Field(() => Run, { description: 'The run.' })
  run!: Run;
  @Field(() => [PaperColumn], { description: 'One column a metric, in the order of `metrics`.' })
  columns!: PaperColumn[];
}

@ObjectType({ description: 'The middle of a metric over the seeds of a cell, at the epochs where one was measured and every one has a value: measured, or interpolated between its measured epochs on both sides.' })
export class PaperMiddle {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Split, { description: 'The images it is measured on.' })
  split!: Split;
  @Field(() => Centre, { description: 'GEOMETRIC_MEAN for a metric of a logarithmic axis whose values are all above zero, MEAN otherwise.' })
  centre!: Centre;
  @Field(() => Int, { description: 'Seeds behind every point.' })
  n!: number;
  @Field(() => NumberColumn, { description: 'The epochs, ascending.' })
  epochs!: number[];
  @Field(() => NumberColumn, { description: 'The middle, one for each of `epochs`.' })
  values!: (number | null)[];
  @Field(() => NumberColumn, { description: 'Seeds that were measured at each of `epochs`; the other ones of `n` are interpolated there.' })
  measured!: number[];
}

@ObjectType({ description: 'A quantity at both ends of the terminal phase, over the seeds of a cell: mean and sample standard deviation (divisor n - 1).' })
export class PaperSpread {
  @Field(() => Int, { description: 'Seeds that have both values.' })
  n!: number;
  @Field(() => Float, { description: "Mean at each seed's first evaluated epoch of its terminal phase." })
  atZeroError!: number;
  @Field(() => Float, { description: 'Standard deviation of that.' })
  atZeroErrorStd!: number;
  @Field(() => Float, { description: "Mean at each seed's last evaluated epoch." })
  atLast!: number;
  @Field(() => Float, { description: 'Standard deviation of that.' })
  atLastStd!: number;
  @Field(() => Float, { description: 'Mean of the gains, the last less the first of each seed.' })
  gain!: number;
  @Field(() => Float, { description: 'Standard deviation of that.' })
  gainStd!: number;
}
