import { ArrayMaxSize, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, Int } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { MetricId } from '../measuring/metric.type.ts';

@ArgsType()
export class SeriesArguments {
  @Field(() => [ID], { description: 'The runs, at most 40.' })
  @ArrayMaxSize(40)
  runIds!: string[];
  @Field(() => [MetricId], { description: 'The metrics, at most 32; one column each, in this order.' })
  @ArrayMaxSize(32)
  metrics!: MetricId[];
  @Field(() => Split, { defaultValue: Split.TRAIN, description: 'Which images were measured.' })
  split!: Split;
  @Field({ defaultValue: 'last', description: 'Which layer was measured; "last" is the input of the classifier.' })
  @MaxLength(200)
  layer!: string;
  @Field(() => Int, { nullable: true, description: 'First epoch wanted; all when left out.' })
  fromEpoch?: number | null;
}
