import type { Prisma, PrismaClient, RunSource, RunStatus } from './client.ts';
import { CollapsarError } from './errors.ts';
import { appendEvent, type EventKind } from './events.ts';

/**
 * What people order of a run: a change of its row and an event that announces it. The trainer that holds the run hears of it,
 * stops after the batch it is in, and gives its claim up; what was recorded stays. An order already obeyed changes nothing.
 *
 * All throw NOT_FOUND, and PRECONDITION_FAILED where the run stands otherwise.
 */
export const RUN_ORDERS = {
  /** It waits until it is resumed, and goes on from its last whole epoch. */
  pause: { from: ['QUEUED', 'RUNNING'], to: 'PAUSED', kind: 'run.paused' },
  /** Back to the queue: any trainer may take it. */
  resume: { from: ['PAUSED'], to: 'QUEUED', kind: 'run.queued', alreadyIn: ['RUNNING'] },
  /** For good. */
  cancel: { from: ['QUEUED', 'RUNNING', 'PAUSED'], to: 'CANCELLED', kind: 'run.cancelled' },
} as const satisfies Record<string, { from: RunStatus[]; to: RunStatus; kind: EventKind; alreadyIn?: RunStatus[] }>;

export type RunOrder = keyof typeof RUN_ORDERS;

export const pauseRun = (record: PrismaClient, runId: string) => orderRun(record, runId, 'pause');
export const resumeRun = (record: PrismaClient, runId: string) => orderRun(record, runId, 'resume');
export const cancelRun = (record: PrismaClient, runId: string) => orderRun(record, runId, 'cancel');

/** What an order did to a run: before and after are the same where it was already obeyed. */
export interface ObeyedOrder {
  runId: string;
  changed: boolean;
  before: RunStatus;
  after: RunStatus;
}

/** In a transaction of its own. Gives whether the order changed anything. */
export async function orderRun(record: PrismaClient, runId: string, order: RunOrder): Promise<boolean> {
  const { changed } = await record.$transaction((tx) => orderRunIn(tx, runId, order));
  return changed;
}

/** In the caller's transaction, which must not hold the event lock yet (see `appendEvent`): nothing has happened until that commits. */
export async function orderRunIn(tx: Prisma.TransactionClient, runId: string, order: RunOrder): Promise<ObeyedOrder> {
  const [obeyed] = await orderRunsIn(tx, [runId], order);
  return obeyed!;
}

/**
 * One order to many runs in the caller's transaction, to all of them or, where one must refuse it, by an error to none.
 * Gives what it did in the order of the ids.
 *
 * All runs are locked before the first event is appended, and in the order of their ids: a trainer that holds one of them waits for
 * the event lock, and two people who order the same runs wait for one another instead of blocking each other for ever.
 */
export async function orderRunsIn(tx: Prisma.TransactionClient, runIds: readonly string[], order: RunOrder): Promise<ObeyedOrder[]> {
  const runs = await lockRuns(tx, runIds);
  const orders = runIds.map((runId) => ({ runId, ...foresee(runs.get(runId), runId, order) }));
  const changed = [...new Set(orders.filter((each) => each.changed).map(({ runId }) => runId))];
  const { to, kind } = RUN_ORDERS[order];
  await apply(tx, changed, to);
  for (const runId of changed) await appendEvent(tx, { kind, runId });
  return orders;
}

interface LockedRun {
  id: string;
  name: string;
  status: RunStatus;
  source: RunSource;
}

async function lockRuns(tx: Prisma.TransactionClient, runIds: readonly string[]): Promise<Map<string, LockedRun>> {
  const runs = await tx.$queryRaw<LockedRun[]>`SELECT id, name, status::text, source::text FROM "Run" WHERE id = ANY(${runIds}) ORDER BY id FOR NO KEY UPDATE`;
  return new Map(runs.map((run) => [run.id, run]));
}

function foresee(run: LockedRun | undefined, runId: string, order: RunOrder): Omit<ObeyedOrder, 'runId'> {
  if (!run) throw new CollapsarError('NOT_FOUND', `There is no run ${runId}; take its id from the list of runs.`);
  const { from, to, ...rest } = RUN_ORDERS[order];
  const { name, status, source } = run;
  if (source === 'INGESTED' && order !== 'cancel') throw new CollapsarError('PRECONDITION_FAILED', `"${name}" is trained elsewhere; ${order} it there.`);
  const obeyed: readonly RunStatus[] = [to, ...('alreadyIn' in rest ? rest.alreadyIn : [])];
  if (obeyed.includes(status)) return { changed: false, before: status, after: status };
  if (!(from as readonly RunStatus[]).includes(status)) throw impossible(name, status, order);
  return { changed: true, before: status, after: to };
}

async function apply(tx: Prisma.TransactionClient, runIds: string[], to: RunStatus) {
  // a run that was paused early has not failed: its tries count anew when it is resumed
  await tx.$executeRaw`
    UPDATE "Run" SET status = ${to}::"RunStatus",
      "finishedAt" = CASE WHEN ${to === 'CANCELLED'} THEN now() ELSE "finishedAt" END,
      "fruitlessAttempts" = CASE WHEN ${to === 'QUEUED'} THEN 0 ELSE "fruitlessAttempts" END
    WHERE id = ANY(${runIds})`;
}

function impossible(name: string, status: RunStatus, order: RunOrder): CollapsarError {
  const from = RUN_ORDERS[order].from.map((each) => each.toLowerCase()).join(' or ');
  return new CollapsarError('PRECONDITION_FAILED', `"${name}" is ${status.toLowerCase()}; to ${order} a run it must be ${from}.`);
}
