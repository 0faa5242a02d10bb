import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../prisma/ids.ts';
import { connectRecord } from '../../../prisma/client.ts';
import { measuredIds } from '../../../server/metrics/catalogue.ts';
import { series } from '../../../server/measuring/series.ts';
import { addMeasuredRun, addRun, addSnapshot, addStudy, measureNow, randomCore } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let studyId: string;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
});
afterAll(() => served.end());

const SERIES = `query ($runIds: [ID!]!, $metrics: [MetricId!]!, $split: Split! = TRAIN, $layer: String! = "last", $from: Int, $to: Int, $fromEpoch: Int,
    $maxPoints: Int! = 400, $mode: SeriesMode! = THINNED, $align: SeriesAlign! = EPOCH) {
  series(runIds: $runIds, metrics: $metrics, split: $split, layer: $layer, from: $from, to: $to, fromEpoch: $fromEpoch, maxPoints: $maxPoints, mode: $mode, align: $align) {
    epochs sinceTerminalPhase misalignment isThinned epochCount columns { metric values min max gaps { index kind reason } } } }`;
const ask = (variables: Record<string, unknown>) => served.ask(SERIES, { metrics: ['LOSS'], ...variables });

/** A run of many epochs whose losses the trainer wrote and whose features nobody recorded. */
async function addLongRun(losses: (number | null)[], terminalPhaseEpoch: number | null = null) {
  const run = await addRun(served.record, studyId, { lastEpoch: losses.length, terminalPhaseEpoch });
  const row = { runId: run.id, attempt: 1, learningRate: 0.1, runningLoss: 1, runningError: 1, imagesPerSecond: 1, durationMs: 1 };
  await served.record.epoch.createMany({ data: losses.map((trainLoss, i) => ({ ...row, epoch: i + 1, trainLoss })) });
  return run;
}

test('a long curve is thinned to what was asked, with its extremes and the first epoch of its terminal phase', async () => {
  const losses = Array.from({ length: 1000 }, (_, i) => 1 / (i + 1) + (i === 700 ? 5 : 0));
  const { id } = await addLongRun(losses, 333);
  const [curve] = (await ask({ runIds: [id], maxPoints: 50 })).data.series;
  expect(curve).toMatchObject({ isThinned: true, epochCount: 1000 });
  expect(curve.epochs.length).toBeLessThanOrEqual(50);
  expect(curve.epochs).toEqual(expect.arrayContaining([1, 333, 701, 1000]));
  const [{ values, min, max }] = curve.columns;
  expect(values).toEqual(curve.epochs.map((epoch: number) => losses[epoch - 1]));
  curve.epochs.forEach((epoch: number, k: number) => {
    const bucket = losses.slice(curve.epochs[k - 1] ?? 0, epoch);
    expect([min[k], max[k]]).toEqual([Math.min(...bucket), Math.max(...bucket)]);
  });
});

test('FULL gives every epoch, and says that nothing was left out', async () => {
  const { id } = await addLongRun(Array.from({ length: 600 }, (_, i) => i + 1));
  const [full] = (await ask({ runIds: [id], mode: 'FULL' })).data.series;
  expect(full).toMatchObject({ isThinned: false, epochCount: 600, columns: [{ min: null, max: null }] });
  expect(full.epochs).toHaveLength(600);
  expect((await ask({ runIds: [id] })).data.series[0]).toMatchObject({ isThinned: true, epochCount: 600 });
});

test('the same question has the same bytes, from a server that has measured and from one that has just begun', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 30);
  await measureNow(served.record, run.id, ['NC1', 'ERROR']);
  const bytesOf = async () => createHash('sha256').update(JSON.stringify((await ask({ runIds: [run.id], metrics: ['NC1', 'ERROR', 'LOSS'], maxPoints: 12 })).data)).digest('hex');
  expect(await bytesOf()).toBe(await bytesOf());
  const fresh = connectRecord(served.databaseUrl);
  const question = { runIds: [run.id], metrics: ['NC1' as const], split: 'TRAIN' as const, layer: 'last', maxPoints: 12 };
  expect(JSON.stringify(await series(fresh, question, Number.POSITIVE_INFINITY))).toBe(JSON.stringify(await series(served.record, question)));
  await fresh.$disconnect();
});

