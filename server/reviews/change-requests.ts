import type { Prisma, ReviewRequest as RequestRow } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { appendEvent } from '../../prisma/events.ts';
import { demandOpen } from '../../prisma/final-study.ts';
import { newId } from '../../prisma/ids.ts';
import { type Caller, mayDo } from '../access/caller.ts';
import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import { tell } from './notices.ts';
import type { AskReviewInput, WithdrawReviewInput } from './request.input.ts';

/** Each gives the ids of the requests. All throw CollapsarError: NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED or BAD_USER_INPUT. */

export async function askReview(context: RequestContext, input: AskReviewInput): Promise<string[]> {
  const reviewerIds = [...new Set(input.reviewerIds)];
  const { ids } = await write(context, { action: 'askReview', input }, async (tx, audit) => {
    const { studyId, runId, name } = await placeOf(tx, input);
    await demandReviewers(tx, reviewerIds);
    const known = await tx.reviewRequest.findMany({ where: { studyId, runId, reviewerId: { in: reviewerIds }, doneAt: null } });
    const added = reviewerIds.filter((id) => !known.some(({ reviewerId }) => reviewerId === id));
    const made = added.map((reviewerId) => ({ id: newId('reviewRequest'), studyId, runId, reviewerId, askedBy: context.caller.person }));
    await tx.reviewRequest.createMany({ data: made });
    for (const { id, reviewerId } of made) audit({ subject: id, after: { studyId, runId, reviewerId } });
    await tell(tx, context.caller, added, { kind: 'REVIEW_ASKED', studyId, runId, text: `Your verdict is asked for on ${name}.` });
    for (const { id } of made) await appendEvent(tx, { kind: 'review.asked', studyId, runId: runId ?? undefined, subject: id });
    return { ids: [...known, ...made].map(({ id }) => id) };
  });
  return ids;
}

/** Locks what is asked about, so that two people who ask the same at once ask it once. */
async function placeOf(tx: Prisma.TransactionClient, { studyId, runId }: AskReviewInput): Promise<{ studyId: string; runId: string | null; name: string }> {
  const [study] = await tx.$queryRaw<{ name: string; finalAt: Date | null }[]>`SELECT name, "finalAt" FROM "Study" WHERE id = ${studyId} FOR NO KEY UPDATE`;
  if (!study) throw new CollapsarError('NOT_FOUND', `There is no study ${studyId}; take its id from the list of studies.`, { details: { field: 'studyId' } });
  demandOpen(study);
  if (runId == null) return { studyId, runId: null, name: `the runs of "${study.name}"` };
  const [run] = await tx.$queryRaw<{ name: string }[]>`SELECT name FROM "Run" WHERE id = ${runId} AND "studyId" = ${studyId} FOR KEY SHARE`;
  if (!run) throw new CollapsarError('NOT_FOUND', `The study has no run ${runId}; take its id from the list of runs.`, { details: { field: 'runId' } });
  return { studyId, runId, name: `"${run.name}"` };
}

async function demandReviewers(tx: Prisma.TransactionClient, ids: string[]): Promise<void> {
  const people = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, role: true, disabledAt: true } });
  const missing = ids.find((id) => !people.some((person) => person.id === id));
  if (missing !== undefined) throw new CollapsarError('NOT_FOUND', `There is no person ${missing}; take the id from the list of people.`, { details: { field: 'reviewerIds' } });
  const unable = people.find(({ role, disabledAt }) => disabledAt !== null || role === 'VIEWER');
  if (unable) throw new CollapsarError('BAD_USER_INPUT', `${unable.name} may not give verdicts.`, { details: { field: 'reviewerIds' } });
}

/** By who asked, who was asked, or an admin. What is done already stays as it is. */
export async function withdrawReview(context: RequestContext, input: WithdrawReviewInput): Promise<string[]> {
  await write(context, { action: 'withdrawReview', input }, async (tx, audit) => {
    // runs before what hangs on them, as whoever deletes a run does it
    await tx.$executeRaw`SELECT id FROM "Run" WHERE id IN (SELECT "runId" FROM "ReviewRequest" WHERE id = ANY(${input.requestIds})) ORDER BY id FOR KEY SHARE`;
    const rows = await tx.$queryRaw<RequestRow[]>`SELECT * FROM "ReviewRequest" WHERE id = ANY(${input.requestIds}) ORDER BY id FOR UPDATE`;
    const missing = input.requestIds.find((id) => !rows.some((row) => row.id === id));
    if (missing !== undefined) throw new CollapsarError('NOT_FOUND', `There is no request ${missing}.`, { details: { field: 'requestIds' } });
    if (!rows.every((row) => mayWithdraw(context.caller, row))) throw new CollapsarError('FORBIDDEN', 'A request is withdrawn by who asked, who was asked, or an admin.', { details: { requiredRole: 'ADMIN' } });
    const open = rows.filter(({ doneAt }) => doneAt === null);
    await tx.reviewRequest.updateMany({ where: { id: { in: open.map(({ id }) => id) } }, data: { doneAt: new Date() } });
    for (const { id, studyId, runId, reviewerId } of open) {
      audit({ subject: id, before: { studyId, runId, reviewerId } });
      await appendEvent(tx, { kind: 'review.asked', studyId, runId: runId ?? undefined, subject: id });
    }
    return {};
  });
  return input.requestIds;
}

const mayWithdraw = (caller: Caller, { askedBy, reviewerId }: RequestRow): boolean =>
  mayDo(caller, 'ADMIN') || reviewerId === caller.userId || (askedBy !== null && askedBy === caller.person);
