import { Max, Min } from 'class-validator';
import { ArgsType, Field, Int, registerEnumType } from 'type-graphql';
import { SeriesAlign } from '../measuring/series.ts';
import { MeasuredArguments } from '../runs/series.input.ts';
import { GroupBy } from './group-runs.ts';
import { Band, Centre } from './spread.ts';

registerEnumType(GroupBy, {
  name: 'GroupBy',
  description: 'What the runs of a group have in common.',
  valuesConfig: {
    NONE: { description: 'Nothing: each run is a group of its own.' },
    ALL_BUT_SEED: { description: 'Everything that is trained, but for the seed. What is recorded, and what it ran on, may differ.' },
    ARCHITECTURE: { description: 'Family, depth and options of the network.' },
    DATASET: { description: 'The data set.' },
    CELL: { description: 'Network and data set.' },
    LOSS: { description: 'What training minimises.' },
    LEARNING_RATE: { description: 'The first learning rate.' },
    WEIGHT_DECAY: { description: 'The weight decay.' },
    BATCH_SIZE: { description: 'Images a step.' },
    EPOCHS: { description: 'Epochs to train.' },
  },
});
registerEnumType(Centre, {
  name: 'Centre',
  description: 'The middle of the values of several seeds.',
  valuesConfig: {
    MEAN: { description: 'Their mean.' },
    MEDIAN: { description: 'Their median; goes with the band MIN_MAX.' },
    GEOMETRIC_MEAN: { description: 'The mean of their logarithms, raised again: for a logarithmic axis. Needs values above zero.' },
  },
});
registerEnumType(Band, {
  name: 'Band',
  description: 'How far the values of several seeds lie apart. With a geometric mean all of it is in the logarithms.',
  valuesConfig: {
    MIN_MAX: { description: 'From the smallest to the largest.' },
    STD: { description: 'One sample standard deviation (divisor n - 1) to each side.' },
    CI95: { description: "Where the mean over all seeds lies with 95 %: Student's t times standard deviation by root n to each side." },
    PREDICTION95: { description: "Where one more seed would lie with 95 %: Student's t times standard deviation times root of 1 + 1/n to each side." },
  },
});

@ArgsType()
export class CompareArguments extends MeasuredArguments {
  @Field(() => GroupBy, { defaultValue: GroupBy.ALL_BUT_SEED, description: 'What the runs of a group have in common.' })
  groupBy!: GroupBy;
  @Field(() => Centre, { defaultValue: Centre.MEAN, description: 'The middle of the values of a group.' })
  centre!: Centre;
  @Field(() => Band, { defaultValue: Band.MIN_MAX, description: 'How far the values of a group lie apart.' })
  band!: Band;
  @Field(() => SeriesAlign, { defaultValue: SeriesAlign.EPOCH, description: 'What the axis of epochs counts from.' })
  align!: SeriesAlign;
  @Field(() => Int, { defaultValue: 400, description: 'Points that a curve has at most, 9 to 2,000; a longer one is thinned, its extremes kept.' })
  @Min(9)
  @Max(2000)
  maxPoints!: number;
}
