import type { PrismaClient } from '../../prisma/client.ts';
import { appendEvent } from '../../prisma/events.ts';

/** Runs whose values will be announced: a second question that meets them pending needs no second announcement. */
const announced = new WeakMap<PrismaClient, Set<string>>();

/** Says of each run, in an event, when values that were PENDING in an answer are there; whoever looks asks again. */
export function announceValues(record: PrismaClient, pending: Promise<void>, runIds: ReadonlySet<string>): void {
  void announceWhenDone(record, pending, unannounced(record, runIds));
}

function unannounced(record: PrismaClient, runIds: ReadonlySet<string>): string[] {
  const known = announced.get(record) ?? new Set();
  announced.set(record, known);
  const fresh = [...runIds].filter((runId) => !known.has(runId));
  for (const runId of fresh) known.add(runId);
  return fresh;
}

/** Measuring that failed is not announced. */
async function announceWhenDone(record: PrismaClient, pending: Promise<void>, runIds: string[]): Promise<void> {
  try {
    await pending;
    await record.$transaction(async (tx) => {
      for (const runId of runIds) await appendEvent(tx, { kind: 'run.values', runId });
    });
  } catch {
    // the next question measures what is still missing, or says why it cannot
  } finally {
    for (const runId of runIds) announced.get(record)?.delete(runId);
  }
}
