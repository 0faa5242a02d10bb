import { expect, test } from 'vitest';
import { readNewestCheckpoint } from '../../trainer/checkpoint.ts';
import { type Claim, claimNextRun } from '../../trainer/claim.ts';
import { type EpochRecord, recordCheckpoint, recordEpoch } from '../../trainer/recording/record-epoch.ts';
import { freshRecord } from '../fresh-record.ts';
import { queueRun } from './queued-run.ts';

const { record } = await freshRecord();
const KEEP = 2;

const stateOf = (value: number) => new Map([['weight', { shape: [2, 3], values: new Float32Array(6).fill(value) }]]);
const epochOf = (epoch: number, changes: Partial<EpochRecord> = {}): EpochRecord => ({
  epoch,
  learningRate: 0.1,
  runningLoss: 1 / epoch,
  runningError: 0.5,
  trainLoss: null,
  trainError: null,
  testLoss: null,
  testError: null,
  robustness: null,
  imagesPerSecond: 1000,
  durationMs: 10,
  snapshots: [],
  state: null,
  isTerminalPhaseStart: false,
  ...changes,
});
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) => Buffer.from(buffer, byteOffset, byteLength);
async function claimed(): Promise<Claim> {
  await queueRun(record);
  return (await claimNextRun(record, 'a machine', []))!;
}
const lossesOf = async ({ runId }: Claim) => (await record.epoch.findMany({ where: { runId }, orderBy: { epoch: 'asc' } })).map((row) => [row.epoch, row.runningLoss]);

test('an epoch recorded twice by one attempt stands once, as it was first', async () => {
  const claim = await claimed();
  await recordEpoch(record, claim, epochOf(1), KEEP);
  await recordEpoch(record, claim, epochOf(1, { runningLoss: 77 }), KEEP);
  expect(await lossesOf(claim)).toEqual([[1, 1]]);
  expect(await record.event.count({ where: { runId: claim.runId, kind: 'run.epoch' } })).toBe(1);
});

test('a later attempt supersedes the row of an earlier one', async () => {
  const claim = await claimed();
  await recordEpoch(record, claim, epochOf(1, { runningLoss: 9 }), KEEP);
  await record.run.update({ where: { id: claim.runId }, data: { attempt: 2 } });
  await recordEpoch(record, { ...claim, attempt: 2 }, epochOf(1, { runningLoss: 3 }), KEEP);
  expect(await lossesOf(claim)).toEqual([[1, 3]]);
});

test('a stale attempt writes nothing at all', async () => {
  const claim = await claimed();
  await record.run.update({ where: { id: claim.runId }, data: { attempt: 2 } });
  await expect(recordEpoch(record, claim, epochOf(1, { state: stateOf(1) }), KEEP)).rejects.toMatchObject({ code: 'STALE_ATTEMPT' });
  expect(await lossesOf(claim)).toEqual([]);
  expect(await record.checkpoint.count({ where: { runId: claim.runId } })).toBe(0);
});

test('a failure inside the transaction leaves neither row, checkpoint nor event', async () => {
  const claim = await claimed();
  const broken = { split: 'TRAIN', layer: 'last', classes: 2, features: 2, samples: 2, core: { bytes: new Uint8Array(1), digest: null }, parts: [] };
  await expect(recordEpoch(record, claim, epochOf(1, { state: stateOf(1), snapshots: [broken as never] }), KEEP)).rejects.toThrow();
  expect(await lossesOf(claim)).toEqual([]);
  expect(await record.checkpoint.count({ where: { runId: claim.runId } })).toBe(0);
  expect(await record.event.count({ where: { runId: claim.runId, kind: 'run.epoch' } })).toBe(0);
});

