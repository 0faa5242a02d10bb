import { expect, onTestFinished, test } from 'vitest';
import { freshRecord } from '../fresh-record.ts';
import { DaemonProcess } from '../trainer/daemon-process.ts';
import { queueRun } from '../trainer/queued-run.ts';
import { until } from '../until.ts';

const { record, url } = await freshRecord();

/** Leaves in the record what a copy of it had that was made after an epoch: the same attempt, older rows, an old heartbeat. */
const bringBack = (runId: string, epoch: number) =>
  record.$transaction([
    record.$executeRaw`SELECT FROM "Run" WHERE id = ${runId} FOR UPDATE`,
    record.epoch.deleteMany({ where: { runId, epoch: { gt: epoch } } }),
    record.checkpoint.deleteMany({ where: { runId, epoch: { gt: epoch } } }),
    record.$executeRaw`UPDATE "Run" SET "lastEpoch" = ${epoch}, heartbeat = now() - interval '1 hour' WHERE id = ${runId}`,
  ]);

test('a trainer whose record became an older one writes nothing more of its attempt, and the run goes on from the older checkpoint', async () => {
  const id = await queueRun(record, { plannedEpochs: 400 });
  const daemon = new DaemonProcess(url, { COLLAPSAR_CHECKPOINT_SECONDS: '1', COLLAPSAR_KEEP_CHECKPOINTS: '100' });
  onTestFinished(() => void daemon.end('SIGKILL'));
  const older = await until('a checkpoint', () => record.checkpoint.findFirst({ where: { runId: id, epoch: { gte: 2 } }, orderBy: { epoch: 'asc' } }));
  await until('epochs behind it', async () => (await record.epoch.count({ where: { runId: id } })) >= older.epoch + 4);
  await bringBack(id, older.epoch);
  const run = await until('the next attempt to record', async () => {
    const row = await record.run.findUniqueOrThrow({ where: { id } });
    return row.attempt === 2 && row.lastEpoch > older.epoch + 2 ? row : null;
  });
  expect(run).toMatchObject({ status: 'RUNNING' });
  const rows = await record.epoch.findMany({ where: { runId: id }, orderBy: { epoch: 'asc' }, select: { epoch: true, attempt: true } });
  expect(rows.map(({ epoch }) => epoch)).toEqual(rows.map((_, i) => i + 1));
  expect(rows.filter(({ epoch }) => epoch > older.epoch).every(({ attempt }) => attempt === 2)).toBe(true);
}, 120_000);
