import { ArgsType, Field, Int } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { ValueAt } from '../measuring/value-at.type.ts';

@ArgsType()
export class ValueArguments {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Split, { defaultValue: Split.TRAIN, description: 'Which images were measured.' })
  split!: Split;
  @Field({ defaultValue: 'last', description: 'Which layer was measured; "last" is the input of the classifier.' })
  layer!: string;
  @Field(() => ValueAt, { defaultValue: ValueAt.LAST, description: 'Which epoch it is taken from.' })
  at!: ValueAt;
  @Field(() => Int, { nullable: true, description: 'The epoch, where `at` is EPOCH.' })
  epoch?: number | null;
}

/** Epochs that the complexity limit takes a run to have: BEST looks at all of them. */
const EPOCHS_A_RUN = 20;

export const valueComplexity = ({ args, childComplexity }: { args: Partial<ValueArguments>; childComplexity: number }): number =>
  1 + childComplexity + (args.at === 'BEST' ? EPOCHS_A_RUN : 0);
