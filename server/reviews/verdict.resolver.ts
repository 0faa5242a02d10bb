import { Arg, Args, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import { seesStudy } from '../access/caller.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity, PageArguments } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { VERDICT_METRICS } from '../measuring/suggested-verdict.ts';
import { Person } from '../people/person.type.ts';
import { visibleRun } from '../runs/list-runs.ts';
import { Run } from '../runs/run.type.ts';
import { studiesById } from '../studies/list-studies.ts';
import { giveVerdict, takeBackVerdict } from './change-verdicts.ts';
import { peopleById } from './list-comments.ts';
import { listVerdicts, standingVerdicts, verdictPages, verdictSummaries, verdictsById } from './list-verdicts.ts';
import { pinnedDigests, staleReason } from './pinned-data.ts';
import { GiveVerdictInput, TakeBackVerdictInput, VerdictArguments } from './verdict.input.ts';
import { PinnedFormula, ReviewVerdict, ReviewVerdictConnection, VerdictPayload, VerdictSummary } from './verdict.type.ts';

const NOTHING: Pick<VerdictPayload, 'verdict' | 'run'> = { verdict: null, run: null };
const INPUT = { description: 'What to do.' };

@Resolver(() => ReviewVerdict)
export class VerdictResolver {
  @Authorized('LINK')
  @Query(() => ReviewVerdictConnection, { description: 'Verdicts on a run, on the runs of a study, or on all, newest first; also on runs that were deleted.', complexity: listComplexity })
  verdicts(@Args(() => VerdictArguments) question: VerdictArguments, @Ctx() context: RequestContext): Promise<Connection<ReviewVerdict>> {
    return listVerdicts(context, question);
  }

  @Authorized('REVIEWER')
  @Mutation(() => VerdictPayload, { description: "Decides on a run. The verdict keeps which data and formulas it rests on, and turns stale when they change. CONFLICT where the data are not those expected, PRECONDITION_FAILED while the study is final.", complexity: 20 })
  giveVerdict(@Arg('input', () => GiveVerdictInput, INPUT) input: GiveVerdictInput, @Ctx() context: RequestContext): Promise<VerdictPayload> {
    return answerMutation(input, NOTHING, () => giveVerdict(context, input).then((id) => verdictOf(context, id)));
  }

  @Authorized('REVIEWER')
  @Mutation(() => VerdictPayload, { description: 'Takes back your own verdict on a run. PRECONDITION_FAILED where there is none, or the study is final.', complexity: 10 })
  takeBackVerdict(@Arg('input', () => TakeBackVerdictInput, INPUT) input: TakeBackVerdictInput, @Ctx() context: RequestContext): Promise<VerdictPayload> {
    return answerMutation(input, NOTHING, () => takeBackVerdict(context, input).then((id) => verdictOf(context, id)));
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who decided; null for the person at the server itself, and for who may not see names.' })
  reviewer(@Root() { reviewerId }: ReviewVerdict, @Ctx() context: RequestContext): Promise<Person | null> {
    return reviewerId === null || !context.caller.seesNames ? Promise.resolve(null) : context.load(peopleById, reviewerId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the caller gave it.' })
  isMine(@Root() { reviewerId, isFromArchive }: ReviewVerdict, @Ctx() { caller }: RequestContext): boolean {
    return caller.access !== 'LINK' && !isFromArchive && reviewerId === caller.userId;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of who decided; of a verdict from an archive the name that stands there, which is nobody\'s here. Null for the person at a server itself, and for who may not see names.' })
  async reviewerName(@Root() { reviewerId, isFromArchive, archivedName }: ReviewVerdict, @Ctx() context: RequestContext): Promise<string | null> {
    if (!context.caller.seesNames) return null;
    return isFromArchive || reviewerId === null ? archivedName : ((await context.load(peopleById, reviewerId))?.name ?? null);
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run; null where it was deleted.' })
  run(@Root() { runId }: ReviewVerdict, @Ctx() context: RequestContext): Promise<Run | null> {
    return visibleRun(context, runId);
  }

  @FieldResolver(() => [PinnedFormula], { description: 'The formulas that it rests on.' })
  formulas(@Root() { versions }: ReviewVerdict): PinnedFormula[] {
    // in the order of the tests, which JSON does not keep
    return VERDICT_METRICS.flatMap((metric) => (versions[metric] === undefined ? [] : [{ metric, version: versions[metric] }]));
  }

  @FieldResolver(() => Boolean, { description: 'Whether the data or a formula that it rests on changed since.', complexity: 2 })
  async isStale(@Root() verdict: ReviewVerdict, @Ctx() context: RequestContext): Promise<boolean> {
    return (await reasonOf(context, verdict)) !== null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why it is stale, in one sentence; null where it is not.', complexity: 2 })
  staleReason(@Root() verdict: ReviewVerdict, @Ctx() context: RequestContext): Promise<string | null> {
    return reasonOf(context, verdict);
  }
}

async function reasonOf(context: RequestContext, { runId, digest, versions }: ReviewVerdict): Promise<string | null> {
  return staleReason({ digest, formulas: versions }, await context.load(pinnedDigests, runId));
}

@Resolver(() => Run)
export class RunVerdictsResolver {
  @FieldResolver(() => [ReviewVerdict], { description: 'The verdicts that stand, newest first: one of each person who decided, and those from archives.', complexity: ({ childComplexity }) => 1 + 5 * childComplexity })
  async verdicts(@Root() { id }: Run, @Ctx() context: RequestContext): Promise<ReviewVerdict[]> {
    return (await context.load(standingVerdicts, id)).filter(({ studyId }) => seesStudy(context.caller, studyId));
  }

  @FieldResolver(() => ReviewVerdictConnection, { description: 'All verdicts, newest first, also those replaced and taken back.', complexity: listComplexity })
  verdictHistory(@Root() { id }: Run, @Args(() => PageArguments) page: PageArguments, @Ctx() context: RequestContext): Promise<Connection<ReviewVerdict>> {
    return context.load(verdictPages, { ...page, runId: id, studyId: context.caller.studyId, withReplaced: true });
  }

  @FieldResolver(() => VerdictSummary, { nullable: true, description: 'What the verdicts that stand say together.', complexity: ({ childComplexity }) => 2 + childComplexity })
  async verdictSummary(@Root() { id, studyId }: Run, @Ctx() context: RequestContext): Promise<VerdictSummary> {
    const study = await context.load(studiesById, studyId);
    return context.load(verdictSummaries, { runId: id, needed: study?.verdictsNeeded ?? 0 });
  }

  @FieldResolver(() => String, { nullable: true, description: 'Of the data that a verdict rests on: the terminal phase, and the snapshot that the four answers are read from. Give it as `expectedDigest` with a verdict.', complexity: 1 })
  verdictDigest(@Root() { id }: Run, @Ctx() context: RequestContext): Promise<string | null> {
    return context.load(pinnedDigests, id);
  }
}

/** The context forgets first: what it loaded before the change is no longer true. */
async function verdictOf(context: RequestContext, id: string): Promise<Pick<VerdictPayload, 'verdict' | 'run'>> {
  context.forget();
  const verdict = await context.load(verdictsById, id);
  return { verdict, run: verdict && (await visibleRun(context, verdict.runId)) };
}
