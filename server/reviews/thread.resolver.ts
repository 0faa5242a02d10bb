import { Arg, Args, Authorized, Ctx, FieldResolver, Float, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity, PageArguments } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { Run } from '../runs/run.type.ts';
import { visibleRun } from '../runs/list-runs.ts';
import { studiesById } from '../studies/list-studies.ts';
import { Study } from '../studies/study.type.ts';
import { isOutdated, valuesNow } from './anchor.ts';
import { beginThread, settleThread } from './change-threads.ts';
import { type Comment, CommentConnection } from './comment.type.ts';
import { commentCounts, commentPages } from './list-comments.ts';
import { listThreads, openThreadsOfRuns, openThreadsOfStudies, threadNumbers, threadPages, visibleThread } from './list-threads.ts';
import { BeginThreadInput, ThreadArguments, ThreadInput, ThreadListArguments } from './thread.input.ts';
import { Anchor, Thread, ThreadConnection, ThreadPayload } from './thread.type.ts';

const NO_THREAD: Pick<ThreadPayload, 'thread'> = { thread: null };
const INPUT = { description: 'What to do.' };

@Resolver(() => Thread)
export class ThreadResolver {
  @Authorized('LINK')
  @Query(() => ThreadConnection, { description: 'Threads of a run, of a study with all its runs, or of all: in the order of the epochs they are about, where no other is given.', complexity: listComplexity })
  threads(@Args(() => ThreadArguments) question: ThreadArguments, @Ctx() context: RequestContext): Promise<Connection<Thread>> {
    return listThreads(context, question);
  }

  @Authorized('LINK')
  @Query(() => Thread, { nullable: true, description: 'One thread; null when there is none of this id.' })
  thread(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() context: RequestContext): Promise<Thread | null> {
    return visibleThread(context, id);
  }

  @Authorized('REVIEWER')
  @Mutation(() => ThreadPayload, { description: 'Begins a thread on a study, a run, or a place in a run. RATE_LIMITED beyond 20 comments a minute or 200 an hour.', complexity: 10 })
  beginThread(@Arg('input', () => BeginThreadInput, INPUT) input: BeginThreadInput, @Ctx() context: RequestContext): Promise<ThreadPayload> {
    return answerMutation(input, NO_THREAD, () => beginThread(context, input).then((id) => threadOf(context, id)));
  }

  @Authorized('REVIEWER')
  @Mutation(() => ThreadPayload, { description: 'Marks a thread as settled.', complexity: 10 })
  resolveThread(@Arg('input', () => ThreadInput, INPUT) input: ThreadInput, @Ctx() context: RequestContext): Promise<ThreadPayload> {
    return answerMutation(input, NO_THREAD, () => settleThread(context, input, true).then((id) => threadOf(context, id)));
  }

  @Authorized('REVIEWER')
  @Mutation(() => ThreadPayload, { description: 'Opens a settled thread again.', complexity: 10 })
  reopenThread(@Arg('input', () => ThreadInput, INPUT) input: ThreadInput, @Ctx() context: RequestContext): Promise<ThreadPayload> {
    return answerMutation(input, NO_THREAD, () => settleThread(context, input, false).then((id) => threadOf(context, id)));
  }

