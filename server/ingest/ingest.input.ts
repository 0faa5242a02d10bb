import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { Loss, RunStatus, Split } from '../../prisma/client.ts';
import { MutationInput } from '../access/mutation.type.ts';

@InputType({ description: 'What a network from outside was trained with; what is left out stays untold.' })
export class IngestedOptimiserInput {
  @Field(() => String, { nullable: true, description: 'The method, e.g. "adam".' })
  kind?: string | null;
  @Field(() => Float, { nullable: true, description: 'Learning rate of the first epoch.' })
  learningRate?: number | null;
  @Field(() => Float, { nullable: true, description: 'Share of the last step kept in the next one.' })
  momentum?: number | null;
  @Field(() => Float, { nullable: true, description: 'Weight decay; the decomposition of the MSE loss needs it.' })
  weightDecay?: number | null;
  @Field(() => Int, { nullable: true, description: 'Images a step.' })
  batchSize?: number | null;
}

@InputType({ description: 'A run that is trained elsewhere.' })
export class CreateIngestedRunInput extends MutationInput {
  @Field({ description: 'Slug of its study; the study is made where there is none.' })
  study!: string;
  @Field(() => String, { nullable: true, description: 'Name of a study that is made.' })
  studyName?: string | null;
  @Field({ description: 'Name for people, of 1 to 120 characters; one run of a study has it.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'The network, in free text.' })
  architecture?: string | null;
  @Field(() => Int, { nullable: true, description: 'Its depth.' })
  depth?: number | null;
  @Field(() => String, { nullable: true, description: 'The data set, in free text.' })
  dataset?: string | null;
  @Field(() => Int, { nullable: true, description: 'Classes; left out, as the first epoch has them.' })
  classes?: number | null;
  @Field(() => [String], { nullable: true, description: 'Names of the classes in label order.' })
  classNames?: string[] | null;
  @Field(() => Int, { nullable: true, description: 'Seed of the training.' })
  seed?: number | null;
  @Field(() => Loss, { nullable: true, description: 'What training minimises; CROSS_ENTROPY when left out.' })
  loss?: Loss | null;
  @Field(() => String, { nullable: true, description: 'How the losses of a batch become one number.' })
  lossReduction?: string | null;
  @Field(() => IngestedOptimiserInput, { nullable: true, description: 'The optimiser.' })
  optimiser?: IngestedOptimiserInput | null;
  @Field(() => Int, { nullable: true, description: 'Epochs that are to come.' })
  epochs?: number | null;
  @Field(() => Int, { nullable: true, description: 'Trainable parameters.' })
  parameters?: number | null;
  @Field(() => Float, { nullable: true, description: 'Train accuracy from which the terminal phase counts; 1 when left out.' })
  terminalPhaseAccuracy?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether a run from outside of that name is gone on with, where the study has one.' })
  resume?: boolean | null;
}

@InputType({ description: 'Another name of an array in a file.' })
export class ArrayNameInput {
  @Field({ description: 'What it is: features, labels, weight, bias, test_features, test_labels, epoch or weight_decay.' })
  role!: string;
  @Field({ description: 'What it is called in the file.' })
  name!: string;
}

@InputType({ description: 'An epoch whose file was uploaded by PUT /ingest/uploads/<sha256>.' })
export class RecordIngestedEpochInput extends MutationInput {
  @Field(() => ID, { description: 'The run, of the source INGESTED.' })
  runId!: string;
  @Field(() => Int, { description: 'Number of the epoch, from 1.' })
  epoch!: number;
  @Field({ description: 'sha256 of the file: a .npz, a .safetensors with features and labels, or a snapshot.' })
  uploadDigest!: string;
  @Field(() => Split, { nullable: true, description: 'Which images the features are of; TRAIN when left out. Test features in the same file are recorded with it.' })
  split?: Split | null;
  @Field(() => String, { nullable: true, description: 'Which layer; "last", the input of the classifier, when left out.' })
  layer?: string | null;
  @Field(() => [ArrayNameInput], { nullable: true, description: 'Arrays that have other names than those looked for.' })
  arrays?: ArrayNameInput[] | null;
  @Field(() => Float, { nullable: true, description: 'Loss on the train images.' })
  trainLoss?: number | null;
  @Field(() => Float, { nullable: true, description: 'Loss on the test images.' })
  testLoss?: number | null;
  @Field(() => Float, { nullable: true, description: 'Share of train images misclassified; left out, as the classifier does on the features.' })
  trainError?: number | null;
  @Field(() => Float, { nullable: true, description: 'Share of test images misclassified; left out, as the classifier does on the features.' })
  testError?: number | null;
  @Field(() => Float, { nullable: true, description: 'Mean loss over the batches, network in train mode.' })
  runningLoss?: number | null;
  @Field(() => Float, { nullable: true, description: 'Share misclassified during the epoch, network in train mode.' })
  runningError?: number | null;
  @Field(() => Float, { nullable: true, description: 'Learning rate during the epoch.' })
  learningRate?: number | null;
  @Field(() => Float, { nullable: true, description: 'Weight decay during the epoch; left out, as of the file or the run.' })
  weightDecay?: number | null;
  @Field(() => Float, { nullable: true, description: 'Train images a second.' })
  imagesPerSecond?: number | null;
  @Field(() => Int, { nullable: true, description: 'Length of the epoch, in ms.' })
  durationMs?: number | null;
  @Field(() => [String], { nullable: true, description: 'Names of the classes, where the run has none yet.' })
  classNames?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether samples with features that are not finite are left out, which the run then says; else the file is refused.' })
  allowNonFinite?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Name of the file, for the run\'s log.' })
  fileName?: string | null;
}

@InputType({ description: 'The end of a run that is trained elsewhere.' })
export class FinishRunInput extends MutationInput {
  @Field(() => ID, { description: 'The run, of the source INGESTED.' })
  runId!: string;
  @Field(() => RunStatus, { nullable: true, description: 'COMPLETED when left out; else FAILED, CANCELLED or DIVERGED.' })
  status?: RunStatus | null;
  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  error?: string | null;
}
