import { Field, Float, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../access/connection.ts';
import { NumberColumn } from '../measuring/number-column.ts';

@ObjectType({ description: 'What one epoch gave; evaluations are in eval mode and null where not made.', simpleResolvers: true })
export class Epoch {
  @Field(() => Int, { description: 'Number of the epoch, from 1.' })
  epoch!: number;
  @Field(() => Int, { description: 'The attempt that trained it.' })
  attempt!: number;
  @Field(() => Float, { nullable: true, description: 'Learning rate during the epoch; null where a run from outside does not tell it.' })
  learningRate!: number | null;
  @Field(() => Float, { nullable: true, description: 'Mean loss over the batches, network in train mode; null when not finite.' })
  runningLoss!: number | null;
  @Field(() => Float, { nullable: true, description: 'Share of train images misclassified during the epoch, network in train mode; null where a run from outside does not tell it.' })
  runningError!: number | null;
  @Field(() => Float, { nullable: true, description: 'Loss on the train images.' })
  trainLoss!: number | null;
  @Field(() => Float, { nullable: true, description: 'Share of train images misclassified.' })
  trainError!: number | null;
  @Field(() => Float, { nullable: true, description: 'Loss on the test images.' })
  testLoss!: number | null;
  @Field(() => Float, { nullable: true, description: 'Share of test images misclassified.' })
  testError!: number | null;
  @Field(() => Float, { nullable: true, description: 'Mean size of the smallest perturbation that changes the choice, relative to the image.' })
  robustness!: number | null;
  @Field(() => Float, { nullable: true, description: 'Train images a second, without evaluation; null where a run from outside does not tell it.' })
  imagesPerSecond!: number | null;
  @Field(() => Int, { nullable: true, description: 'Length of the epoch with its evaluation, in ms; null where a run from outside does not tell it.' })
  durationMs!: number | null;
  @Field(() => Date, { description: 'When the epoch was recorded.' })
  recordedAt!: Date;
}

export const EpochConnection = connectionType('Epoch', Epoch);

@ObjectType({ description: 'Epoch rows as columns of equal length, oldest first.' })
export class EpochHistory {
  @Field(() => NumberColumn, { description: 'Numbers of the epochs.' })
  epochs!: number[];
  @Field(() => NumberColumn, { description: 'Learning rate during the epoch.' })
  learningRate!: (number | null)[];
  @Field(() => NumberColumn, { description: 'Mean loss over the batches, network in train mode; null when not finite.' })
  runningLoss!: (number | null)[];
  @Field(() => NumberColumn, { description: 'Share of train images misclassified, network in train mode.' })
  runningError!: (number | null)[];
  @Field(() => NumberColumn, { description: 'Loss on the train images, eval mode; null where not evaluated.' })
  trainLoss!: (number | null)[];
  @Field(() => NumberColumn, { description: 'Share of train images misclassified, eval mode; null where not evaluated.' })
  trainError!: (number | null)[];
  @Field(() => NumberColumn, { description: 'Loss on the test images, eval mode; null where not evaluated.' })
  testLoss!: (number | null)[];
  @Field(() => NumberColumn, { description: 'Share of test images misclassified, eval mode; null where not evaluated.' })
  testError!: (number | null)[];
  @Field(() => NumberColumn, { description: 'Train images a second, without evaluation.' })
  imagesPerSecond!: (number | null)[];
}
