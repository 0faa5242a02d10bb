import { connectRecord, type PrismaClient, type Study } from '../../../prisma/client.ts';
import { writeArchive } from '../../../server/export/archive-writer.ts';
import { freshDatabase } from '../../postgres.ts';

/** An empty record of its own, gone after `work`. */
export async function inEmptyRecord<T>(work: (record: PrismaClient, url: string) => Promise<T>): Promise<T> {
  const database = await freshDatabase();
  const record = connectRecord(database.url);
  try {
    return await work(record, database.url);
  } finally {
    await record.$disconnect();
    await database.drop();
  }
}

/** Every row of a study with every column, bytes included, in an order of its own. */
export async function everything(record: PrismaClient, studyId: string) {
  const runs = await record.run.findMany({ where: { studyId }, orderBy: { id: 'asc' } });
  const runId = { in: runs.map((run) => run.id) };
  return {
    study: await record.study.findUniqueOrThrow({ where: { id: studyId } }),
    runs,
    epochs: await record.epoch.findMany({ where: { runId }, orderBy: [{ runId: 'asc' }, { epoch: 'asc' }] }),
    snapshots: await record.snapshot.findMany({ where: { runId }, include: { parts: { orderBy: { kind: 'asc' } } }, orderBy: { id: 'asc' } }),
    logs: await record.runLog.findMany({ where: { runId }, omit: { id: true }, orderBy: { id: 'asc' } }),
    baselines: await record.baseline.findMany({ where: { studyId } }),
    thumbnails: await record.thumbnail.findMany({ orderBy: { index: 'asc' } }),
    checkpoints: await record.checkpoint.findMany({ where: { runId }, include: { pieces: { orderBy: { index: 'asc' } } }, orderBy: { epoch: 'asc' } }),
  };
}

export const counts = async (record: PrismaClient) =>
  Object.fromEntries(
    await Promise.all(['Study', 'Run', 'Epoch', 'Snapshot', 'SnapshotPart', 'RunLog', 'Baseline', 'Thumbnail', 'Event', 'AuditEvent'].map(async (table) => [table, (await record.$queryRawUnsafe<[{ n: number }]>(`SELECT count(*)::int AS n FROM "${table}"`))[0].n])),
  );

/** A study's archive, whole in memory. */
export async function archiveBytes(record: PrismaClient, study: Study, choice = { checkpoints: false, values: false }): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeArchive(record, study, choice)) pieces.push(piece);
  return Buffer.concat(pieces);
}
