import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { Field, Float, InputType, Int } from 'type-graphql';
import { Loss, Split } from '../../prisma/client.ts';

// what is allowed beyond the types is checked in one place for every way of launching: prisma/run-settings.ts

@InputType({ description: 'What a family of networks leaves open; each family knows some of these and refuses the others.' })
export class ArchitectureOptionsInput {
  @Field(() => Int, { nullable: true, description: 'Channels of the first block, or of the stem.' })
  width?: number;
  @Field(() => String, { nullable: true, description: 'vgg from depth 11: "fc4096" (two hidden layers) or "single".' })
  head?: string;
  @Field(() => Int, { nullable: true, description: 'densenet: channels that each layer adds.' })
  growth?: number;
  @Field(() => String, { nullable: true, description: 'densenet for small images: "bc" (bottlenecks and compression) or "plain".' })
  variant?: string;
}

@InputType({ description: 'A drop of the learning rate.' })
export class LearningRateStepInput {
  @Field(() => Int, { description: 'Epochs done before the step.' })
  afterEpoch!: number;
  @Field(() => Float, { description: 'Factor on the learning rate.' })
  factor!: number;
}

@InputType({ description: "How a network is trained. All but the network and the data set may be left out: then the paper's values for that data set count." })
export class RunSettingsInput {
  @Field({ description: 'Family of the network: "vgg", "resnet" or "densenet".' })
  @MaxLength(60)
  architecture!: string;
  @Field(() => Int, { description: 'Depth within the family.' })
  depth!: number;
  @Field(() => ArchitectureOptionsInput, { nullable: true, description: 'What the family leaves open.' })
  options?: ArchitectureOptionsInput;
  @Field({ description: 'Data set, e.g. "MNIST".' })
  @MaxLength(60)
  dataset!: string;
  @Field(() => Int, { nullable: true, description: "Train images a class; null: all, left out: as many as in the paper." })
  samplesPerClass?: number | null;
  @Field(() => Int, { nullable: true, description: 'Test images a class; null or left out: all.' })
  testSamplesPerClass?: number | null;
  @Field(() => Loss, { nullable: true, description: 'What training minimises; cross-entropy when left out.' })
  loss?: Loss;
  @Field(() => Float, { nullable: true, description: 'Learning rate of the first epoch.' })
  learningRate?: number;
  @Field(() => [LearningRateStepInput], { nullable: true, description: 'Drops of the learning rate, ascending; an empty list: none.' })
  @IsOptional()
  @ArrayMaxSize(100)
  learningRateSteps?: LearningRateStepInput[];
  @Field(() => Float, { nullable: true, description: 'Share of the last step kept in the next one.' })
  momentum?: number;
  @Field(() => Float, { nullable: true, description: 'Factor of the weights added to the gradient.' })
  weightDecay?: number;
  @Field(() => Int, { nullable: true, description: 'Images a step.' })
  batchSize?: number;
  @Field(() => Int, { nullable: true, description: 'Epochs to train.' })
  epochs?: number;
  @Field(() => Int, { nullable: true, description: 'Seed of the weights and of the order of images.' })
  seed?: number;
  @Field(() => Int, { nullable: true, description: 'Measure every k-th epoch.' })
  measureEvery?: number;
  @Field(() => [Int], { nullable: true, description: 'Measure after these epochs; the first and the last are always measured.' })
  @IsOptional()
  @ArrayMaxSize(2000)
  measuredEpochs?: number[];
  @Field(() => [String], { nullable: true, description: 'Layers to record, "last" among them.' })
  @IsOptional()
  @ArrayMaxSize(50)
  layers?: string[];
  @Field(() => [Split], { nullable: true, description: 'Splits to record, TRAIN among them.' })
  @IsOptional()
  @ArrayMaxSize(2)
  splits?: Split[];
  @Field(() => Float, { nullable: true, description: 'Train accuracy from which the terminal phase counts.' })
  terminalPhaseAccuracy?: number;
  @Field(() => Int, { nullable: true, description: 'Test images whose robustness is measured in each measured epoch; 0: none.' })
  robustnessImages?: number;
  @Field(() => Int, { nullable: true, description: 'Higher ones are trained first.' })
  priority?: number;
}
