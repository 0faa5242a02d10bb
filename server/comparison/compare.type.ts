import { Field, ID, Int, ObjectType } from 'type-graphql';
import { MetricId } from '../measuring/metric.type.ts';
import { NumberColumn } from '../measuring/number-column.ts';
import { Run } from '../runs/run.type.ts';
import { SeriesGap } from '../runs/series.type.ts';

@ObjectType({ description: 'One metric over the runs of a group, at the epochs where one was measured and every run with values has a value: measured, or interpolated between its measured epochs on both sides (linear in the epoch; through the logarithms for a metric whose `axis` is LOG). Nothing is extrapolated.' })
export class GroupCurve {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Int, { description: 'Version of the formula the values come from.' })
  version!: number;
  @Field(() => NumberColumn, { description: 'Positions on the axis that `align` says, ascending.' })
  positions!: number[];
  @Field(() => NumberColumn, { description: 'Runs that were measured at each of `positions`; the other ones of `n` are interpolated there.' })
  measured!: number[];
  @Field(() => NumberColumn, { description: 'The middle of the values, one for each of `positions`; null at a gap.' })
  centre!: (number | null)[];
  @Field(() => NumberColumn, { nullable: true, description: 'Lower end of the band; null where one run alone has values: it has no spread.' })
  low!: (number | null)[] | null;
  @Field(() => NumberColumn, { nullable: true, description: 'Upper end of the band; null where one run alone has values.' })
  high!: (number | null)[] | null;
  @Field(() => [SeriesGap], { description: 'Indices of `positions` without a middle, with the reason.' })
  gaps!: SeriesGap[];
  @Field(() => Int, { description: 'Runs behind every point.' })
  n!: number;
  @Field(() => [ID], { description: 'Those runs: `series` gives the single traces.' })
  runIds!: string[];
  @Field(() => [ID], { description: 'Runs of the group without any value so far; the curve says nothing of them.' })
  runIdsWithoutValues!: string[];
  @Field({ description: 'Whether some values are still measured: the curve will change.' })
  isPending!: boolean;
  @Field({ description: 'Whether positions were left out to have at most `maxPoints`.' })
  isThinned!: boolean;
  @Field(() => [String], { description: 'Each warning of any of the values once, beginning with a code in capitals.' })
  warnings!: string[];
}

@ObjectType({ description: 'Runs that have something in common, and their curves together.' })
export class RunGroup {
  @Field({ description: 'What they have in common, for people.' })
  label!: string;
  @Field(() => [Run], { description: 'The runs, in the order asked for.' })
  runs!: Run[];
  @Field(() => [GroupCurve], { description: 'One curve a metric, in the order asked for.' })
  curves!: GroupCurve[];
}

@ObjectType({ description: 'A setting of several runs.' })
export class SettingRow {
  @Field({ description: 'Its name, as in the settings of a launch.' })
  name!: string;
  @Field(() => [String], { nullable: 'items', description: 'Its values as text, in the order of the runs; null where it is left open or not known so far.' })
  values!: (string | null)[];
  @Field({ description: 'Whether all runs have the same value.' })
  isSame!: boolean;
}
