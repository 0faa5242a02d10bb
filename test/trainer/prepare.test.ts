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
  daemon = new DaemonProcess(database.url);
});
afterAll(async () => {
  await daemon.end();
  await record.$disconnect();
  await database.drop();
});

async function ended(changes: object) {
  const id = await queueRun(record, { architecture: 'resnet', depth: 8, plannedEpochs: 1, ...changes });
  const run = () => record.run.findUniqueOrThrow({ where: { id } });
  await until('the end of the run', async () => ['COMPLETED', 'FAILED'].includes((await run()).status));
  return run();
}

test('a network with fewer features than classes - 1 is trained, and its run carries the warning', async () => {
  const run = await ended({ architectureOptions: { width: 2 } });
  expect([run.status, run.features]).toEqual(['COMPLETED', 8]);
  expect(run.warnings).toContain('No simplex ETF exists for p < C - 1: 8 features are fewer than the 9 that 10 classes need.');
}, 60_000);

test('an option of another family ends the run with a sentence that names it', async () => {
  const run = await ended({ architectureOptions: { growth: 4 } });
  expect(run.status).toBe('FAILED');
  expect(run.error).toContain('There is no architecture option "growth" for resnet of depth 8; there is width.');
}, 60_000);