  @FieldResolver(() => Study, { nullable: true, description: 'The study.' })
  study(@Root() { studyId }: Thread, @Ctx() context: RequestContext): Promise<Study | null> {
    return context.load(studiesById, studyId);
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run; null: on the study, or the run was deleted.' })
  run(@Root() { runId }: Thread, @Ctx() context: RequestContext): Promise<Run | null> {
    return runId === null ? Promise.resolve(null) : visibleRun(context, runId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is on a run that was deleted.' })
  async isRunDeleted(@Root() { runId }: Thread, @Ctx() context: RequestContext): Promise<boolean> {
    return runId !== null && (await visibleRun(context, runId)) === null;
  }

  @FieldResolver(() => Int, { description: 'Its number among the threads of its run, or among those of the study itself: from 1, in the order they were begun. It changes only where an archive brings older ones.' })
  number(@Root() { id }: Thread, @Ctx() context: RequestContext): Promise<number> {
    return context.load(threadNumbers, id);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of who resolved it; null while open, for the person at the server itself, and for who may not see names.' })
  resolvedBy(@Root() { resolver }: Thread, @Ctx() { caller }: RequestContext): string | null {
    return caller.seesNames ? resolver : null;
  }

  @FieldResolver(() => CommentConnection, { description: 'What was said, oldest first.', complexity: listComplexity })
  comments(@Root() { id }: Thread, @Args(() => PageArguments) page: PageArguments, @Ctx() context: RequestContext): Promise<Connection<Comment>> {
    return context.load(commentPages, { ...page, threadId: id });
  }

  @FieldResolver(() => Int, { description: 'How many comments it has, with those taken back.', complexity: 1 })
  commentCount(@Root() { id }: Thread, @Ctx() context: RequestContext): Promise<number> {
    return context.load(commentCounts, id);
  }
}

@Resolver(() => Anchor)
export class AnchorResolver {
  @FieldResolver(() => Float, { nullable: true, description: 'The value at the first epoch now; null where there is none, while it is being measured, and where the run was deleted. Null with the error DATA_CORRUPT where the snapshot is damaged.', complexity: 2 })
  async valueNow(@Root() anchor: Anchor, @Ctx() context: RequestContext): Promise<number | null> {
    return (await now(context, anchor))?.value ?? null;
  }

  @FieldResolver(() => Int, { nullable: true, description: "Version of the metric's formula now; null for a place without an epoch.", complexity: 2 })
  async formulaVersionNow(@Root() anchor: Anchor, @Ctx() context: RequestContext): Promise<number | null> {
    return (await now(context, anchor))?.version ?? null;
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether value or formula are others now than when the thread was begun; null where that cannot be told: without an epoch, while it is being measured, on a deleted run.', complexity: 2 })
  async isOutdated(@Root() anchor: Anchor, @Ctx() context: RequestContext): Promise<boolean | null> {
    const value = await now(context, anchor);
    return value && isOutdated(anchor, value);
  }
}

async function now(context: RequestContext, { runId, metric, split, layer, fromEpoch }: Anchor) {
  if (fromEpoch === null || (await visibleRun(context, runId)) === null) return null;
  return context.load(valuesNow, { runId, metric, split, layer, fromEpoch });
}

@Resolver(() => Run)
export class RunThreadsResolver {
  @FieldResolver(() => ThreadConnection, { description: 'Threads on it, in the order of the epochs they are about.', complexity: listComplexity })
  threads(@Root() { id }: Run, @Args(() => ThreadListArguments) page: ThreadListArguments, @Ctx() context: RequestContext): Promise<Connection<Thread>> {
    return context.load(threadPages, { ...page, runId: id, studyId: context.caller.studyId });
  }

  @FieldResolver(() => Int, { description: 'How many threads on it are open.', complexity: 1 })
  openThreadCount(@Root() { id }: Run, @Ctx() context: RequestContext): Promise<number> {
    return context.load(openThreadsOfRuns, id);
  }
}

@Resolver(() => Study)
export class StudyThreadsResolver {
  @FieldResolver(() => Int, { description: 'How many threads on it and its runs are open.', complexity: 1 })
  openThreadCount(@Root() { id }: Study, @Ctx() context: RequestContext): Promise<number> {
    return context.load(openThreadsOfStudies, id);
  }
}

/** The context forgets first: what it loaded before the change is no longer true. */
async function threadOf(context: RequestContext, id: string): Promise<Pick<ThreadPayload, 'thread'>> {
  context.forget();
  return { thread: await visibleThread(context, id) };
}