test('the newest two checkpoints are kept and the newest is read back to the bit', async () => {
  const claim = await claimed();
  for (const epoch of [1, 2, 3]) await recordEpoch(record, claim, epochOf(epoch, { state: stateOf(epoch / 3) }), KEEP);
  const kept = await record.checkpoint.findMany({ where: { runId: claim.runId }, orderBy: { epoch: 'asc' } });
  expect(kept.map(({ epoch }) => epoch)).toEqual([2, 3]);
  const warnings: string[] = [];
  expect(await readNewestCheckpoint(record, claim.runId, (text) => warnings.push(text))).toEqual({ epoch: 3, state: stateOf(1), passedOver: 0 });
  expect(warnings).toEqual([]);
});

test('a checkpoint of more than one piece of 4 MiB comes back whole', async () => {
  const claim = await claimed();
  const values = Float32Array.from({ length: 2_500_000 }, (_, i) => Math.sin(i));
  await recordEpoch(record, claim, epochOf(1, { state: new Map([['weight', { shape: [2_500_000], values }]]) }), KEEP);
  expect(await record.checkpointPiece.count({ where: { checkpoint: { runId: claim.runId } } })).toBe(3);
  const read = await readNewestCheckpoint(record, claim.runId, () => {});
  // byte by byte: a deep comparison of millions of numbers takes the test runner half a minute
  expect(Buffer.compare(bytesOf(read.state!.get('weight')!.values), bytesOf(values))).toBe(0);
});

test('an epoch recorded anew does not count as progress, a new one does', async () => {
  const claim = await claimed();
  const triesOf = async () => (await record.run.findUniqueOrThrow({ where: { id: claim.runId } })).fruitlessAttempts;
  await recordEpoch(record, claim, epochOf(1), KEEP);
  expect(await triesOf()).toBe(0);
  await record.run.update({ where: { id: claim.runId }, data: { attempt: 2, fruitlessAttempts: 2 } });
  const second = { ...claim, attempt: 2 };
  await recordEpoch(record, second, epochOf(1), KEEP);
  expect(await triesOf()).toBe(2);
  await recordEpoch(record, second, epochOf(2), KEEP);
  expect(await triesOf()).toBe(0);
});

test('a new checkpoint removes damaged later ones, which would crowd it out', async () => {
  const claim = await claimed();
  for (const epoch of [1, 2, 3]) await recordEpoch(record, claim, epochOf(epoch, { state: stateOf(epoch) }), 1);
  await record.$executeRaw`UPDATE "CheckpointPiece" SET data = set_byte(data, 50, get_byte(data, 50) # 1)`;
  await record.run.update({ where: { id: claim.runId }, data: { attempt: 2 } });
  await recordEpoch(record, { ...claim, attempt: 2 }, epochOf(2, { state: stateOf(2) }), 1);
  expect((await readNewestCheckpoint(record, claim.runId, () => {})).epoch).toBe(2);
});

test('behind an epoch that the record does not have nothing is recorded', async () => {
  const claim = await claimed();
  await recordEpoch(record, claim, epochOf(1), KEEP);
  await expect(recordEpoch(record, claim, epochOf(3, { state: stateOf(3) }), KEEP)).rejects.toMatchObject({ code: 'STALE_ATTEMPT' });
  await expect(recordCheckpoint(record, claim, { epoch: 2, state: stateOf(2) }, KEEP)).rejects.toMatchObject({ code: 'STALE_ATTEMPT' });
  expect(await lossesOf(claim)).toEqual([[1, 1]]);
  expect(await record.checkpoint.count({ where: { runId: claim.runId } })).toBe(0);
});

test('the terminal phase is noted where it starts, with an event', async () => {
  const claim = await claimed();
  for (let epoch = 1; epoch <= 5; epoch++) await recordEpoch(record, claim, epochOf(epoch, { isTerminalPhaseStart: epoch === 5 }), KEEP);
  expect((await record.run.findUniqueOrThrow({ where: { id: claim.runId } })).terminalPhaseEpoch).toBe(5);
  expect(await record.event.count({ where: { runId: claim.runId, kind: 'run.terminal-phase', epoch: 5 } })).toBe(1);
});
