import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from '../served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.end());

const LAUNCH = `mutation ($input: LaunchRunsInput!) { launchRuns(input: $input) {
  runs { id name status architecture depth dataset seed plannedEpochCount samplesPerClass optimiser { learningRate } study { slug name } }
  userErrors { code message field } } }`;

async function launch(input: object) {
  const { data, errors } = await served.ask(LAUNCH, { input });
  expect(errors).toBeUndefined();
  return data.launchRuns;
}
const SETTINGS = { architecture: 'vgg', depth: 6, dataset: 'MNIST' };

test("a run is queued with the paper's values for what is left out", async () => {
  const { runs, userErrors } = await launch({ studySlug: 'first', studyName: 'The first', runs: [{ settings: SETTINGS }] });
  expect(userErrors).toEqual([]);
  expect(runs).toMatchObject([{ name: 'vgg6 on MNIST, seed 1', status: 'QUEUED', plannedEpochCount: 350, samplesPerClass: 5000, study: { slug: 'first', name: 'The first' } }]);
  const row = await served.record.run.findUniqueOrThrow({ where: { id: runs[0].id } });
  expect(row).toMatchObject({ loss: 'CROSS_ENTROPY', splits: ['TRAIN', 'TEST'], layers: ['last'], robustnessImages: 100 });
  expect(await served.record.auditEvent.findFirst({ where: { subject: row.id } })).toMatchObject({ action: 'launchRuns', after: { study: 'first' } });
});

test('null means all images where left out means as many as in the paper', async () => {
  const { runs } = await launch({ studySlug: 'all', runs: [{ settings: { ...SETTINGS, samplesPerClass: null } }] });
  expect(runs[0].samplesPerClass).toBeNull();
});

test('a sweep over seeds is a run for each rate and seed', async () => {
  const { runs } = await launch({ studySlug: 'sweep', runs: [{ name: 'swept', settings: { ...SETTINGS, epochs: 3 } }], seeds: [1, 2], learningRateSweep: 5 });
  expect(runs.map((run: { seed: number }) => run.seed)).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
  expect(runs[0].optimiser.learningRate).toBeCloseTo(1e-4, 12);
  expect(runs[9].optimiser.learningRate).toBeCloseTo(0.25, 12);
  expect(new Set(runs.map((run: { name: string }) => run.name)).size).toBe(10);
});

test.each([
  [{ ...SETTINGS, depth: 7 }, /depth is 7; it must be one of 6, 11/],
  [{ ...SETTINGS, dataset: 'mnist' }, /dataset is "mnist"/],
  [{ ...SETTINGS, momentum: 1 }, /momentum is 1/],
  [{ ...SETTINGS, learningRate: 0 }, /learningRate is 0/],
  [{ ...SETTINGS, epochs: 3, measuredEpochs: [9] }, /measuredEpochs is 9; it must be at most 3/],
  [{ ...SETTINGS, layers: ['features.1'] }, /"last"/],
  [{ ...SETTINGS, options: { width: 0 } }, /width is 0/],
])('the settings %j are refused in one sentence, and nothing is queued', async (settings, sentence) => {
  const { runs, userErrors } = await launch({ studySlug: 'bad', runs: [{ settings: SETTINGS }, { settings }] });
  expect(runs).toEqual([]);
  expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringMatching(sentence) }]);
  expect(await served.record.study.count({ where: { slug: 'bad' } })).toBe(0);
});

test('a name that is taken queues nothing, unless it is to be trained again', async () => {
  const input = { studySlug: 'again', runs: [{ name: 'one', settings: SETTINGS }, { name: 'two', settings: SETTINGS }] };
  await launch({ ...input, runs: input.runs.slice(0, 1) });
  expect((await launch(input)).userErrors).toMatchObject([{ code: 'PRECONDITION_FAILED' }]);
  expect((await launch({ ...input, again: true })).runs.map((run: { name: string }) => run.name)).toEqual(['one (2)', 'two']);
});

test('repeated with its key, after an answer that never came, nothing is trained twice', async () => {
  const input = { studySlug: 'repeated', idempotencyKey: 'launch-1', runs: [{ settings: SETTINGS }] };
  const [first, second] = [await launch(input), await launch(input)];
  expect(second.runs).toEqual(first.runs);
  expect(await served.record.run.count({ where: { study: { slug: 'repeated' } } })).toBe(1);
});

test('more runs than may be queued at once are refused', async () => {
  const { userErrors } = await launch({ studySlug: 'many', runs: Array.from({ length: 3 }, (_, i) => ({ name: `run ${i}`, settings: SETTINGS })), learningRateSweep: 100 });
  expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'runs' }]);
});
