import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { Loss, RunSource, RunStatus, Split } from '../../prisma/client.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { ValueAt } from '../measuring/value-at.type.ts';

@InputType({ description: 'Both ends of a range, which belong to it.' })
export class NumberRange {
  @Field(() => Float, { description: 'The smallest number of the range.' })
  from!: number;
  @Field(() => Float, { description: 'The largest number of the range.' })
  to!: number;
}

@InputType({ description: 'Which numbers are wanted; what is left out does not restrict, and all that is given must hold.' })
export class NumberFilter {
  @Field(() => Float, { nullable: true, description: 'Greater than this.' })
  gt?: number | null;
  @Field(() => Float, { nullable: true, description: 'Less than this.' })
  lt?: number | null;
  @Field(() => NumberRange, { nullable: true, description: 'In this range, its ends included.' })
  between?: NumberRange | null;
}

@InputType({ description: 'One value of each run; by default the last one of the last layer on the train images.' })
export class ValuePlaceInput {
  @Field(() => Int, { nullable: true, description: "Version of the formula; the catalogue's when left out." })
  version?: number | null;
  @Field(() => ValueAt, { defaultValue: ValueAt.LAST, description: 'Which epoch it is taken from.' })
  at!: ValueAt;
  @Field(() => Int, { nullable: true, description: 'The epoch, where `at` is EPOCH.' })
  epoch?: number | null;
  @Field(() => Split, { defaultValue: Split.TRAIN, description: 'Which images were measured.' })
  split!: Split;
  @Field({ defaultValue: 'last', description: 'Which layer was measured; "last" is the input of the classifier.' })
  layer!: string;
}

@InputType({
  description:
    'What a value of each run must be. Where nothing was recorded, no condition holds. Where a value is not computed yet, it is unknown whether a condition holds: such a run is not in the list, under `not` neither, and `pendingCount` counts it.',
})
export class MetricFilter extends ValuePlaceInput {
  @Field(() => MetricId, { description: 'The metric.' })
  name!: MetricId;
  @Field(() => Float, { nullable: true, description: 'Greater than this.' })
  gt?: number | null;
  @Field(() => Float, { nullable: true, description: 'Less than this.' })
  lt?: number | null;
  @Field(() => NumberRange, { nullable: true, description: 'In this range, its ends included.' })
  between?: NumberRange | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it was measured and has no value, for a reason that `Run.value` tells.' })
  isUndefined?: boolean | null;
}

@InputType({ description: 'Which tags are wanted; what is left out does not restrict.' })
export class TagFilter {
  @Field(() => [String], { nullable: true, description: 'At least one of these.' })
  any?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Each of these.' })
  all?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'None of these.' })
  none?: string[] | null;
}

@InputType({ description: 'Which settings of training are wanted; a run without such a setting is left out.' })
export class SettingsFilter {
  @Field(() => NumberFilter, { nullable: true, description: 'Learning rate of the first epoch.' })
  learningRate?: NumberFilter | null;
  @Field(() => NumberFilter, { nullable: true, description: 'Factor of the weights added to the gradient.' })
  weightDecay?: NumberFilter | null;
  @Field(() => NumberFilter, { nullable: true, description: 'Images a step.' })
  batchSize?: NumberFilter | null;
  @Field(() => NumberFilter, { nullable: true, description: 'Epochs to train.' })
  epochs?: NumberFilter | null;
}

@InputType({
  description:
    'Which runs are wanted; a field left out does not restrict, and all that are given must hold. At most 4 filters inside one another, 50 in all, and 50 entries in a list. Archived runs are left out unless `isArchived` stands somewhere in it.',
})
export class RunFilter {
  @Field(() => [RunFilter], { nullable: true, description: 'All of these hold; an empty list restricts nothing.' })
  and?: RunFilter[] | null;
  @Field(() => [RunFilter], { nullable: true, description: 'At least one of these holds; with an empty list no run is left.' })
  or?: RunFilter[] | null;
  @Field(() => RunFilter, { nullable: true, description: 'This does not hold.' })
  not?: RunFilter | null;
  @Field(() => [RunStatus], { nullable: true, description: 'Runs that stand in one of these ways.' })
  status?: RunStatus[] | null;
  @Field(() => [RunSource], { nullable: true, description: 'Runs that came from one of these.' })
  source?: RunSource[] | null;
  @Field(() => ID, { nullable: true, description: 'Runs of this study.' })
  studyId?: string | null;
  @Field(() => [String], { nullable: true, description: 'Runs of one of these families of networks.' })
  architecture?: string[] | null;
  @Field(() => [Int], { nullable: true, description: 'Runs of networks of one of these depths.' })
  depth?: number[] | null;
  @Field(() => [String], { nullable: true, description: 'Runs on one of these data sets.' })
  dataset?: string[] | null;
  @Field(() => [Loss], { nullable: true, description: 'Runs that minimise one of these.' })
  loss?: Loss[] | null;
  @Field(() => [Int], { nullable: true, description: 'Runs with one of these seeds.' })
  seed?: number[] | null;
  @Field(() => TagFilter, { nullable: true, description: 'Runs with or without these tags.' })
  tags?: TagFilter | null;
  @Field(() => Boolean, { nullable: true, description: 'Only archived runs, or only those that are not.' })
  isArchived?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Only runs made by a program and never trained, or only others.' })
  isGenerated?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Only runs that reached the terminal phase, or only those that did not so far.' })
  hasTerminalPhase?: boolean | null;
  @Field(() => SettingsFilter, { nullable: true, description: 'Runs trained with such settings.' })
  settings?: SettingsFilter | null;
  @Field(() => MetricFilter, { nullable: true, description: 'Runs with such a value; for several values use `and` or `or`.' })
  metric?: MetricFilter | null;
  @Field(() => String, { nullable: true, description: 'Runs with this text in their name, a tag, their note or the name of their study, in capitals or not; no sign in it has a meaning of its own.' })
  text?: string | null;
}
