import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CheckBound, CheckPoint, CheckResult, Split } from '../../prisma/client.ts';
import { MutationPayload } from '../access/mutation.type.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { Run } from '../runs/run.type.ts';

registerEnumType(CheckPoint, {
  name: 'CheckPoint',
  description: 'Which value of a run a check looks at.',
  valuesConfig: {
    TERMINAL_PHASE: { description: 'That of the first measured epoch of the terminal phase.' },
    LAST: { description: 'That of the last measured epoch.' },
    BEST: { description: "The best of all epochs, by the metric's direction." },
  },
});
registerEnumType(CheckBound, {
  name: 'CheckBound',
  description: 'What a value is held against.',
  valuesConfig: {
    BELOW: { description: 'Passed where the value is at most the limit.' },
    ABOVE: { description: 'Passed where the value is at least the limit.' },
    BASELINE: { description: "Passed where the value is no worse than that of the baseline of the run's study, architecture and data set by more than the limit, a share of the baseline's size. What is worse, the metric's direction says." },
  },
});
registerEnumType(CheckResult, {
  name: 'CheckResult',
  description: 'What came out of a check.',
  valuesConfig: {
    PASSED: { description: 'The value keeps to the rule.' },
    FAILED: { description: 'It does not.' },
    UNDECIDED: { description: 'There is no value, none yet, or nothing to hold it against; the reason says which.' },
  },
});

@ObjectType({ description: 'A rule that a study sets for each of its completed runs.' })
export class Check {
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field({ description: 'Name for people.' })
  name!: string;
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Split, { description: 'Which images were measured.' })
  split!: Split;
  @Field({ description: 'Which layer was measured.' })
  layer!: string;
  @Field(() => CheckPoint, { description: 'Which value of a run it looks at.' })
  point!: CheckPoint;
  @Field(() => CheckBound, { description: 'What the value is held against.' })
  bound!: CheckBound;
  @Field(() => Float, { description: "The limit of BELOW and ABOVE in the metric's unit; with BASELINE a share, 0.1 is 10 %." })
  limit!: number;
  @Field({ description: 'The rule in words.' })
  rule!: string;
  @Field(() => Int, { description: 'Raised by each change; give it as `expectedVersion` with a change.' })
  version!: number;
  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'Since when runs are no longer asked it; null while they are.' })
  archivedAt!: Date | null;
}

@ObjectType({ description: 'What comes out of a check for a run with the data and formulas there are now.' })
export class CheckOutcome {
  @Field(() => Check, { description: 'The check.' })
  check!: Check;
  @Field(() => CheckResult, { description: 'Whether it was passed.' })
  result!: CheckResult;
  @Field(() => Float, { nullable: true, description: "The run's value; null where there is none." })
  value!: number | null;
  @Field(() => Float, { nullable: true, description: "What the value was held against: the limit, with BASELINE the baseline's value; null where there is none." })
  limit!: number | null;
  @Field(() => Int, { nullable: true, description: 'The epoch that the value is of; null where there is none.' })
  epoch!: number | null;
  @Field(() => Int, { nullable: true, description: "Version of the metric's formula; null where nothing was read." })
  formulaVersion!: number | null;
  @Field({ description: 'Why it failed or could not be decided, in one sentence; empty where it was passed.' })
  reason!: string;
  @Field({ description: 'Whether the value is still measured: ask again.' })
  isPending!: boolean;
  @Field(() => Date, { nullable: true, description: 'Since when it is as it is; null while the value is still measured, and of a run that is not completed.' })
  at!: Date | null;
}

@ObjectType({ description: 'A completed run with what came out of its checks.' })
export class CheckedRun {
  @Field(() => Run, { description: 'The run.' })
  run!: Run;
  @Field(() => CheckResult, { description: 'FAILED where one check failed, else UNDECIDED where one is, else PASSED.' })
  result!: CheckResult;
  @Field(() => [CheckOutcome], { description: 'One entry a check, in the order they were made.' })
  outcomes!: CheckOutcome[];
}

@ObjectType({ description: 'The checks of many runs in a few numbers.' })
export class CheckSummary {
  @Field({ description: 'Whether every run passed every check, and there was one to pass.' })
  isPassed!: boolean;
  @Field(() => CheckResult, { description: 'FAILED where one run failed, else UNDECIDED where one is undecided or there was nothing to check, else PASSED.' })
  result!: CheckResult;
  @Field(() => String, { nullable: true, description: 'Why there was nothing to check, in one sentence; null where there was something.' })
  reason!: string | null;
  @Field(() => Int, { description: 'Checks that were asked.' })
  checkCount!: number;
  @Field(() => Int, { description: 'Runs that were checked.' })
  runCount!: number;
  @Field(() => Int, { description: 'Completed runs beyond the newest 500, which were not checked.' })
  leftOutRunCount!: number;
  @Field(() => Int, { description: 'Runs that passed every check.' })
  passedCount!: number;
  @Field(() => Int, { description: 'Runs that failed a check.' })
  failedCount!: number;
  @Field(() => Int, { description: 'Runs that failed none and have one undecided.' })
  undecidedCount!: number;
}

@ObjectType({ description: 'What a check in continuous integration asks for.' })
export class CheckReport extends CheckSummary {
  @Field({ description: 'Whether all values are known; false while some are still measured: ask again.' })
  isComplete!: boolean;
  @Field(() => [CheckedRun], { description: 'The runs that did not pass, those that failed first: at most 100 of them.' })
  notPassed!: CheckedRun[];
}

@ObjectType({ description: 'What a rule would give for the completed runs of a study, before it is one of its checks.' })
export class CheckTrial {
  @Field({ description: 'The rule in words.' })
  rule!: string;
  @Field(() => Int, { description: 'Completed runs that were held to it.' })
  runCount!: number;
  @Field(() => Int, { description: 'Completed runs beyond the newest 500, which were not.' })
  leftOutRunCount!: number;
  @Field(() => Int, { description: 'Runs that would pass.' })
  passedCount!: number;
  @Field(() => Int, { description: 'Runs that would fail.' })
  failedCount!: number;
  @Field(() => Int, { description: 'Runs of which it could not be decided.' })
  undecidedCount!: number;
  @Field({ description: 'Whether all values are known; false while some are still measured: ask again.' })
  isComplete!: boolean;
  @Field(() => [Run], { description: 'Runs that would fail, newest first: at most 5 of them.' })
  failed!: Run[];
}

@ObjectType({ description: 'A check after a change.' })
export class CheckPayload extends MutationPayload {
  @Field(() => Check, { nullable: true, description: 'The check as it is now; null where nothing was changed.' })
  check!: Check | null;
}
