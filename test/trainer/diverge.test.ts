import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { freshDatabase } from '../postgres.ts';
import { until } from '../until.ts';
import { DaemonProcess } from './daemon-process.ts';
import { queueRun } from './queued-run.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let daemon: DaemonProcess;
beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  daemon = new DaemonProcess(database.url, { COLLAPSAR_CHECKPOINT_SECONDS: '0' });
});
afterAll(async () => {
  await daemon.end();
  await record.$disconnect();
  await database.drop();
});

test.each([
  ['in mid-epoch', 'CROSS_ENTROPY', 1e30],
  ['in the last step of an epoch, after a finite running loss', 'MSE', 1e38],
] as const)('a run whose loss breaks %s ends as DIVERGED, and nothing that is no number is recorded', async (_, loss, learningRate) => {
  const optimiser = { kind: 'sgd', learningRate, momentum: 0, weightDecay: 0, batchSize: 200 };
  const id = await queueRun(record, { loss, optimiser, schedule: { kind: 'steps', steps: [] } });
  const run = await until('the end', async () => {
    const row = await record.run.findUniqueOrThrow({ where: { id } });
    return ['QUEUED', 'RUNNING'].includes(row.status) ? null : row;
  });
  expect(run.status).toBe('DIVERGED');
  expect(run.error).toMatch(/^The loss was no longer finite in epoch \d+: try a smaller learning rate than /);
  const epochs = await record.epoch.findMany({ where: { runId: id } });
  for (const { runningLoss, trainLoss } of epochs) expect([runningLoss, trainLoss].every(Number.isFinite)).toBe(true);
  expect(await record.event.count({ where: { runId: id, kind: 'run.diverged' } })).toBe(1);
}, 60_000);
