import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Prisma } from '../../../prisma/client.ts';
import { newId } from '../../../prisma/ids.ts';
import { addMeasuredRun, addRun, addStudy, measureNow } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let studyId: string;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
});
afterAll(() => served.end());

/** A run whose losses are known and whose features nobody recorded. */
async function addLosses(losses: (number | null)[], overrides: Partial<Prisma.RunUncheckedCreateInput> = {}) {
  const run = await addRun(served.record, studyId, { lastEpoch: losses.length, ...overrides });
  const row = { runId: run.id, attempt: 1, learningRate: 0.1, runningLoss: 1, runningError: 1, imagesPerSecond: 1, durationMs: 1 };
  await served.record.epoch.createMany({ data: losses.map((trainLoss, i) => ({ ...row, epoch: i + 1, trainLoss, trainError: 0 })) });
  return run.id;
}

async function ask(query: string, variables: Record<string, unknown>) {
  const { data, errors } = await served.ask(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

const POINT = '{ epoch value kind reason }';
const SUMMARY = `query ($runIds: [ID!]!, $metrics: [MetricId!]!) { summary(runIds: $runIds, metrics: $metrics) {
  run { id } metrics { metric version terminalPhase ${POINT} last ${POINT} best ${POINT} rate { scale slope low high r2 n firstEpoch lastEpoch leftOutCount } rateReason warnings } } }`;

test('a summary has the values of the phase, the last, the best and the slope, for each run and metric', async () => {
  const losses = [2, 1, 0.5, ...Array.from({ length: 7 }, (_, i) => (i + 4) ** -2), 0.3];
  const [a, b] = [await addLosses(losses, { terminalPhaseEpoch: 4 }), await addLosses([3, 1])];
  const { summary } = await ask(SUMMARY, { runIds: [b, a], metrics: ['LOSS', 'ERROR'] });
  expect(summary.map(({ run }: { run: { id: string } }) => run.id)).toEqual([b, a]);
  const [loss, error] = summary[1].metrics;
  expect(loss).toMatchObject({
    metric: 'LOSS', version: 1,
    terminalPhase: { epoch: 4, value: 1 / 16, kind: 'FINITE', reason: null },
    last: { epoch: 11, value: 0.3 },
    best: { epoch: 10, value: 0.01 },
    rate: { scale: 'LOG_LOG', n: 8, firstEpoch: 4, lastEpoch: 11, leftOutCount: 0 },
    rateReason: null,
  });
  expect(error).toMatchObject({ best: { epoch: 1, value: 0 }, rate: { scale: 'LINEAR', slope: 0, r2: null } });
  expect(summary[0].metrics[0]).toMatchObject({ terminalPhase: { value: null, kind: 'MISSING' }, rate: null, rateReason: expect.stringMatching(/^NO_TERMINAL_PHASE: /) });
});

test('a summary of snapshots holds the values of series', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 5, { terminalPhaseEpoch: 2 });
  await measureNow(served.record, run.id, ['NC1']);
  const { summary, series } = await ask(`query ($ids: [ID!]!) { summary(runIds: $ids, metrics: [NC1]) { metrics { terminalPhase { value } last { value } best { value epoch } rate { n } } }
    series(runIds: $ids, metrics: [NC1]) { columns { values } } }`, { ids: [run.id] });
  const values: number[] = series[0].columns[0].values;
  const best = Math.min(...values);
  expect(summary[0].metrics[0]).toEqual({ terminalPhase: { value: values[1] }, last: { value: values[4] }, best: { value: best, epoch: values.indexOf(best) + 1 }, rate: { n: 4 } });
});

const COMPARE = `query ($runIds: [ID!]!, $groupBy: GroupBy! = ALL_BUT_SEED, $centre: Centre! = MEAN, $band: Band! = MIN_MAX, $align: SeriesAlign! = EPOCH) {
  compare(runIds: $runIds, metrics: [LOSS], groupBy: $groupBy, centre: $centre, band: $band, align: $align) {
    label runs { id } curves { metric positions measured centre low high n runIds runIdsWithoutValues isPending gaps { index reason } } } }`;

