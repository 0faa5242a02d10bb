import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Loss, RunSource, RunStatus, Split } from '../../prisma/client.ts';
import type { Bringing } from '../access/bound-fields.ts';
import { connectionType } from '../access/connection.ts';
import { Node } from '../access/node.type.ts';

registerEnumType(Split, {
  name: 'Split',
  description: 'Which images were measured.',
  valuesConfig: {
    TRAIN: { description: 'The images the network learns from.' },
    TEST: { description: 'The images held out.' },
  },
});
registerEnumType(RunStatus, {
  name: 'RunStatus',
  description: 'How a run stands.',
  valuesConfig: {
    QUEUED: { description: 'Waits for a trainer.' },
    RUNNING: { description: 'Is being trained.' },
    PAUSED: { description: 'Stopped by somebody; goes on from its last whole epoch when it is resumed.' },
    COMPLETED: { description: 'Trained to its last planned epoch.' },
    FAILED: { description: 'Stopped by an error, which `error` tells.' },
    CANCELLED: { description: 'Ended by somebody before its last epoch.' },
    DIVERGED: { description: 'The loss exploded or stopped being finite.' },
  },
});
registerEnumType(RunSource, {
  name: 'RunSource',
  description: 'Where a run came from.',
  valuesConfig: {
    TRAINED: { description: 'Trained by a trainer of this record.' },
    INGESTED: { description: 'Brought from outside as a features file or from another training loop.' },
  },
});
registerEnumType(Loss, {
  name: 'Loss',
  description: 'What training minimises.',
  valuesConfig: {
    CROSS_ENTROPY: { description: 'Cross-entropy of the softmax.' },
    MSE: { description: 'Mean squared error against one-hot targets.' },
  },
});

@ObjectType({ description: 'Stochastic gradient descent with momentum and coupled weight decay.' })
export class Optimiser {
  @Field({ description: 'The method, e.g. "sgd".' })
  kind!: string;
  @Field(() => Float, { nullable: true, description: 'Learning rate of the first epoch; null where a run from outside does not tell it, as the others.' })
  learningRate!: number | null;
  @Field(() => Float, { nullable: true, description: 'Share of the last step kept in the next one.' })
  momentum!: number | null;
  @Field(() => Float, { nullable: true, description: 'Factor of the weights added to the gradient, on every parameter.' })
  weightDecay!: number | null;
  @Field(() => Int, { nullable: true, description: 'Images a step.' })
  batchSize!: number | null;
}

@ObjectType({ description: 'A drop of the learning rate.' })
export class LearningRateStep {
  @Field(() => Int, { description: 'Epochs done before the step.' })
  afterEpoch!: number;
  @Field(() => Float, { description: 'Factor on the learning rate.' })
  factor!: number;
}

