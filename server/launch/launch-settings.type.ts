import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Loss, Split } from '../../prisma/client.ts';
import { LearningRateStep } from '../runs/run.type.ts';

@ObjectType({ description: 'What a family of networks leaves open, as far as it was chosen; null: as the family has it.' })
export class ArchitectureOptions {
  @Field(() => Int, { nullable: true, description: 'Channels of the first block, or of the stem.' })
  width?: number | null;
  @Field(() => String, { nullable: true, description: 'vgg from depth 11: "fc4096" (two hidden layers) or "single".' })
  head?: string | null;
  @Field(() => Int, { nullable: true, description: 'densenet: channels that each layer adds.' })
  growth?: number | null;
  @Field(() => String, { nullable: true, description: 'densenet for small images: "bc" (bottlenecks and compression) or "plain".' })
  variant?: string | null;
}

@ObjectType({ description: 'Settings of a run, complete, under the names of RunSettingsInput.' })
export class LaunchSettings {
  @Field({ description: 'Family of the network.' })
  architecture!: string;
  @Field(() => Int, { description: 'Depth within the family.' })
  depth!: number;
  @Field(() => ArchitectureOptions, { description: 'What the family leaves open.' })
  options!: ArchitectureOptions;
  @Field({ description: 'Data set.' })
  dataset!: string;
  @Field(() => Int, { nullable: true, description: 'Train images a class; null: all.' })
  samplesPerClass!: number | null;
  @Field(() => Int, { nullable: true, description: 'Test images a class; null: all.' })
  testSamplesPerClass!: number | null;
  @Field(() => Loss, { description: 'What training minimises.' })
  loss!: Loss;
  @Field(() => Float, { description: 'Learning rate of the first epoch.' })
  learningRate!: number;
  @Field(() => [LearningRateStep], { description: 'Drops of the learning rate, earliest first.' })
  learningRateSteps!: LearningRateStep[];
  @Field(() => Float, { description: 'Share of the last step kept in the next one.' })
  momentum!: number;
  @Field(() => Float, { description: 'Factor of the weights added to the gradient.' })
  weightDecay!: number;
  @Field(() => Int, { description: 'Images a step.' })
  batchSize!: number;
  @Field(() => Int, { description: 'Epochs to train.' })
  epochs!: number;
  @Field(() => Int, { description: 'Seed of the weights and of the order of images.' })
  seed!: number;
  @Field(() => [Int], { description: 'Epochs after which the last layer is measured, ascending.' })
  measuredEpochs!: number[];
  @Field(() => [String], { description: 'Layers recorded, "last" among them.' })
  layers!: string[];
  @Field(() => [Split], { description: 'Splits recorded.' })
  splits!: Split[];
  @Field(() => Float, { description: 'Train accuracy from which the terminal phase counts.' })
  terminalPhaseAccuracy!: number;
  @Field(() => Int, { description: 'Test images whose robustness is measured in each measured epoch; 0: none.' })
  robustnessImages!: number;
  @Field(() => Int, { description: 'Higher ones are trained first.' })
  priority!: number;
}
