import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../prisma/ids.ts';
import { encodeCovariance } from '../../../prisma/snapshot/parts.ts';
import type { SnapshotCore } from '../../../prisma/snapshot/snapshot.ts';
import { measure } from '../../../server/metrics/measure.ts';
import { closeMeasuringPool, runInWorker } from '../../../server/measuring/measuring-pool.ts';
import { type SeriesQuestion, series } from '../../../server/measuring/series.ts';
import { connectCounted } from '../../counted-record.ts';
import { coreOf, covarianceOf } from '../../golden/golden-case.ts';
import { withClient } from '../../postgres.ts';
import { until } from '../../until.ts';
import { addEpoch, addMeasuredRun, addRun, addSnapshot, addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let studyId: string;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
});
afterAll(() => served.end());

const question = (runId: string, ...metrics: SeriesQuestion['metrics']): SeriesQuestion => ({ runIds: [runId], metrics, split: 'TRAIN', layer: 'last' });

/** A client of its own has a memory of its own: to the database it is another server. */
function anotherServer() {
  const { record: client, statements } = connectCounted(served.databaseUrl);
  return { client, countReads: () => statements.filter((statement) => /\bcore\b/.test(statement)).length };
}

test('two servers asked for one cold curve at once measure it once', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 20);
  const [a, b] = [anotherServer(), anotherServer()];
  const [one, two] = await Promise.all([series(a.client, question(run.id, 'NC1', 'NC3_DUALITY'), 60_000), series(b.client, question(run.id, 'NC1', 'NC3_DUALITY'), 60_000)]);
  expect(one).toEqual(two);
  expect(one[0]!.columns[0]!.gaps).toEqual([]);
  expect(a.countReads() + b.countReads()).toBe(1);
  await Promise.all([a.client.$disconnect(), b.client.$disconnect()]);
});

test('questions that overlap share the work on what they have in common', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 5);
  const { client, countReads } = anotherServer();
  const [one, two] = await Promise.all([series(client, question(run.id, 'NC1', 'NC3_DUALITY')), series(client, question(run.id, 'NC3_DUALITY', 'NC1_CDNV'))]);
  expect(one[0]!.columns[1]).toEqual(two[0]!.columns[0]);
  expect(countReads()).toBe(2); // one for the pair, one for CDNV
  await client.$disconnect();
});

test('what another server is measuring is PENDING in time, and is announced when it is there', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 1);
  const { digest } = await served.record.snapshot.findFirstOrThrow({ where: { runId: run.id }, select: { digest: true } });
  await withClient(served.databaseUrl, async (other) => {
    await other.query('BEGIN');
    await other.query('SELECT pg_advisory_xact_lock(7270002, hashtext($1))', [digest]);
    const [early] = await series(served.record, question(run.id, 'NC1'), 300);
    await Promise.all(Array.from({ length: 5 }, () => series(served.record, question(run.id, 'NC1'), 50)));
    expect(early!.columns[0]).toMatchObject({ values: [null], gaps: [{ index: 0, kind: 'PENDING', reason: expect.stringMatching(/^PENDING: /) }] });
    // the other server dies: its connection ends, and with it the lock
    await other.query('ROLLBACK');
  });
  await until('the values to be announced', async () => (await served.record.event.count({ where: { kind: 'run.values', runId: run.id } })) === 1);
  expect((await series(served.record, question(run.id, 'NC1'), 0))[0]!.columns[0]!.values[0]).toBeGreaterThan(0);
});

/** A run of one epoch whose snapshot has a covariance beside it; gives the core as it was recorded. */
async function addRunWithCovariance(features: Float64Array, labels: Float64Array, C: number, p: number) {
  const run = await addRun(served.record, studyId, { lastEpoch: 1 });
  await addEpoch(served.record, run.id, 1);
  const covariance = covarianceOf(features, labels, C, p);
  const part = encodeCovariance(covariance);
  const made = coreOf(features, labels, Float64Array.from({ length: C * p }, (_, k) => Math.cos(k)), undefined, C, p);
  const core: SnapshotCore = { ...made, metadata: { ...made.metadata, run: run.id, weightDecay: 0.01, parts: { COVARIANCE: part.digest } } };
  await addSnapshot(served.record, core);
  const { id } = await served.record.snapshot.findFirstOrThrow({ where: { runId: run.id }, select: { id: true } });
  const key = { snapshotId: id, kind: 'COVARIANCE' as const };
  await served.record.snapshotPart.create({ data: { ...key, digest: part.digest, bytes: part.bytes.length, data: part.bytes }, select: { kind: true } });
  return { run, core, covariance, part, key };
}

const labels = Float64Array.from({ length: 24 }, (_, i) => i % 3);
const features = Float64Array.from({ length: 24 * 4 }, (_, k) => Math.sin(k * k + newId('run').length) + 3 * Math.cos(labels[Math.floor(k / 4)]! * 2 + (k % 4)));

test('metrics of the covariance are measured from the part beside the core', async () => {
  const { run, core, covariance } = await addRunWithCovariance(features, labels, 3, 4);
  const metrics = ['NC1_VCI', 'WITHIN_EFFECTIVE_RANK', 'MSE_NC1', 'NC1'] as const;
  const [curve] = await series(served.record, question(run.id, ...metrics));
  const direct = measure(core, metrics, covariance);
  expect(curve!.columns.map(({ values }) => values[0])).toEqual(metrics.map((id) => direct.get(id)!.value));
  expect(curve!.columns.every(({ gaps }) => gaps.length === 0)).toBe(true);
});

