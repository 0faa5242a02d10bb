import { afterAll, expect, test } from 'vitest';
import { cancelRun, pauseRun, resumeRun } from '../../prisma/run-orders.ts';
import { freshRecord } from '../fresh-record.ts';
import { childrenOf } from '../process-tree.ts';
import { until } from '../until.ts';
import { DaemonProcess } from './daemon-process.ts';
import { queueRun } from './queued-run.ts';

const { record, url } = await freshRecord();
const daemon = new DaemonProcess(url, { COLLAPSAR_CHECKPOINT_SECONDS: '3600' });
afterAll(() => daemon.end());

const runOf = (id: string) => record.run.findUniqueOrThrow({ where: { id } });
const reaches = (id: string, epoch: number) => until(`epoch ${epoch}`, async () => (await runOf(id)).lastEpoch >= epoch);
const children = () => childrenOf(daemon.child.pid!, 'run.js');
const epochsOf = async (runId: string) => (await record.epoch.findMany({ where: { runId }, orderBy: { epoch: 'asc' } })).map(({ epoch }) => epoch);
const upTo = (epoch: number) => Array.from({ length: epoch }, (_, i) => i + 1);
/** Seconds until the training process has gone. */
async function secondsToEnd() {
  const begin = performance.now();
  await until('the end of the training process', async () => children().length === 0);
  return (performance.now() - begin) / 1000;
}
/** A run of so many images, with `done` epochs and then some batches behind it. */
async function inLongEpoch(samplesPerClass: number, done: number) {
  const id = await queueRun(record, { samplesPerClass, architectureOptions: { width: 16 }, plannedEpochs: 3, measuredEpochs: [3], terminalPhaseEpoch: 1 });
  const isThere = () => daemon.messages.some((message) => message.kind === 'progress' && message.runId === id && message.epoch === done && message.fraction > 0);
  await until('batches of the epoch', async () => isThere(), 200);
  return id;
}

test('a run paused between short epochs ends them whole, with a checkpoint of the last one, and goes on from there', async () => {
  const id = await queueRun(record, { plannedEpochs: 60 });
  await reaches(id, 3);
  await pauseRun(record, id);
  expect(await secondsToEnd()).toBeLessThan(5);
  const paused = await runOf(id);
  expect([paused.status, paused.attempt]).toEqual(['PAUSED', 1]);
  expect(await record.checkpoint.count({ where: { runId: id, epoch: paused.lastEpoch } })).toBe(1);
  await resumeRun(record, id);
  await until('the end', async () => (await runOf(id)).status === 'COMPLETED');
  expect(await epochsOf(id)).toEqual(upTo(60));
  const attempts = await record.epoch.groupBy({ by: ['attempt'], where: { runId: id }, _min: { epoch: true }, orderBy: { attempt: 'asc' } });
  expect(attempts.map(({ attempt, _min }) => [attempt, _min.epoch])).toEqual([[1, 1], [2, paused.lastEpoch + 1]]);
}, 120_000);

test('an order in the middle of a long epoch is obeyed within 5 s and leaves nothing half-written', async () => {
  const id = await inLongEpoch(5000, 0);
  await pauseRun(record, id);
  expect(await secondsToEnd()).toBeLessThan(5);
  const run = await runOf(id);
  expect([run.status, run.lastEpoch, await record.epoch.count({ where: { runId: id } })]).toEqual(['PAUSED', 0, 0]);
  await cancelRun(record, id);
}, 180_000);

test('in the middle of a long epoch the last whole one becomes a checkpoint, though none was due', async () => {
  const id = await inLongEpoch(600, 1);
  expect(await record.checkpoint.count({ where: { runId: id } })).toBe(0);
  await pauseRun(record, id);
  expect(await secondsToEnd()).toBeLessThan(5);
  const kept = await record.checkpoint.findMany({ where: { runId: id }, select: { epoch: true } });
  expect([kept, (await runOf(id)).lastEpoch]).toEqual([[{ epoch: 1 }], 1]);
  await resumeRun(record, id);
  const goesOn = { runId: id, attempt: 2, message: 'Goes on from the checkpoint of epoch 1.' };
  await until('the second attempt', async () => (await record.runLog.count({ where: goesOn })) === 1);
  await cancelRun(record, id);
  await secondsToEnd();
}, 300_000);

test('a cancelled run keeps what was recorded and is not taken again', async () => {
  const id = await queueRun(record, { plannedEpochs: 200 });
  await reaches(id, 3);
  await cancelRun(record, id);
  expect(await secondsToEnd()).toBeLessThan(5);
  const run = await runOf(id);
  expect([run.status, run.finishedAt instanceof Date]).toEqual(['CANCELLED', true]);
  expect(await epochsOf(id)).toEqual(upTo(run.lastEpoch));
  const next = await queueRun(record, { plannedEpochs: 2 });
  await until('the end of the next run', async () => (await runOf(next)).status === 'COMPLETED');
  expect((await runOf(id)).attempt).toBe(1);
}, 120_000);

test('a run that is paused four times before its first epoch has not failed', async () => {
  const id = await queueRun(record, { plannedEpochs: 3 });
  for (let i = 1; i <= 4; i++) {
    await until('a claim', async () => (await runOf(id)).attempt === i && children().length === 1);
    await pauseRun(record, id);
    await secondsToEnd();
    await resumeRun(record, id);
  }
  await until('the end', async () => (await runOf(id)).status === 'COMPLETED');
  expect(await epochsOf(id)).toEqual(upTo(3));
}, 120_000);
