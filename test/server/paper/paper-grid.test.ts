import 'reflect-metadata';
import { execute, parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Caller, LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { RequestContext } from '../../../server/access/request-context.ts';
import { EventFeed } from '../../../server/live/event-feed.ts';
import { closeMeasuringPool } from '../../../server/measuring/measuring-pool.ts';
import { measure } from '../../../server/metrics/measure.ts';
import { cellCurves } from '../../../server/paper/cell-curves.ts';
import { paperMetrics } from '../../../server/paper/paper-metrics.ts';
import { runsById } from '../../../server/runs/list-runs.ts';
import { makeSchema } from '../../../server/schema.ts';
import { connectCounted } from '../../counted-record.ts';
import { until } from '../../until.ts';
import { addEpoch, addMeasuredRun, addRun, addSnapshot, addStudy, randomCore } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let studyId: string;
beforeAll(async () => {
  served = await serve();
});
beforeEach(async () => {
  studyId = (await addStudy(served.record)).id;
});
afterAll(async () => {
  await served.end();
  await closeMeasuringPool();
});

const GRID = `query ($studyId: ID, $figures: [Int!], $metrics: [MetricId!], $split: Split, $layer: String! = "last", $at: Int) {
  paperGrid(studyId: $studyId, figures: $figures, metrics: $metrics, split: $split, layer: $layer, at: $at) {
    architectures datasets metrics { metric split version figure } gains { quantity cells median mean publishedMedian publishedMean evidence } source
    cells { architecture dataset paperDepth state reason choice otherRunCount run { id name }
      columns { metric split epochs values gaps { index kind reason } atTerminalPhase { epoch value kind reason } atLast { epoch value kind reason } at { epoch value kind reason } }
      table1 { here { zeroErrorEpoch lastEpoch atZeroError atLast gain } publishedAtZeroError publishedAtLast evidence }
      robustness { here { zeroErrorEpoch lastEpoch atZeroError atLast gain } publishedAtZeroError publishedAtLast evidence } } } }`;

async function grid(variables: Record<string, unknown> = {}) {
  const { data, errors } = await served.ask(GRID, { studyId, ...variables });
  expect(errors).toBeUndefined();
  return data.paperGrid;
}
type Cell = { architecture: string; dataset: string } & Record<string, never>;
const cellOf = ({ cells }: { cells: Cell[] }, architecture: string, dataset: string): ReturnType<typeof JSON.parse> =>
  cells.find((cell) => cell.architecture === architecture && cell.dataset === dataset);
const cell = { architecture: 'resnet', dataset: 'MNIST' };

test('an empty record: 21 cells without runs beside what the paper published, each value with how sure it is', async () => {
  const empty = await grid();
  expect(empty.architectures).toEqual(['vgg', 'resnet', 'densenet']);
  expect(empty.cells.map((each: Cell) => each.dataset).slice(7, 14)).toEqual(empty.datasets);
  expect(empty.cells).toHaveLength(21);
  expect(cellOf(empty, 'vgg', 'STL10')).toMatchObject({ state: 'NO_RUN', run: null, choice: null, otherRunCount: 0, columns: [], paperDepth: 13, table1: { here: null, publishedAtZeroError: 65.15, publishedAtLast: 68, evidence: 'RECALLED' } });
  expect(cellOf(empty, 'resnet', 'CIFAR10').table1).toMatchObject({ publishedAtZeroError: 88.72, publishedAtLast: 89.44, evidence: 'QUOTED' });
  expect(empty.cells.every((each: Cell) => (each.robustness as { publishedAtLast: null }).publishedAtLast === null)).toBe(true);
  // the table's own differences give what the paper's text says of them, within the rounding of its cells
  const gains: number[] = empty.cells.map(({ table1 }: { table1: { publishedAtZeroError: number; publishedAtLast: number } }) => table1.publishedAtLast - table1.publishedAtZeroError);
  const [accuracy, robustness] = empty.gains;
  expect(Math.abs(gains.reduce((sum, gain) => sum + gain, 0) / 21 - accuracy.publishedMean)).toBeLessThan(0.01);
  expect(Math.abs(gains.sort((a, b) => a - b)[10]! - accuracy.publishedMedian)).toBeLessThan(0.01);
  expect([accuracy, robustness].map(({ quantity, cells, median, mean, evidence }) => [quantity, cells, median, mean, evidence])).toEqual([['TEST_ACCURACY', 0, null, null, 'RECALLED'], ['ROBUSTNESS', 0, null, null, 'RECALLED']]);
});

test('figures choose their metrics, on the split that the paper shows them for', async () => {
  const of = async (variables: Record<string, unknown>) => (await grid(variables)).metrics.map(({ figure, metric, split }: Record<string, unknown>) => `${figure} ${metric} ${split}`);
  expect(await of({})).toEqual([
    '2 NC2_EQUINORM_MEANS TRAIN', '2 NC2_EQUINORM_WEIGHTS TRAIN', '3 NC2_EQUIANGULAR_MEANS TRAIN', '3 NC2_EQUIANGULAR_WEIGHTS TRAIN', '4 NC2_MAX_ANGLE_MEANS TRAIN',
    '4 NC2_MAX_ANGLE_WEIGHTS TRAIN', '5 NC3_DUALITY TRAIN', '6 NC1 TRAIN', '7 NC4_MISMATCH TEST', '8 ROBUSTNESS_DEEPFOOL TEST',
  ]);
  expect(await of({ figures: [7, 8, 6], split: 'TRAIN' })).toEqual(['7 NC4_MISMATCH TRAIN', '8 ROBUSTNESS_DEEPFOOL TEST', '6 NC1 TRAIN']);
  expect(await of({ figures: null, at: null, split: null, metrics: ['NC1_CDNV', 'NC1'] })).toEqual(['null NC1_CDNV TRAIN', '6 NC1 TRAIN']);
});

test('a filled cell: values at both ends of the terminal phase are those of measuring the snapshots, Table 1 is of the epochs\' rows', async () => {
  const { run, cores } = await addMeasuredRun(served.record, studyId, 3, { ...cell, terminalPhaseEpoch: 2, status: 'COMPLETED' });
  await addEpoch(served.record, run.id, 4, { testError: 0.03, robustness: 0.4 });
  const test3 = randomCore(run.id, 3, 'TEST');
  await addSnapshot(served.record, test3);
  await served.record.epoch.update({ where: { runId_epoch: { runId: run.id, epoch: 2 } }, data: { testError: 0.05, robustness: 0.25 } });
  const filled = cellOf(await grid({ figures: [6, 7, 8], at: 1 }), 'resnet', 'MNIST');
  expect(filled).toMatchObject({ state: 'FILLED', reason: null, run: { id: run.id }, choice: 'ONLY_RUN', otherRunCount: 0 });
  const nc1 = cores.map((core) => measure(core, ['NC1']).get('NC1')!.value);
  const [first, mismatch, robust] = filled.columns;
  expect(first).toMatchObject({ metric: 'NC1', split: 'TRAIN', epochs: [1, 2, 3], values: nc1, gaps: [] });
  expect(first.atTerminalPhase).toEqual({ epoch: 2, value: nc1[1], kind: 'FINITE', reason: null });
  expect([first.atLast.epoch, first.at.epoch, first.at.value]).toEqual([3, 1, nc1[0]]);
  expect(mismatch.epochs).toEqual([3]);
  expect(mismatch.atTerminalPhase.value).toBe(measure(test3, ['NC4_MISMATCH']).get('NC4_MISMATCH')!.value);
  expect(mismatch.at).toMatchObject({ epoch: null, kind: 'MISSING', reason: 'NOT_RECORDED: nothing was measured up to epoch 1.' });
  expect(robust).toMatchObject({ epochs: [2, 4], values: [0.25, 0.4] });
  expect(filled.table1.here).toEqual({ zeroErrorEpoch: 2, lastEpoch: 4, atZeroError: 95, atLast: 97, gain: 2 });
  expect(filled.robustness.here.gain).toBeCloseTo(0.15, 12);
});

test('a run by cross-entropy fills its cell before one by squared error, however long that was trained', async () => {
  const add = (overrides: object) => addRun(served.record, studyId, { architecture: 'vgg', dataset: 'SVHN', status: 'COMPLETED', terminalPhaseEpoch: 10, ...overrides });
  const paper = await add({ lastEpoch: 20 });
  await add({ lastEpoch: 500, loss: 'MSE' });
  const { run, choice } = cellOf(await grid({ figures: [6] }), 'vgg', 'SVHN');
  expect([run.id, choice]).toEqual([paper.id, 'PAPER_LOSS']);
});

test('the run of a cell: completed before running, deeper in the terminal phase, the baseline, the newest; archived ones never', async () => {
  const add = (overrides: object) => addRun(served.record, studyId, { ...cell, ...overrides });
  const chosen = async () => {
    const { run, choice, otherRunCount } = cellOf(await grid({ figures: [6] }), 'resnet', 'MNIST');
    return [run.id, choice, otherRunCount];
  };
  await add({ status: 'RUNNING', lastEpoch: 300, terminalPhaseEpoch: 10, archivedAt: new Date() });
  const running = await add({ status: 'RUNNING', lastEpoch: 90, terminalPhaseEpoch: 10 });
  expect(await chosen()).toEqual([running.id, 'ONLY_RUN', 0]);
  const completed = await add({ status: 'COMPLETED', lastEpoch: 50, terminalPhaseEpoch: 40 });
  expect(await chosen()).toEqual([completed.id, 'FURTHER', 1]);
  const deeper = await add({ status: 'COMPLETED', lastEpoch: 50, terminalPhaseEpoch: 30, createdAt: new Date(0) });
  expect(await chosen()).toEqual([deeper.id, 'DEEPER_TERMINAL_PHASE', 2]);
  const twin = await add({ status: 'COMPLETED', lastEpoch: 60, terminalPhaseEpoch: 40, createdAt: new Date(1) });
  expect(await chosen()).toEqual([twin.id, 'NEWEST', 3]);
  await served.record.baseline.create({ data: { studyId, ...cell, runId: deeper.id } });
  expect(await chosen()).toEqual([deeper.id, 'BASELINE', 3]);
});

const SEEDS = `query ($studyId: ID!, $seeds: Boolean) { paperGrid(studyId: $studyId, figures: [6], seeds: $seeds) { cells { architecture dataset run { id } otherRunCount
  seeds { run { id seed } columns { metric epochs values } } middle { metric split centre n epochs values measured }
  table1 { here { atLast } seeds { n atZeroError atZeroErrorStd atLast atLastStd gain gainStd } } } } }`;

test('runs that differ in their seed alone stand beside the run of their cell, with their middle and the spread of Table 1', async () => {
  const seed = async (number: number, errors: [number, number], overrides: object = {}) => {
    const { run, cores } = await addMeasuredRun(served.record, studyId, 3, { ...cell, terminalPhaseEpoch: 2, status: 'COMPLETED', seed: number, ...overrides });
    for (const [i, testError] of errors.entries()) await served.record.epoch.update({ where: { runId_epoch: { runId: run.id, epoch: 2 + i } }, data: { testError } });
    return { id: run.id, nc1: cores.map((core) => measure(core, ['NC1']).get('NC1')!.value!) };
  };
  const first = await seed(1, [0.05, 0.03]);
  const second = await seed(2, [0.07, 0.05], { createdAt: new Date(0) });
  await seed(3, [0.5, 0.5], { optimiser: { kind: 'sgd', learningRate: 9, momentum: 0, weightDecay: 0, batchSize: 1 } });
  await seed(4, [0.5, 0.5], { status: 'CANCELLED' });
  await served.record.baseline.create({ data: { studyId, ...cell, runId: first.id } });
  const ask = async (seeds: boolean | null) => {
    const { data, errors } = await served.ask(SEEDS, { studyId, seeds });
    expect(errors).toBeUndefined();
    return cellOf(data.paperGrid, 'resnet', 'MNIST');
  };
  const asked = await ask(true);
  expect(asked.run.id).toBe(first.id);
  expect(asked.seeds.map(({ run }: { run: { id: string; seed: number } }) => [run.id, run.seed])).toEqual([[first.id, 1], [second.id, 2]]);
  expect(asked.seeds[1].columns).toEqual([{ metric: 'NC1', epochs: [1, 2, 3], values: second.nc1 }]);
  const [middle] = asked.middle;
  expect(middle).toMatchObject({ metric: 'NC1', split: 'TRAIN', centre: 'GEOMETRIC_MEAN', n: 2, epochs: [1, 2, 3], measured: [2, 2, 2] });
  for (const [i, value] of middle.values.entries()) expect(value).toBeCloseTo(Math.sqrt(first.nc1[i]! * second.nc1[i]!), 10);
  expect(asked.table1.here.atLast).toBe(97);
  const { n, atZeroError, atLast, atLastStd, gain, gainStd } = asked.table1.seeds;
  expect([n, atZeroError, atLast]).toEqual([2, 94, 96]);
  expect(atLastStd).toBeCloseTo(Math.SQRT2, 10); // of 97 and 95
  expect([gain, gainStd]).toEqual([expect.closeTo(2, 10), expect.closeTo(0, 10)]);
  const plain = await ask(null);
  expect([plain.seeds, plain.middle, plain.table1.seeds, plain.otherRunCount]).toEqual([[], [], null, 3]);
});

test('cells that are not filled say why', async () => {
  const names = { QUEUED: 'MNIST', RUNNING: 'SVHN', PAUSED: 'STL10', COMPLETED: 'CIFAR10', DIVERGED: 'CIFAR100', CANCELLED: 'FashionMNIST' } as const;
  for (const [status, dataset] of Object.entries(names)) {
    await addRun(served.record, studyId, { architecture: 'vgg', dataset, status: status as keyof typeof names, lastEpoch: 7, plannedEpochs: 30, error: status === 'DIVERGED' ? 'the loss is NaN' : null });
  }
  const said = await grid({ figures: [6] });
  const of = (status: keyof typeof names) => cellOf(said, 'vgg', names[status]);
  expect([of('QUEUED').state, of('QUEUED').reason]).toEqual(['QUEUED', 'The run waits for a trainer.']);
  expect([of('RUNNING').state, of('RUNNING').reason]).toEqual(['TRAINING', 'Still training at epoch 7 of 30; the train error has not vanished so far.']);
  expect([of('PAUSED').state, of('COMPLETED').state]).toEqual(['TRAINING', 'NO_TERMINAL_PHASE']);
  expect([of('DIVERGED').state, of('DIVERGED').reason]).toEqual(['STOPPED', 'Diverged at epoch 7 of 30, before the train error vanished: the loss is NaN']);
  expect(of('CANCELLED').reason).toBe('Cancelled at epoch 7 of 30, before the train error vanished.');
  expect(of('RUNNING').columns[0]).toMatchObject({ epochs: [], atTerminalPhase: { kind: 'MISSING', reason: 'NOT_RECORDED: the terminal phase was not reached.' }, atLast: { kind: 'MISSING' } });
});

test('a long curve is picked down to 60 epochs, its ends and the start of the terminal phase among them', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 80, { ...cell, terminalPhaseEpoch: 67, status: 'COMPLETED' });
  const [column] = cellOf(await grid({ metrics: ['NC1', 'ERROR'] }), 'resnet', 'MNIST').columns;
  expect(column.epochs).toHaveLength(60);
  for (const epoch of [1, 67, 80]) expect(column.epochs).toContain(epoch);
  const values = await served.record.metricValue.groupBy({ by: ['metric'], where: { digest: { in: (await served.record.snapshot.findMany({ where: { runId: run.id }, select: { digest: true } })).map((row) => row.digest) } }, _count: true });
  expect(values.map((row) => row._count)).toEqual([60, 60]); // what is not shown is not measured
});

