import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'When the learning rate falls, as a part of the run: after `numerator` / `denominator` of its epochs.' })
export class StepAfter {
  @Field(() => Int, { description: 'Above the line.' })
  numerator!: number;
  @Field(() => Int, { description: 'Below the line.' })
  denominator!: number;
}

@ObjectType({ description: 'What Papyan, Han and Donoho 2020 did on a data set: what a run does where nothing else is asked for.' })
export class PaperSettings {
  @Field(() => Int, { description: 'Train images kept of each class.' })
  samplesPerClass!: number;
  @Field(() => Float, { description: 'Factor of the weights added to the gradient.' })
  weightDecay!: number;
  @Field(() => Int, { description: 'Images a step.' })
  batchSize!: number;
  @Field(() => Int, { description: 'Epochs to train.' })
  epochCount!: number;
  @Field(() => [StepAfter], { description: 'When the learning rate falls to a tenth.' })
  stepsAfter!: StepAfter[];
  @Field(() => Float, { description: 'Train accuracy that the terminal phase is marked from.' })
  terminalPhaseAccuracy!: number;
}

@ObjectType({ description: 'A data set that runs can be trained on, or that a run of the record was.' })
export class DataSet {
  @Field({ description: 'As runs name it, e.g. "MNIST".' })
  name!: string;
  @Field(() => PaperSettings, { nullable: true, description: 'The settings of the paper; null where no run can be trained on it here: its runs were brought from outside.' })
  paper!: PaperSettings | null;
  @Field(() => Int, { description: 'Runs on it, archived ones left out.' })
  runCount!: number;
}