test('seeds of one setting are one group with their mean and band; another learning rate is another group', async () => {
  const optimiser = { kind: 'sgd', learningRate: 0.2, momentum: 0.9, weightDecay: 5e-4, batchSize: 128 };
  const [a, b, other] = [await addLosses([4, 2, 1], { seed: 1 }), await addLosses([2, 1], { seed: 2 }), await addLosses([8], { optimiser })];
  const { compare } = await ask(COMPARE, { runIds: [a, other, b] });
  expect(compare.map(({ runs }: { runs: { id: string }[] }) => runs.map(({ id }) => id))).toEqual([[a, b], [other]]);
  expect(compare[0]).toMatchObject({ label: 'vgg4 (8) on digits', curves: [{ positions: [1, 2], centre: [3, 1.5], low: [2, 1], high: [4, 2], n: 2, runIds: [a, b], runIdsWithoutValues: [], isPending: false }] });
  expect(compare[1].curves[0]).toMatchObject({ centre: [8], low: null, high: null, n: 1 });
  expect((await ask(COMPARE, { runIds: [a, other, b], groupBy: 'NONE' })).compare).toHaveLength(3);
  expect((await ask(COMPARE, { runIds: [a, other, b], groupBy: 'ARCHITECTURE' })).compare).toHaveLength(1);
  expect((await ask(COMPARE, { runIds: [a, other, b], groupBy: 'LEARNING_RATE' })).compare.map(({ label }: { label: string }) => label)).toEqual(['learningRate 0.05', 'learningRate 0.2']);
});

test('aligned at the terminal phase, seeds are averaged since their own; a run without one is named', async () => {
  const [a, b, c] = [await addLosses([9, 4, 2], { terminalPhaseEpoch: 2 }), await addLosses([9, 9, 8, 6], { terminalPhaseEpoch: 3, seed: 8 }), await addLosses([5], { seed: 9 })];
  const [group] = (await ask(COMPARE, { runIds: [a, b, c], align: 'TERMINAL_PHASE' })).compare;
  expect(group.curves[0]).toMatchObject({ positions: [-1, 0, 1], centre: [9, 6, 4], n: 2, runIdsWithoutValues: [c] });
});

test('seeds evaluated after different epochs are interpolated between their own, and never beyond', async () => {
  const [a, b] = [await addLosses([8, null, 2, null, 0]), await addLosses([null, 2, null, 0, null, 5], { seed: 2 })];
  const [group] = (await ask(COMPARE, { runIds: [a, b] })).compare;
  // at 2: a is 4, half of the way from 8 to 2 in the logarithms; at 3: b is 1, half of the way from 2 to 0, which has no logarithm; at 4: a is between 2 and 0
  expect(group.curves[0]).toMatchObject({ positions: [2, 3, 4, 5], measured: [1, 1, 1, 1], centre: [expect.closeTo(3, 12), 1.5, 0.5, 1.25], n: 2 });
});

test('a band that belongs to a mean is refused around a median', async () => {
  const { errors } = await served.ask(COMPARE, { runIds: [await addLosses([1])], centre: 'MEDIAN', band: 'CI95' });
  expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(/MIN_MAX/), extensions: { code: 'BAD_USER_INPUT' } });
});

test('settingsDifferences tells what differs, in the order of the runs, and on request what agrees', async () => {
  const a = await addLosses([1], { seed: 1, host: 'machine-a' });
  const b = await addLosses([1], { seed: 2, depth: 6, schedule: { kind: 'steps', steps: [] }, architectureOptions: {}, host: 'machine-b' });
  const query = 'query ($ids: [ID!]!, $same: Boolean! = false) { settingsDifferences(runIds: $ids, includeSame: $same) { name values isSame } }';
  expect((await ask(query, { ids: [b, a] })).settingsDifferences).toEqual([
    { name: 'depth', values: ['6', '4'], isSame: false },
    { name: 'width', values: [null, '8'], isSame: false },
    { name: 'learningRateSteps', values: ['', '0.1 after 5'], isSame: false },
    { name: 'seed', values: ['2', '1'], isSame: false },
  ]);
  const all = (await ask(query, { ids: [a, b], same: true })).settingsDifferences;
  expect(all).toContainEqual({ name: 'momentum', values: ['0.9', '0.9'], isSame: true });
  expect(JSON.stringify(all)).not.toMatch(/machine/);
});

const DELTA = '{ metric value { epoch value } baselineValue { epoch value } delta relativeDelta verdict seedBand { low high n runIds } isOutsideBand isPending reason }';
const AGAINST = `query ($runIds: [ID!]!, $tolerance: Float! = 0.1) { againstBaseline(runIds: $runIds, metrics: [LOSS], tolerance: $tolerance, band: MIN_MAX) { run { id } baseline { id } reason deltas ${DELTA} } }`;

