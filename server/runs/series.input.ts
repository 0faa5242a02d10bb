import { ArrayMaxSize, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, ID, Int, registerEnumType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { SeriesAlign, SeriesMode } from '../measuring/series.ts';

registerEnumType(SeriesMode, {
  name: 'SeriesMode',
  description: 'Whether a long curve is thinned.',
  valuesConfig: {
    THINNED: { description: 'To at most `maxPoints` epochs, always the same ones, with the extremes of what each stands for.' },
    FULL: { description: 'Every epoch.' },
  },
});
registerEnumType(SeriesAlign, {
  name: 'SeriesAlign',
  description: 'What the axis of epochs counts from.',
  valuesConfig: {
    EPOCH: { description: 'From the first epoch of training, 1.' },
    TERMINAL_PHASE: { description: 'From the first epoch of the terminal phase, 0; epochs before it are negative.' },
  },
});

/** What every question for values says: which metrics, of which images and layer. */
@ArgsType()
export class MetricArguments {
  @Field(() => [MetricId], { description: 'The metrics, at most 16, in the order wanted.' })
  @ArrayMaxSize(16)
  metrics!: MetricId[];
  @Field(() => Split, { defaultValue: Split.TRAIN, description: 'Which images were measured.' })
  split!: Split;
  @Field({ defaultValue: 'last', description: 'Which layer was measured; "last" is the input of the classifier.' })
  @MaxLength(200)
  layer!: string;
}

@ArgsType()
export class MeasuredArguments extends MetricArguments {
  @Field(() => [ID], { description: 'The runs, at most 40.' })
  @ArrayMaxSize(40)
  runIds!: string[];
}

@ArgsType()
export class SeriesArguments extends MeasuredArguments {
  @Field(() => Int, { nullable: true, description: 'First epoch wanted, on the axis that `align` says; all when left out.' })
  from?: number | null;
  @Field(() => Int, { nullable: true, description: 'Last epoch wanted, on the axis that `align` says; all when left out.' })
  to?: number | null;
  @Field(() => Int, { nullable: true, deprecationReason: 'use from; removed after 0.3', description: 'First epoch wanted: another name of `from`.' })
  fromEpoch?: number | null;
  @Field(() => Int, {
    defaultValue: 400,
    description: 'Epochs that a thinned curve has at most, up to 2,000; at least 3 and two for each metric, whose extremes are kept.',
  })
  @IsOptional()
  @Min(1)
  @Max(2000)
  maxPoints!: number;
  @Field(() => SeriesMode, { defaultValue: SeriesMode.THINNED, description: 'Whether a long curve is thinned.' })
  mode!: SeriesMode;
  @Field(() => SeriesAlign, { defaultValue: SeriesAlign.EPOCH, description: 'What the axis of epochs counts from.' })
  align!: SeriesAlign;
}
