import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { catalogue, MetricId } from '../metrics/catalogue.ts';

export { MetricId } from '../metrics/catalogue.ts';

registerEnumType(MetricId, {
  name: 'MetricId',
  description: 'A metric of the catalogue.',
  valuesConfig: Object.fromEntries(catalogue.map(({ id, symbol, title }) => [id, { description: `${symbol}: ${title}.` }])),
});

export const Axis = { LOG: 'LOG', LINEAR: 'LINEAR' } as const;
export type Axis = (typeof Axis)[keyof typeof Axis];
registerEnumType(Axis, {
  name: 'Axis',
  description: 'Scale of a value axis.',
  valuesConfig: {
    LOG: { description: 'Logarithmic.' },
    LINEAR: { description: 'Linear.' },
  },
});

@ObjectType({ description: 'An entry of the metric catalogue.' })
export class Metric {
  @Field(() => MetricId, { description: 'Never changes its meaning.' })
  id!: MetricId;
  @Field({ description: 'Symbol shown before the title, e.g. NC1.' })
  symbol!: string;
  @Field({ description: 'Name for people.' })
  title!: string;
  @Field({ description: 'Plain-text formula with _{} and ^{} for sub- and superscripts.' })
  formula!: string;
  @Field(() => Float, { nullable: true, description: 'Value at exact collapse; null where there is none.' })
  valueAtCollapse!: number | null;
  @Field(() => Axis, { description: 'Axis as published.' })
  axis!: Axis;
  @Field({ description: 'Unit; empty for a pure number.' })
  unit!: string;
  @Field(() => Int, { description: 'Version of the formula; raised when a value can change.' })
  version!: number;
  @Field({ description: 'Where the formula was published.' })
  source!: string;
  @Field({ description: 'The choices in which implementations differ.' })
  convention!: string;
  @Field(() => String, { nullable: true, description: 'Figure of the paper, e.g. Fig. 6; null where it has none.' })
  figure!: string | null;
}
