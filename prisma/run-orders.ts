import type { Prisma, PrismaClient, RunStatus } from './client.ts';
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

/** Gives whether the order changed anything. */
export function orderRun(record: PrismaClient, runId: string, order: RunOrder): Promise<boolean> {
  return record.$transaction(async (tx) => {
    const { from, to, kind, ...rest } = RUN_ORDERS[order];
    const { name, status } = await lockRun(tx, runId);
    const obeyed: readonly RunStatus[] = [to, ...('alreadyIn' in rest ? rest.alreadyIn : [])];
    if (obeyed.includes(status)) return false;
    if (!(from as readonly RunStatus[]).includes(status)) throw impossible(name, status, order);
    await apply(tx, runId, to);
    await appendEvent(tx, { kind, runId });
    return true;
  });
}

async function lockRun(tx: Prisma.TransactionClient, runId: string): Promise<{ name: string; status: RunStatus }> {
  const [run] = await tx.$queryRaw<{ name: string; status: RunStatus }[]>`SELECT name, status::text FROM "Run" WHERE id = ${runId} FOR UPDATE`;
  if (run) return run;
  throw new CollapsarError('NOT_FOUND', `There is no run ${runId}; take its id from the list of runs.`);
}

async function apply(tx: Prisma.TransactionClient, runId: string, to: RunStatus) {
  // a run that was paused early has not failed: its tries count anew when it is resumed
  await tx.$executeRaw`
    UPDATE "Run" SET status = ${to}::"RunStatus",
      "finishedAt" = CASE WHEN ${to === 'CANCELLED'} THEN now() ELSE "finishedAt" END,
      "fruitlessAttempts" = CASE WHEN ${to === 'QUEUED'} THEN 0 ELSE "fruitlessAttempts" END
    WHERE id = ${runId}`;
}

function impossible(name: string, status: RunStatus, order: RunOrder): CollapsarError {
  const from = RUN_ORDERS[order].from.map((each) => each.toLowerCase()).join(' or ');
  return new CollapsarError('PRECONDITION_FAILED', `"${name}" is ${status.toLowerCase()}; to ${order} a run it must be ${from}.`);
}
