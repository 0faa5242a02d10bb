import { afterAll, expect, test } from 'vitest';
import { freshRecord } from '../fresh-record.ts';
import { until } from '../until.ts';
import { DaemonProcess } from './daemon-process.ts';
import { queueRun } from './queued-run.ts';

const { record, url } = await freshRecord();
const daemon = new DaemonProcess(url);
afterAll(() => daemon.end());

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
