import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LaunchSettings } from './launch-settings.type.ts';

/** How near the runs are that an estimate is taken from. */
export enum BasisKind {
  SAME_NETWORK = 'SAME_NETWORK',
  OTHER_DATA_SET = 'OTHER_DATA_SET',
  OTHER_NETWORK = 'OTHER_NETWORK',
}

registerEnumType(BasisKind, {
  name: 'BasisKind',
  description: 'How near the runs are that an estimate is taken from.',
  valuesConfig: {
    SAME_NETWORK: { description: 'The same family, depth, options and data set.' },
    OTHER_DATA_SET: { description: 'The same family, depth and options on another data set, whose images may have another size.' },
    OTHER_NETWORK: { description: 'The same family with the nearest depth or other options: a rough guess.' },
  },
});

@ObjectType({ description: 'The earlier runs that an estimate is taken from.' })
export class LaunchBasis {
  @Field(() => BasisKind, { description: 'How near they are.' })
  kind!: BasisKind;
  @Field(() => [ID], { description: 'Their ids, newest first, at most five.' })
  runIds!: string[];
  @Field({ description: 'Family of their network.' })
  architecture!: string;
  @Field(() => Int, { description: 'Its depth.' })
  depth!: number;
  @Field({ description: 'Their data set.' })
  dataset!: string;
  @Field(() => Float, { description: 'Train images a second, without evaluation: the mean of the runs.' })
  imagesPerSecond!: number;
  @Field(() => Int, { description: 'Epochs that this was read from.' })
  epochCount!: number;
}

@ObjectType({ description: 'What a run will take, as far as the record tells. What it does not tell is null, and a reason says why.' })
export class LaunchEstimate {
  @Field(() => Int, { nullable: true, description: 'Train images.' })
  trainImages!: number | null;
  @Field(() => LaunchBasis, { nullable: true, description: 'The earlier runs that time is estimated from; null where there are none.' })
  basis!: LaunchBasis | null;
  @Field(() => Float, { nullable: true, description: 'Time of one run, in ms, alone on a machine as those runs had: training, evaluation and measuring.' })
  runMs!: number | null;
  @Field(() => Float, { nullable: true, description: 'The shortest that one of those runs suggests, in ms.' })
  leastMs!: number | null;
  @Field(() => Float, { nullable: true, description: 'The longest that one of those runs suggests, in ms.' })
  mostMs!: number | null;
  @Field(() => String, { nullable: true, description: 'Why there is no time.' })
  timeReason!: string | null;
  @Field(() => Float, { nullable: true, description: 'Trainable parameters; null unless a run of the same network tells them.' })
  parameterCount!: number | null;
  @Field(() => Float, { nullable: true, description: 'Checkpoints of one run on disk, in bytes: weights and momentum, the newest two.' })
  checkpointBytes!: number | null;
  @Field(() => Float, { nullable: true, description: 'Snapshots of one run on disk, in bytes, as large as those of earlier runs of the same network.' })
  snapshotBytes!: number | null;
  @Field(() => String, { nullable: true, description: 'Why there is no size on disk.' })
  diskReason!: string | null;
}

@ObjectType({ description: 'What a run with these settings would be, before it is queued.' })
export class LaunchPlan {
  @Field(() => LaunchSettings, { description: 'The settings with everything that was left out.' })
  settings!: LaunchSettings;
  @Field(() => LaunchSettings, { description: 'The same with nothing given but network, data set, loss and epochs: what the paper did, where it is known.' })
  defaults!: LaunchSettings;
  @Field(() => LaunchEstimate, { description: 'What it will take.' })
  estimate!: LaunchEstimate;
}
