import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { CollapsarError } from '../../prisma/errors.ts';
import { answerMutation } from '../access/answer-mutation.ts';
import { RequestContext } from '../access/request-context.ts';
import { Run } from '../runs/run.type.ts';
import { visibleStudy } from '../studies/list-studies.ts';
import { Study } from '../studies/study.type.ts';
import { archiveCheck, createCheck, updateCheck } from './change-checks.ts';
import { ArchiveCheckInput, CheckRunsArguments, CheckTrialArguments, CreateCheckInput, FailedChecksArguments, UpdateCheckInput } from './check.input.ts';
import { Check, CheckedRun, CheckOutcome, CheckPayload, CheckReport, CheckSummary, CheckTrial } from './check.type.ts';
import { checkRuns, checkSummaries } from './check-runs.ts';
import { failedRuns } from './failed-runs.ts';
import { checksOfStudies, visibleCheck } from './list-checks.ts';
import { outcomesOfRuns } from './run-outcomes.ts';
import { runToCheck } from './run-to-check.ts';
import { tryCheck } from './try-check.ts';

const NO_CHECK = { check: null };
const INPUT = { description: 'What to do.' };
/** Checks that a study is taken to have. */
const CHECKS = 10;
const listed = ({ childComplexity }: { childComplexity: number }) => 1 + CHECKS * childComplexity;
/** Every run of a study is looked at. */
const checkedRuns = ({ args, childComplexity }: { args: { runIds?: unknown[] | null }; childComplexity: number }) => 100 + (args.runIds?.length ?? 100) * CHECKS + 10 * childComplexity;

@Resolver(() => Check)
export class CheckResolver {
  @Authorized('OPERATOR')
  @Mutation(() => CheckPayload, { description: 'Sets a rule for the completed runs of a study; those there are already are checked too.', complexity: 10 })
  createCheck(@Arg('input', () => CreateCheckInput, INPUT) input: CreateCheckInput, @Ctx() context: RequestContext): Promise<CheckPayload> {
    return answerMutation(input, NO_CHECK, async () => ({ check: await visibleCheck(context, await createCheck(context, input)) }));
  }

  @Authorized('OPERATOR')
  @Mutation(() => CheckPayload, { description: 'Changes a rule; every run is checked anew.', complexity: 10 })
  updateCheck(@Arg('input', () => UpdateCheckInput, INPUT) input: UpdateCheckInput, @Ctx() context: RequestContext): Promise<CheckPayload> {
    return answerMutation(input, NO_CHECK, async () => ({ check: await visibleCheck(context, await updateCheck(context, input)) }));
  }

  @Authorized('OPERATOR')
  @Mutation(() => CheckPayload, { description: 'Puts a rule aside, so that runs are no longer asked it, or takes it up again.', complexity: 10 })
  archiveCheck(@Arg('input', () => ArchiveCheckInput, INPUT) input: ArchiveCheckInput, @Ctx() context: RequestContext): Promise<CheckPayload> {
    return answerMutation(input, NO_CHECK, async () => ({ check: await visibleCheck(context, await archiveCheck(context, input)) }));
  }

  @Authorized('LINK')
  @Query(() => CheckReport, {
    nullable: true,
    description: 'Whether runs passed all checks of their study, for continuous integration: of a study, or runs that are named. Null with the error NOT_FOUND when one is not there.',
    complexity: checkedRuns,
  })
  checkRuns(@Args(() => CheckRunsArguments) question: CheckRunsArguments, @Ctx() context: RequestContext): Promise<CheckReport> {
    return checkRuns(context, question);
  }

  @Authorized('LINK')
  @Query(() => CheckSummary, { nullable: true, description: 'The checks of a study in a few numbers. Null with the error NOT_FOUND when there is no such study.', complexity: 1000 })
  async checkSummary(@Arg('studyId', () => ID, { description: 'The study.' }) studyId: string, @Ctx() context: RequestContext): Promise<CheckSummary> {
    if (await visibleStudy(context, studyId)) return context.load(checkSummaries, studyId);
    throw new CollapsarError('NOT_FOUND', `There is no study ${studyId}; take its id from the list of studies.`, { details: { type: 'Study' } });
  }

  @Authorized('OPERATOR')
  @Query(() => CheckTrial, { nullable: true, description: 'What a rule would give for the completed runs of a study now, before it is one of its checks. Nothing is kept, and nobody is told.', complexity: 1000 })
  checkTrial(@Args(() => CheckTrialArguments) rule: CheckTrialArguments, @Ctx() context: RequestContext): Promise<CheckTrial> {
    return tryCheck(context, rule);
  }

  @Authorized('LINK')
  @Query(() => [CheckedRun], { description: 'Completed runs of all studies that fail a check now, each with what it fails: those that began to fail last first.', complexity: ({ args, childComplexity }) => 10 + args.first * childComplexity })
  failedChecks(@Args(() => FailedChecksArguments) { first }: FailedChecksArguments, @Ctx() context: RequestContext): Promise<CheckedRun[]> {
    return failedRuns(context, first);
  }
}

@Resolver(() => Study)
export class StudyChecksResolver {
  @FieldResolver(() => CheckSummary, { nullable: true, description: 'Its checks in a few numbers.', complexity: 1000 })
  checkSummary(@Root() { id }: Study, @Ctx() context: RequestContext): Promise<CheckSummary> {
    return context.load(checkSummaries, id);
  }

  @FieldResolver(() => [Check], { description: 'The rules it sets for its completed runs, in the order they were made; at most 50 that are not put aside.', complexity: listed })
  checks(
    @Root() { id: studyId }: Study,
    @Arg('withArchived', () => Boolean, { defaultValue: false, description: 'Whether those put aside are among them.' }) withArchived: boolean,
    @Ctx() context: RequestContext,
  ): Promise<Check[]> {
    return context.load(checksOfStudies, { studyId, withArchived });
  }
}

@Resolver(() => Run)
export class RunChecksResolver {
  @FieldResolver(() => [CheckOutcome], {
    description: 'What comes out of the checks of its study, with the data, formulas and rules there are now; UNDECIDED while it is not completed.',
    complexity: ({ childComplexity }) => 5 + CHECKS * childComplexity,
  })
  checkOutcomes(@Root() run: Run, @Ctx() context: RequestContext): Promise<CheckOutcome[]> {
    return context.load(outcomesOfRuns, runToCheck(run));
  }
}
