import { Prisma, type Thread as ThreadRow } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { appendEvent } from '../../prisma/events.ts';
import { newId } from '../../prisma/ids.ts';
import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import { visibleRun } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.type.ts';
import { visibleStudy } from '../studies/list-studies.ts';
import { anchorAt } from './anchor.ts';
import type { BeginThreadInput, ReplyInput, ThreadInput } from './thread.input.ts';
import { addComment, checkBody } from './write-comment.ts';

/** All throw CollapsarError: NOT_FOUND, BAD_USER_INPUT or RATE_LIMITED, and have changed nothing then. */

/** Gives the id of the thread. */
export async function beginThread(context: RequestContext, input: BeginThreadInput): Promise<string> {
  checkBody(input.body);
  const { studyId } = input;
  if (!(await visibleStudy(context, studyId))) throw noneSuch('study', studyId, 'studyId');
  const run = input.runId == null ? null : await runOf(context, input.runId, studyId);
  if (input.anchor && !run) throw new CollapsarError('BAD_USER_INPUT', 'A place is one of a run; name the run too.', { details: { field: 'anchor' } });
  const anchor = input.anchor && run ? await anchorAt(context.record, run, input.anchor) : {};
  const { id } = await write(context, { action: 'beginThread', input }, async (tx, audit) => {
    if (!(await holdStudy(tx, Prisma.sql`${studyId}`))) throw noneSuch('study', studyId, 'studyId');
    const thread = { id: newId('thread'), studyId, runId: run?.id ?? null, runName: run?.name ?? null };
    await tx.thread.create({ data: { ...thread, ...anchor }, select: { id: true } });
    const commentId = await addComment(tx, context.caller, thread, input.body);
    audit({ subject: thread.id, after: { studyId, runId: thread.runId, commentId } });
    await tellOfThread(tx, thread, commentId);
    return { id: thread.id };
  });
  return id;
}

async function runOf(context: RequestContext, runId: string, studyId: string): Promise<Run> {
  const run = await visibleRun(context, runId);
  if (run?.studyId !== studyId) throw noneSuch('run of this study', runId, 'runId');
  return run;
}

/** Gives the id of the comment. */
export async function reply(context: RequestContext, input: ReplyInput): Promise<string> {
  checkBody(input.body);
  const { id } = await write(context, { action: 'reply', input }, async (tx, audit) => {
    const thread = await lockThread(tx, input.threadId);
    const commentId = await addComment(tx, context.caller, thread, input.body);
    audit({ subject: commentId, after: { threadId: thread.id } });
    await tellOfThread(tx, thread, commentId);
    return { id: commentId };
  });
  return id;
}

/** Resolves a thread or opens it again; what is so already stays as it is. Gives its id. */
export async function settleThread(context: RequestContext, input: ThreadInput, isResolved: boolean): Promise<string> {
  await write(context, { action: isResolved ? 'resolveThread' : 'reopenThread', input }, async (tx, audit) => {
    const thread = await lockThread(tx, input.threadId);
    if ((thread.resolvedAt !== null) === isResolved) return {};
    const data = isResolved ? { resolvedAt: new Date(), resolvedBy: context.caller.person, resolvedElsewhere: false } : { resolvedAt: null, resolvedBy: null, resolvedElsewhere: false };
    await tx.thread.update({ where: { id: thread.id }, data, select: { id: true } });
    audit({ subject: thread.id, before: { isResolved: !isResolved }, after: { isResolved } });
    await tellOfThread(tx, thread);
    return {};
  });
  return input.threadId;
}

/** Announces a change of a thread, and the comment that was added where it is that. An event of a run that is gone would have nothing to hang on: it is one of the study then. */
export async function tellOfThread(tx: Prisma.TransactionClient, { id, studyId, runId }: Pick<ThreadRow, 'id' | 'studyId' | 'runId'>, commentId?: string): Promise<void> {
  // locked, so that the run is not deleted before this commits
  const [run] = runId === null ? [] : await tx.$queryRaw<{ id: string }[]>`SELECT id FROM "Run" WHERE id = ${runId} FOR KEY SHARE`;
  await appendEvent(tx, { kind: 'review.thread', studyId, runId: run?.id, subject: id, commentId });
}

/** Keeps a study from being deleted until the transaction ends. Whoever deletes it locks it first, then its runs, then its threads: so does whoever writes. */
export async function holdStudy(tx: Prisma.TransactionClient, id: Prisma.Sql): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM "Study" WHERE id = (${id}) FOR SHARE`;
  return rows.length > 0;
}

async function lockThread(tx: Prisma.TransactionClient, id: string): Promise<ThreadRow> {
  await holdStudy(tx, Prisma.sql`SELECT "studyId" FROM "Thread" WHERE id = ${id}`);
  const [thread] = await tx.$queryRaw<ThreadRow[]>`SELECT * FROM "Thread" WHERE id = ${id} FOR NO KEY UPDATE`;
  if (!thread) throw noneSuch('thread', id, 'threadId');
  return thread;
}

const noneSuch = (what: string, id: string, field: string) => new CollapsarError('NOT_FOUND', `There is no ${what} ${id}; take its id from a list.`, { details: { field } });