test('what is not measured in time is PENDING, and there when it is announced', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 5, { ...cell, terminalPhaseEpoch: 2, status: 'RUNNING' });
  const [shown] = await runsById(served.record, [run.id]);
  const question = { runs: [shown!], metrics: paperMetrics({ figures: [6] }), layer: 'last', at: null, evaluated: new Map() };
  const [pending] = (await cellCurves(served.record, question, 0)).get(run.id)!;
  expect(pending!.values).toEqual([null, null, null, null, null]);
  expect(pending!.atTerminalPhase).toMatchObject({ epoch: 2, value: null, kind: 'PENDING', reason: expect.stringMatching(/^PENDING: /) });
  await until('the news of the values', async () => (await served.record.event.count({ where: { runId: run.id, kind: 'run.values' } })) === 1);
  expect((await cellCurves(served.record, question, 0)).get(run.id)![0]!.gaps).toEqual([]);
});

test('runs that a program made up fill no cell of all studies; an unknown study is NOT_FOUND; a share link sees its own study only', async () => {
  const made = await addRun(served.record, studyId, { ...cell, generated: true, status: 'COMPLETED' });
  expect(cellOf(await grid({ figures: [6] }), 'resnet', 'MNIST').run.id).toBe(made.id);
  const everywhere = await grid({ studyId: null, figures: [6] });
  expect(cellOf(everywhere, 'resnet', 'MNIST').run?.id).not.toBe(made.id);
  const { errors } = await served.ask(GRID, { studyId: 'study_none' });
  expect(errors![0]).toMatchObject({ message: 'There is no study study_none; take its id from the list of studies.', extensions: { code: 'NOT_FOUND', type: 'Study' } });
  const other = await addStudy(served.record);
  await addRun(served.record, other.id, { ...cell, dataset: 'SVHN', status: 'COMPLETED' });
  const link: Caller = { ...LOCAL_ADMIN, access: 'LINK', studyId };
  const contextValue = new RequestContext(served.record, new EventFeed(served.record, served.databaseUrl), link);
  const ask = async (asked: string | null) => execute({ schema: await makeSchema(), document: parse(GRID), variableValues: { studyId: asked, figures: [6] }, contextValue });
  const seen = await ask(null);
  expect(seen.errors).toBeUndefined();
  const cells = (seen.data as { paperGrid: { cells: { run: { id: string } | null }[] } }).paperGrid.cells;
  expect(cells.flatMap(({ run }) => (run ? [run.id] : []))).toEqual([made.id]);
  expect((await ask(other.id)).errors![0]!.message).toContain('There is no study');
});

test('as many statements for 21 filled cells as for one, and nothing is read twice once it is known', async () => {
  const { record, statements } = connectCounted(served.databaseUrl);
  const feed = new EventFeed(served.record, served.databaseUrl);
  const count = async () => {
    statements.length = 0;
    const contextValue = new RequestContext(record, feed, LOCAL_ADMIN);
    const { errors } = await execute({ schema: await makeSchema(), document: parse(GRID), variableValues: { studyId }, contextValue });
    expect(errors).toBeUndefined();
    return statements.filter((statement) => /^\s*SELECT/i.test(statement)).length;
  };
  const { architectures, datasets } = await grid();
  await addMeasuredRun(served.record, studyId, 2, { ...cell, terminalPhaseEpoch: 1, status: 'COMPLETED' });
  await count();
  const one = await count();
  for (const architecture of architectures) for (const dataset of datasets) await addMeasuredRun(served.record, studyId, 2, { architecture, dataset, terminalPhaseEpoch: 1, status: 'COMPLETED' });
  await count();
  const many = await count();
  await record.$disconnect();
  expect(one).toBeGreaterThan(3); // the count sees statements at all
  expect([many, many <= 8]).toEqual([one, true]);
});
