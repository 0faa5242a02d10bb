import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
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

export const Direction = { FALLS: 'FALLS', RISES: 'RISES' } as const;
export type Direction = (typeof Direction)[keyof typeof Direction];
registerEnumType(Direction, {
  name: 'Direction',
  description: 'Which way a metric goes on the way to collapse.',
  valuesConfig: {
    FALLS: { description: 'It falls.' },
    RISES: { description: 'It rises.' },
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
  @Field({ description: 'What it says, in a sentence.' })
  meaning!: string;
  @Field({ description: 'Plain-text formula with _{} and ^{} for sub- and superscripts.' })
  formula!: string;
  @Field({ description: 'Value at exact collapse as text, e.g. C-1; empty where there is none.' })
  atCollapse!: string;
  @Field(() => Direction, { nullable: true, description: 'Which way it goes on the way to collapse; null where it may go either.' })
  direction!: Direction | null;
  @Field(() => Axis, { description: 'Axis as published.' })
  axis!: Axis;
  @Field({ description: 'Unit; empty for a pure number.' })
  unit!: string;
  @Field(() => Int, { description: 'Version of the formula; raised when a value can change.' })
  version!: number;
  @Field({ description: 'Where the formula was published.' })
  source!: string;
  @Field(() => [String], { description: 'The choices in which implementations differ.' })
  conventions!: readonly string[];
  @Field(() => [String], { description: 'Tensors of the snapshot it reads; "weightDecay" and "epochRow" are no tensors.' })
  needs!: readonly string[];
  @Field(() => String, { nullable: true, description: 'Figure of the paper, e.g. Fig. 6; null where it has none.' })
  figure!: string | null;
}