test('a run is held against the baseline of its cell, and against the seeds of the baseline', async () => {
  const study = await addStudy(served.record);
  const own = { studyId: study.id };
  const baseline = await addLosses([4, 2], { ...own, seed: 1 });
  const seed = await addLosses([4, 3], { ...own, seed: 2 });
  const worse = await addLosses([4, 2.5, 1], { ...own, depth: 6 });
  const foreign = await addLosses([1], { ...own, dataset: 'letters' });
  await served.record.baseline.create({ data: { studyId: study.id, architecture: 'vgg', dataset: 'digits', runId: baseline } });
  const { againstBaseline } = await ask(AGAINST, { runIds: [worse, foreign, seed] });
  expect(againstBaseline[0]).toMatchObject({
    run: { id: worse }, baseline: { id: baseline }, reason: null,
    deltas: [{ metric: 'LOSS', value: { epoch: 2, value: 2.5 }, baselineValue: { epoch: 2, value: 2 }, delta: 0.5, relativeDelta: 0.25, verdict: 'WORSE', seedBand: { n: 2, runIds: [baseline, seed] }, isOutsideBand: false, isPending: false }],
  });
  expect(againstBaseline[1]).toEqual({ run: { id: foreign }, baseline: null, reason: expect.stringMatching(/^NO_BASELINE: /), deltas: [] });
  // a seed is not part of the band that it is held against, and one run alone has none
  expect(againstBaseline[2].deltas[0]).toMatchObject({ verdict: 'WORSE', seedBand: null, isOutsideBand: null });
  expect((await ask(AGAINST, { runIds: [worse], tolerance: 0.3 })).againstBaseline[0].deltas[0].verdict).toBe('SAME');
});

const REGRESSIONS = `query ($baseline: ID!, $runIds: [ID!], $metrics: [MetricId!]! = [LOSS], $tolerance: Float! = 0.1) {
  regressions(baseline: $baseline, runIds: $runIds, metrics: $metrics, tolerance: $tolerance, band: MIN_MAX) { baseline { id } checkedRunCount hasRegressions isComplete regressions { run { id } delta ${DELTA} } undecided { run { id } delta { metric reason } } } }`;

test('a check asks for what became worse since a baseline, and is told what could not be decided', async () => {
  const own = { studyId: (await addStudy(served.record)).id };
  const at = (minute: number) => ({ ...own, createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)) });
  await addLosses([9, 9], at(0)); // older than the baseline
  const baseline = await addLosses([4, 2], at(1));
  const worse = await addLosses([4, 3], { ...at(2), depth: 6 });
  await addLosses([4, 1], { ...at(3), depth: 6 });
  await addLosses([9], { ...at(4), dataset: 'letters' });
  const { regressions } = await ask(REGRESSIONS, { baseline });
  expect(regressions).toMatchObject({ baseline: { id: baseline }, checkedRunCount: 2, hasRegressions: true, isComplete: true, undecided: [] });
  expect(regressions.regressions).toMatchObject([{ run: { id: worse }, delta: { verdict: 'WORSE', delta: 1, seedBand: null } }]);
  expect((await ask(REGRESSIONS, { baseline, tolerance: 0.5 })).regressions).toMatchObject({ hasRegressions: false, regressions: [] });
  expect((await ask(REGRESSIONS, { baseline, runIds: [worse], metrics: ['ROBUSTNESS_DEEPFOOL'] })).regressions).toMatchObject({ hasRegressions: false, undecided: [{ run: { id: worse }, delta: { metric: 'ROBUSTNESS_DEEPFOOL', reason: expect.stringMatching(/^NOT_/) } }] });
});

test("what lies within the band of the baseline's seeds is no regression", async () => {
  const own = { studyId: (await addStudy(served.record)).id };
  const baseline = await addLosses([2], { ...own, seed: 1 });
  await addLosses([4], { ...own, seed: 2 });
  const within = await addLosses([3], { ...own, depth: 6 });
  const outside = await addLosses([5], { ...own, depth: 6 });
  const { regressions } = await ask(REGRESSIONS, { baseline, runIds: [within, outside] });
  expect(regressions.regressions.map(({ run }: { run: { id: string } }) => run.id)).toEqual([outside]);
});

test.each([
  ['summary', 'query ($ids: [ID!]!) { summary(runIds: $ids, metrics: [LOSS]) { run { id } } }'],
  ['compare', 'query ($ids: [ID!]!) { compare(runIds: $ids, metrics: [LOSS]) { label } }'],
  ['settingsDifferences', 'query ($ids: [ID!]!) { settingsDifferences(runIds: $ids) { name } }'],
  ['againstBaseline', 'query ($ids: [ID!]!) { againstBaseline(runIds: $ids, metrics: [LOSS]) { reason } }'],
  ['regressions', 'query ($ids: [ID!]!, $id: ID!) { regressions(baseline: $id, runIds: $ids) { hasRegressions } }'],
])('%s refuses a run that is not there, and more than 40', async (field, query) => {
  const id = await addLosses([1]);
  const unknown = await served.ask(query, { ids: [id, newId('run')], ...(field === 'regressions' && { id }) });
  expect([unknown.data[field], unknown.errors?.[0]?.extensions.code]).toEqual([null, 'NOT_FOUND']);
  const tooMany = await served.ask(query, { ids: Array.from({ length: 41 }, () => newId('run')), ...(field === 'regressions' && { id }) });
  expect(tooMany.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

