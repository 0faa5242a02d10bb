import type { PrismaClient } from '../../prisma/client.ts';
import { decodeSnapshot } from '../../prisma/snapshot/codec.ts';

/** What training computed, without times, attempts and ids. */
export async function computed(record: PrismaClient, runId: string) {
  const epochs = await record.epoch.findMany({ where: { runId }, orderBy: { epoch: 'asc' } });
  const snapshots = await record.snapshot.findMany({ where: { runId }, orderBy: [{ epoch: 'asc' }, { split: 'asc' }] });
  return {
    epochs: epochs.map(({ runId: _, attempt, imagesPerSecond, durationMs, recordedAt, ...values }) => values),
    snapshots: snapshots.map(({ core, digest }) => ({ ...decodeSnapshot(core, digest), metadata: null })),
  };
}
