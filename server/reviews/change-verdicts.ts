import type { Prisma } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { appendEvent } from '../../prisma/events.ts';
import { demandOpenStudies } from '../../prisma/final-study.ts';
import { newId } from '../../prisma/ids.ts';
import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import { suggestedVerdicts } from '../measuring/suggested-verdict.ts';
import { visibleRun } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.type.ts';
import { tell } from './notices.ts';
import { formulasNow, pinnedDigests } from './pinned-data.ts';
import { settleRequests } from './settle-requests.ts';
import type { GiveVerdictInput, TakeBackVerdictInput } from './verdict.input.ts';
import { whoseRun } from './whose-run.ts';

/** Each gives the id of the verdict. All throw CollapsarError: NOT_FOUND, CONFLICT, PRECONDITION_FAILED. */

export async function giveVerdict(context: RequestContext, input: GiveVerdictInput): Promise<string> {
  const run = await runOf(context, input.runId);
  const [suggested] = await suggestedVerdicts(context.record, [{ runId: run.id, terminalPhaseEpoch: run.terminalPhaseEpoch }]);
  const { caller } = context;
  const { id } = await write(context, { action: 'giveVerdict', input }, async (tx, audit) => {
    await lockRun(tx, run);
    const [digest] = await pinnedDigests(tx, [run.id]);
    if (input.expectedDigest != null && input.expectedDigest !== digest) throw new CollapsarError('CONFLICT', `The data of "${run.name}" changed since you saw it; look at it again.`, { details: { field: 'expectedDigest' } });
    const before = await replaceOwn(tx, caller.userId, run.id);
    const verdict = { id: newId('verdict'), studyId: run.studyId, runId: run.id, runName: run.name, reviewerId: caller.userId, kind: input.kind, reason: input.reason, digest: digest! };
    await tx.verdict.create({ data: { ...verdict, formulas: formulasNow(), suggested: suggested instanceof Error ? null : suggested!.verdict }, select: { id: true } });
    audit({ subject: verdict.id, before: { kind: before?.kind ?? null }, after: { runId: run.id, kind: input.kind } });
    if (caller.userId !== null) await settleRequests(tx, caller.userId, run);
    await tell(tx, caller, await whoseRun(tx, run), { kind: 'VERDICT', studyId: run.studyId, runId: run.id, text: `There is a verdict on "${run.name}": ${WORDS[input.kind]}.` });
    await appendEvent(tx, { kind: 'review.verdict', runId: run.id, subject: verdict.id });
    return { id: verdict.id };
  });
  return id;
}

const WORDS = { COLLAPSED: 'collapsed', PARTLY: 'partly collapsed', NOT_COLLAPSED: 'not collapsed', BROKEN: 'broken', NEEDS_RERUN: 'needs a rerun' } as const;

export async function takeBackVerdict(context: RequestContext, input: TakeBackVerdictInput): Promise<string> {
  const run = await runOf(context, input.runId);
  const { id } = await write(context, { action: 'takeBackVerdict', input }, async (tx, audit) => {
    await lockRun(tx, run);
    const before = await replaceOwn(tx, context.caller.userId, run.id);
    if (!before) throw new CollapsarError('PRECONDITION_FAILED', `No verdict of yours stands on "${run.name}".`);
    audit({ subject: before.id, before: { kind: before.kind }, after: { kind: null } });
    await appendEvent(tx, { kind: 'review.verdict', runId: run.id, subject: before.id });
    return { id: before.id };
  });
  return id;
}

async function runOf(context: RequestContext, runId: string): Promise<Run> {
  const run = await visibleRun(context, runId);
  if (run) return run;
  throw new CollapsarError('NOT_FOUND', `There is no run ${runId}; take its id from the list of runs.`, { details: { type: 'Run', field: 'runId' } });
}

/** Two verdicts of one person wait for each other; while the study is final, none is given or taken back. */
async function lockRun(tx: Prisma.TransactionClient, { id, name }: Run): Promise<void> {
  await demandOpenStudies(tx, [id]);
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM "Run" WHERE id = ${id} FOR NO KEY UPDATE`;
  if (rows.length === 0) throw new CollapsarError('NOT_FOUND', `"${name}" was deleted in this moment.`, { details: { type: 'Run', field: 'runId' } });
}

async function replaceOwn(tx: Prisma.TransactionClient, reviewerId: string | null, runId: string) {
  const own = { runId, reviewerId, fromArchive: false };
  const before = await tx.verdict.findFirst({ where: { ...own, replacedAt: null }, orderBy: { createdAt: 'desc' } });
  await tx.verdict.updateMany({ where: { ...own, replacedAt: null }, data: { replacedAt: new Date() } });
  return before;
}