test('a damaged covariance costs only what needs it, and is not remembered', async () => {
  const { run, part, key } = await addRunWithCovariance(features.map((h) => h + 1), labels, 3, 4);
  const damaged = Uint8Array.from(part.bytes);
  damaged[part.bytes.length - 1]! ^= 1;
  await served.record.snapshotPart.update({ where: { snapshotId_kind: key }, data: { data: damaged }, select: { kind: true } });
  const [curve] = await series(served.record, question(run.id, 'NC1', 'WITHIN_EFFECTIVE_RANK'));
  expect(curve!.columns[0]!.values[0]).toBeGreaterThan(0);
  expect(curve!.columns[1]!.gaps).toEqual([{ index: 0, kind: 'UNDEFINED', reason: expect.stringMatching(/^DATA_CORRUPT: .*covariance/) }]);
  await served.record.snapshotPart.update({ where: { snapshotId_kind: key }, data: { data: part.bytes }, select: { kind: true } });
  expect((await series(served.record, question(run.id, 'WITHIN_EFFECTIVE_RANK')))[0]!.columns[0]!.values[0]).toBeGreaterThan(1);
});

test('a covariance that is lost is damage, not something that was never recorded, and is not remembered', async () => {
  const { run, part, key } = await addRunWithCovariance(features.map((h) => h - 2), labels, 3, 4);
  await served.record.snapshotPart.delete({ where: { snapshotId_kind: key }, select: { kind: true } });
  const [curve] = await series(served.record, question(run.id, 'WITHIN_EFFECTIVE_RANK'));
  expect(curve!.columns[0]!.gaps[0]!.reason).toMatch(/^DATA_CORRUPT: .*gone/);
  await served.record.snapshotPart.create({ data: { ...key, digest: part.digest, bytes: part.bytes.length, data: part.bytes }, select: { kind: true } });
  expect((await series(served.record, question(run.id, 'WITHIN_EFFECTIVE_RANK')))[0]!.columns[0]!.values[0]).toBeGreaterThan(1);
});

test('NC1 of nearly dependent means is taken from the covariance, without being asked for one that needs it', async () => {
  // the second dimension of the means is 1e-5 of the first: cond(K) 1e10
  const flat = Float64Array.from({ length: 24 * 4 }, (_, k) => {
    const [i, j] = [Math.floor(k / 4), k % 4];
    const centre = [3 * labels[i]!, 3e-5 * (labels[i] === 1 ? 1 : 0), 0, 0][j]!;
    return centre + 1e-6 * Math.sin(k * k);
  });
  const { run, core, covariance } = await addRunWithCovariance(flat, labels, 3, 4);
  const [curve] = await series(served.record, question(run.id, 'NC1'));
  expect(measure(core, ['NC1']).get('NC1')!.warnings.join()).toMatch(/ILL_CONDITIONED/);
  expect(curve!.columns[0]!.warnings).toEqual([]);
  expect(curve!.columns[0]!.values[0]).toBe(measure(core, ['NC1'], covariance).get('NC1')!.value);
});

test('NC1 of means of lower rank does not depend on what else is asked', async () => {
  // five classes in a space of four dimensions, the fifth mean between two others: rank 3, and nearly less
  const fives = Float64Array.from({ length: 40 }, (_, i) => i % 5);
  const low = Float64Array.from({ length: 40 * 4 }, (_, k) => {
    const [i, j] = [Math.floor(k / 4), k % 4];
    return [3, 1e-5, 1, 0][j]! * Math.cos(fives[i]! + j) * (j < 3 ? 1 : 0) + 1e-6 * Math.sin(k * k);
  });
  const [alone, beside] = [await addRunWithCovariance(low, fives, 5, 4), await addRunWithCovariance(low, fives, 5, 4)];
  const [one] = await series(served.record, question(alone.run.id, 'NC1'));
  const [two] = await series(served.record, question(beside.run.id, 'NC1', 'NC1_VCI'));
  expect(two!.columns[0]!.values).toEqual(one!.columns[0]!.values);
});

test('loss and robustness come from the rows of the epochs', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 2);
  await served.record.epoch.update({ where: { runId_epoch: { runId: run.id, epoch: 2 } }, data: { robustness: 0.25, testLoss: 0.5 } });
  const [train] = await series(served.record, question(run.id, 'LOSS', 'ROBUSTNESS_DEEPFOOL'));
  expect(train!.columns[0]).toMatchObject({ values: [0.9, 0.45], gaps: [] });
  expect(train!.columns[1]!.gaps.map(({ kind }) => kind)).toEqual(['NOT_APPLICABLE', 'NOT_APPLICABLE']);
  await addSnapshot(served.record, { ...coreOf(features, labels, undefined, undefined, 3, 4), metadata: { ...coreOf(features, labels, undefined, undefined, 3, 4).metadata, run: run.id, epoch: 2, split: 'TEST' } });
  const [test] = await series(served.record, { ...question(run.id, 'LOSS', 'ROBUSTNESS_DEEPFOOL'), split: 'TEST' });
  expect(test).toMatchObject({ epochs: [2], columns: [{ values: [0.5] }, { values: [0.25] }] });
});

test('a worker that breaks off fails its question with MEASURING_FAILED, and the next question is answered', async () => {
  const endless = runInWorker('measureNullReference', { metrics: ['NC1'], classes: 600, features: 800, samples: 100_000 });
  endless.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 300));
  await closeMeasuringPool();
  await expect(endless).rejects.toMatchObject({ code: 'MEASURING_FAILED', message: expect.stringMatching(/ask again/) });
  const { run } = await addMeasuredRun(served.record, studyId, 1);
  expect((await series(served.record, question(run.id, 'NC1')))[0]!.columns[0]!.values[0]).toBeGreaterThan(0);
});