@ObjectType({ implements: Node, description: 'One network trained (or brought from outside) on one data set with one seed.', simpleResolvers: true })
export class Run extends Node {
  studyId!: string;
  brought?: Bringing['brought'];
  @Field({ description: 'Name for people.' })
  name!: string;
  @Field({ description: 'Family of the network, e.g. "resnet".' })
  architecture!: string;
  @Field(() => Int, { description: 'Depth within the family, e.g. 18; 0 where a run from outside does not tell it.' })
  depth!: number;
  @Field(() => Int, { nullable: true, description: 'Channels of the first block; null where it was not chosen.' })
  width!: number | null;
  @Field(() => String, { nullable: true, description: 'Classifier of a vgg from depth 11 on: "fc4096" (two hidden layers) or "single"; null where it was not chosen.' })
  head!: string | null;
  @Field(() => Int, { nullable: true, description: 'Channels that each layer of a densenet adds; null where it was not chosen.' })
  growth!: number | null;
  @Field(() => String, { nullable: true, description: 'A densenet for small images with bottlenecks and compression, "bc", or without, "plain"; null where it was not chosen.' })
  variant!: string | null;
  @Field({ description: 'Data set, e.g. "MNIST".' })
  dataset!: string;
  @Field(() => String, { nullable: true, description: 'sha256 over the digests of the files used; null until they were read.' })
  datasetDigest!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether every file is the official one; null until they were read.' })
  isDatasetVerified!: boolean | null;
  @Field(() => Int, { nullable: true, description: 'Train images a class; null: all.' })
  samplesPerClass!: number | null;
  @Field(() => Int, { nullable: true, description: 'Test images a class; null: all.' })
  testSamplesPerClass!: number | null;
  @Field(() => Int, { nullable: true, description: 'Train images; null until the network was built.' })
  trainSampleCount!: number | null;
  @Field(() => Int, { nullable: true, description: 'Test images; null until the network was built.' })
  testSampleCount!: number | null;
  @Field(() => Int, { nullable: true, description: 'Classes C; null until the network was built.' })
  classCount!: number | null;
  @Field(() => Int, { nullable: true, description: 'Features p of the last layer; null until the network was built.' })
  featureCount!: number | null;
  @Field(() => Int, { nullable: true, description: 'Trainable parameters; null until the network was built.' })
  parameterCount!: number | null;
  @Field(() => [String], { description: 'Names of the classes in label order; empty until the data set was read.' })
  classNames!: string[];
  @Field(() => Loss, { description: 'What training minimises.' })
  loss!: Loss;
  @Field({ description: 'How the losses of a batch become one number.' })
  lossReduction!: string;
  @Field(() => Optimiser, { description: 'The optimiser and its settings.' })
  optimiser!: Optimiser;
  @Field(() => [LearningRateStep], { description: 'Drops of the learning rate, earliest first.' })
  learningRateSteps!: LearningRateStep[];
  @Field(() => Int, { description: 'Seed of the weights and of the order of images.' })
  seed!: number;
  @Field(() => Int, { description: 'Epochs to train.' })
  plannedEpochCount!: number;
  @Field(() => [Int], { description: 'Epochs after which the last layer is measured, ascending.' })
  measuredEpochs!: number[];
  @Field(() => [String], { description: 'Layers recorded, e.g. "last".' })
  layers!: string[];
  @Field(() => [Split], { description: 'Splits recorded.' })
  splits!: Split[];
  @Field(() => Int, { description: 'Test images whose robustness is measured in each measured epoch; 0: none.' })
  robustnessImages!: number;
  @Field(() => Float, { description: 'Train accuracy from which the terminal phase counts; 1 means no error.' })
  terminalPhaseAccuracy!: number;
  @Field(() => RunStatus, { description: 'How the run stands.' })
  status!: RunStatus;
  @Field(() => RunSource, { description: 'Where the run came from.' })
  source!: RunSource;
  @Field(() => Int, {
    nullable: true,
    description: 'First epoch whose train accuracy (eval mode) reached the threshold; null: not reached so far.',
  })
  terminalPhaseEpoch!: number | null;
  @Field({
    description: 'Whether fewer than five evaluated epochs, from the first of the terminal phase on, confirm it so far; false where it was not reached, or the run ended.',
  })
  isTerminalPhaseProvisional!: boolean;
  @Field(() => Int, { description: 'The newest epoch recorded; 0 before the first.' })
  lastEpoch!: number;
  @Field(() => Float, { nullable: true, description: 'Train images a second in the newest epoch, without evaluation.' })
  imagesPerSecond!: number | null;
  @Field(() => String, { nullable: true, description: 'What computes the tensors, e.g. "wasm"; null before the first start, and for a share link without names.' })
  backend!: string | null;
  @Field(() => String, { nullable: true, description: 'Version of the trainer; null before the first start, and for a share link without names.' })
  codeVersion!: string | null;
  @Field(() => String, { nullable: true, description: 'Machine of the newest attempt; null before the first start, and for a share link without names.' })
  host!: string | null;
  @Field(() => Int, { description: 'How often a trainer has taken the run.' })
  attempt!: number;
  @Field(() => String, { nullable: true, description: 'Why the run failed; null unless it did.' })
  error!: string | null;
  @Field(() => [String], { description: 'What the trainer warned of.' })
  warnings!: string[];
  @Field(() => Date, { description: 'When the run was queued.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When training began; null before.' })
  startedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When training ended; null before.' })
  finishedAt!: Date | null;
  @Field(() => [String], { description: 'What people marked it with, sorted.' })
  tags!: string[];
  @Field({ description: 'What people say of it, in Markdown; may be empty.' })
  note!: string;
  @Field(() => Date, { nullable: true, description: 'When it was put aside; null while in use.' })
  archivedAt!: Date | null;
  @Field(() => Int, { description: 'Raised by each change that people make of it; give it as `expectedVersion` with a change.' })
  version!: number;
  @Field({ description: 'Whether a program made it for tests and measurements: it was never trained.' })
  isGenerated!: boolean;
}

export const RunConnection = connectionType('Run', Run);
