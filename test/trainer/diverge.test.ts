import { afterAll, expect, test } from 'vitest';
import type { Run } from '../../prisma/client.ts';
import { explodedLoss } from '../../trainer/divergence.ts';
import { freshRecord } from '../fresh-record.ts';
import { until } from '../until.ts';
import { DaemonProcess } from './daemon-process.ts';
import { queueRun } from './queued-run.ts';

const { record, url } = await freshRecord();
const daemon = new DaemonProcess(url, { COLLAPSAR_CHECKPOINT_SECONDS: '0' });
afterAll(() => daemon.end());

/** Trains until the run has ended. */
async function ended(changes: Partial<Run>) {
  const id = await queueRun(record, { schedule: { kind: 'steps', steps: [] }, ...changes });
  const run = await until('the end', async () => {
    const row = await record.run.findUniqueOrThrow({ where: { id } });
    return ['QUEUED', 'RUNNING'].includes(row.status) ? null : row;
  });
  const epochs = await record.epoch.findMany({ where: { runId: id }, orderBy: { epoch: 'asc' } });
  return { run, epochs };
}
const sgd = (learningRate: number, batchSize = 200) => ({ kind: 'sgd', learningRate, momentum: 0, weightDecay: 0, batchSize });

test.each([
  ['in mid-epoch', 'CROSS_ENTROPY', 1e30],
  ['in the last step of an epoch, after a finite running loss', 'MSE', 1e38],
] as const)('a run whose loss breaks %s ends as DIVERGED, and nothing that is no number is recorded', async (_, loss, learningRate) => {
  const { run, epochs } = await ended({ loss, optimiser: sgd(learningRate) });
  expect(run.status).toBe('DIVERGED');
  expect(run.error).toMatch(/^The loss was no longer finite in epoch \d+: try a smaller learning rate than /);
  for (const { runningLoss, trainLoss } of epochs) expect([runningLoss ?? 0, trainLoss ?? 0].every(Number.isFinite)).toBe(true);
  const broken = epochs.at(-1)!;
  expect(broken.epoch).toBe(run.lastEpoch);
  expect([broken.runningLoss, broken.trainLoss]).toContain(null);
  // the one before it, if there was any: that of the broken epoch would hold broken weights
  const checkpoints = await record.checkpoint.findMany({ where: { runId: run.id }, select: { epoch: true } });
  expect(checkpoints.every(({ epoch }) => epoch < broken.epoch)).toBe(true);
  expect(checkpoints.length).toBe(Math.min(2, broken.epoch - 1));
  expect(await record.event.count({ where: { runId: run.id, kind: 'run.diverged' } })).toBe(1);
}, 60_000);

test('a loss that explodes without overflowing ends the run too, with its size in the row', async () => {
  const { run, epochs } = await ended({ loss: 'MSE', optimiser: sgd(10) });
  expect(run.status).toBe('DIVERGED');
  expect(run.error).toMatch(/^The loss rose to \S+ in epoch \d+: try a smaller learning rate than 10\.$/);
  expect(epochs.at(-1)!.runningLoss).toBeGreaterThan(explodedLoss('MSE', 10));
  expect(await record.snapshot.count({ where: { runId: run.id, epoch: epochs.at(-1)!.epoch } })).toBe(0);
}, 60_000);

test('a rate that is much too large but is learnt from does not count as diverged', async () => {
  const { run } = await ended({ optimiser: sgd(1, 50), plannedEpochs: 3, measuredEpochs: [3] });
  expect(run.status).toBe('COMPLETED');
}, 60_000);

test('the threshold is 1e4 times the loss of knowing nothing', () => {
  expect(explodedLoss('CROSS_ENTROPY', 10)).toBeCloseTo(23_025.85, 1);
  expect(explodedLoss('MSE', 10)).toBe(1e4);
});