test('a range holds both its ends; fromEpoch is another name of from, and not both are taken', async () => {
  const { id } = await addLongRun([5, 4, 3, 2, 1]);
  expect((await ask({ runIds: [id], from: 2, to: 4 })).data.series[0]).toMatchObject({ epochs: [2, 3, 4], columns: [{ values: [4, 3, 2] }] });
  expect((await ask({ runIds: [id], fromEpoch: 4 })).data.series[0].epochs).toEqual([4, 5]);
  expect((await ask({ runIds: [id], fromEpoch: 4, from: 4 })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect((await ask({ runIds: [id], from: 4, to: 3 })).errors?.[0]).toMatchObject({ message: expect.stringMatching(/4 to 3/), extensions: { code: 'BAD_USER_INPUT' } });
});

test('aligned at the terminal phase, epochs count from its first one, and a run without one is said so', async () => {
  const [a, b] = [await addLongRun([5, 4, 3, 2, 1], 3), await addLongRun([5, 4], null)];
  const curves = (await ask({ runIds: [a.id, b.id], align: 'TERMINAL_PHASE' })).data.series;
  expect(curves[0]).toMatchObject({ epochs: [1, 2, 3, 4, 5], sinceTerminalPhase: [-2, -1, 0, 1, 2], misalignment: null });
  expect(curves[1]).toMatchObject({ epochs: [], sinceTerminalPhase: null, misalignment: expect.stringMatching(/^NO_TERMINAL_PHASE: /), columns: [{ values: [] }] });
  expect((await ask({ runIds: [a.id], align: 'TERMINAL_PHASE', from: 0, to: 1 })).data.series[0]).toMatchObject({ epochs: [3, 4] });
  expect((await ask({ runIds: [b.id] })).data.series[0]).toMatchObject({ epochs: [1, 2], sinceTerminalPhase: null, misalignment: null });
});

test('a run that records only train snapshots shows its test loss, error and robustness at the epochs of its rows', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 3, { splits: ['TRAIN'] });
  await served.record.epoch.update({ where: { runId_epoch: { runId: run.id, epoch: 1 } }, data: { testLoss: 0.7, testError: 0.5 } });
  await served.record.epoch.update({ where: { runId_epoch: { runId: run.id, epoch: 3 } }, data: { testLoss: 0.2, testError: 0.125, robustness: 0.01 } });
  const { data } = await ask({ runIds: [run.id], split: 'TEST', metrics: ['LOSS', 'ERROR', 'ROBUSTNESS_DEEPFOOL', 'NC1'] });
  const [{ epochs, columns }] = data.series;
  expect(epochs).toEqual([1, 3]);
  expect(columns.map(({ values }: { values: unknown }) => values)).toEqual([[0.7, 0.2], [0.5, 0.125], [null, 0.01], [null, null]]);
  expect(columns[3].gaps).toMatchObject([{ index: 0, kind: 'MISSING' }, { index: 1, kind: 'MISSING', reason: expect.stringMatching(/^NOT_RECORDED: no statistics/) }]);
  expect((await ask({ runIds: [run.id], split: 'TEST', metrics: ['NC1'] })).data.series[0].epochs).toEqual([]);
  // no other layer's statistics stand in the rows, and a split with snapshots keeps to their epochs
  expect((await ask({ runIds: [run.id], layer: 'block3' })).data.series[0].epochs).toEqual([]);
  await addSnapshot(served.record, randomCore(run.id, 3, 'TEST'));
  expect((await ask({ runIds: [run.id], split: 'TEST', to: 2 })).data.series[0].epochs).toEqual([]);
});

test('a run that is not there is NOT_FOUND, and other fields of the answer live on', async () => {
  const { id } = await addLongRun([1]);
  const { data, errors } = await served.ask('query ($ids: [ID!]!) { series(runIds: $ids, metrics: [LOSS]) { epochs } eventCursor }', { ids: [id, newId('run')] });
  expect(data).toEqual({ series: null, eventCursor: expect.any(String) });
  expect(errors).toMatchObject([{ path: ['series'], extensions: { code: 'NOT_FOUND', type: 'Run' } }]);
});

test('fewer points than the extremes need are refused, and so are more than 2,000', async () => {
  const { id } = await addLongRun([1]);
  const refused = await ask({ runIds: [id], metrics: ['LOSS', 'NC1'], maxPoints: 6 });
  expect(refused.errors?.[0]).toMatchObject({ message: expect.stringMatching(/at least 7/), extensions: { code: 'BAD_USER_INPUT' } });
  expect((await ask({ runIds: [id], metrics: ['LOSS', 'NC1'], maxPoints: 7 })).errors).toBeUndefined();
  expect((await ask({ runIds: [id], maxPoints: 2001 })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('an answer of more than 200,000 numbers is refused before anything is measured, with the limit and the number', async () => {
  const { id } = await addLongRun([]);
  await served.record.$executeRaw`
    INSERT INTO "Epoch" ("runId", epoch, attempt, "learningRate", "runningError", "trainLoss", "imagesPerSecond", "durationMs")
    SELECT ${id}, n, 1, 0.1, 1, 1.0 / n, 1, 1 FROM generate_series(1, 12000) AS n`;
  const metrics = ['LOSS', ...measuredIds.slice(0, 15)];
  const { data, errors } = await ask({ runIds: [id], metrics, mode: 'FULL' });
  expect(data.series).toBeNull();
  expect(errors?.[0]?.extensions).toEqual({ code: 'COMPLEXITY_EXCEEDED', limit: 200_000, actual: 12_000 * 17 });
  expect((await ask({ runIds: [id], metrics })).data.series[0]).toMatchObject({ isThinned: true, epochCount: 12_000 });
});

test('40 runs with 16 metrics at 2,000 points cost too much, whatever was recorded', async () => {
  const { status, errors } = await ask({ runIds: Array(40).fill('run_none'), metrics: Array(16).fill('NC1'), maxPoints: 2000 });
  expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'COMPLEXITY_EXCEEDED']);
});
