import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Prisma } from '../../../prisma/client.ts';
import { DATA_SET_CLASSES } from '../../../server/launch/data-set-classes.ts';
import { dataSetNamed, dataSetNames } from '../../../trainer/datasets/catalogue.ts';
import { addEpoch, addRun, addSnapshot, addStudy, randomCore } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let studyId: string;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
});
afterAll(() => served.end());

const SETTINGS = `architecture depth options { width head growth variant } dataset samplesPerClass testSamplesPerClass loss learningRate
  learningRateSteps { afterEpoch factor } momentum weightDecay batchSize epochs seed measuredEpochs layers splits terminalPhaseAccuracy robustnessImages priority`;
const PLAN = `query ($settings: RunSettingsInput!) { launchPlan(settings: $settings) {
  settings { ${SETTINGS} } defaults { ${SETTINGS} }
  estimate { trainImages runMs leastMs mostMs timeReason parameterCount checkpointBytes snapshotBytes diskReason
    basis { kind runIds architecture depth dataset imagesPerSecond epochCount } } } }`;

async function plan(settings: object) {
  const { data, errors } = await served.ask(PLAN, { settings });
  expect(errors).toBeUndefined();
  return data.launchPlan;
}

/** A run on 100 images of each split at 1,000 images a second; a measured epoch takes 400 ms beyond training, another one 100 ms. */
async function addTimedRun(overrides: Partial<Prisma.RunUncheckedCreateInput> = {}) {
  const run = await addRun(served.record, studyId, {
    architecture: 'vgg', depth: 6, architectureOptions: {}, dataset: 'MNIST', lastEpoch: 4, measuredEpochs: [1, 2], samplesPerClass: 10, testSamplesPerClass: 10,
    trainSamples: 100, testSamples: 100, classes: 10, parameters: 5000, optimiser: { kind: 'sgd', learningRate: 0.1, momentum: 0.9, weightDecay: 0, batchSize: 10 }, ...overrides,
  });
  for (let epoch = 1; epoch <= 4; epoch++) await addEpoch(served.record, run.id, epoch, { imagesPerSecond: 1000, durationMs: epoch <= 2 ? 500 : 200 });
  return run;
}
const ASKED = { architecture: 'vgg', depth: 6, dataset: 'MNIST', samplesPerClass: 20, testSamplesPerClass: 20, batchSize: 10, epochs: 10, measuredEpochs: [1, 10] };

describe('the settings', () => {
  test("are completed with the paper's, and the defaults stand beside them", async () => {
    const { settings, defaults } = await plan({ architecture: 'resnet', depth: 18, dataset: 'ImageNet', options: { width: 16 }, weightDecay: 0.01, samplesPerClass: null });
    expect(settings).toMatchObject({ options: { width: 16, head: null }, weightDecay: 0.01, samplesPerClass: null, epochs: 300, batchSize: 256, learningRateSteps: [{ afterEpoch: 150 }, { afterEpoch: 225 }] });
    expect(defaults).toMatchObject({ options: { width: null }, weightDecay: 1e-4, samplesPerClass: 600, terminalPhaseAccuracy: 0.996 });
  });

  test('drops and measured epochs of the defaults follow the epochs given, and the rate follows the loss', async () => {
    const { defaults } = await plan({ architecture: 'vgg', depth: 11, dataset: 'CIFAR10', epochs: 30, loss: 'MSE' });
    expect(defaults).toMatchObject({ epochs: 350, loss: 'CROSS_ENTROPY', learningRateSteps: [{ afterEpoch: 10 }, { afterEpoch: 20 }] });
    expect(defaults.measuredEpochs.at(-1)).toBe(30);
    expect(defaults.learningRate).toBeCloseTo(0.0184, 4);
  });

  test.each([
    [{ depth: 7 }, 'depth'],
    [{ momentum: 1 }, 'momentum'],
    [{ options: { width: 0 } }, 'width'],
    [{ epochs: 3, learningRateSteps: [{ afterEpoch: 3, factor: 0.1 }] }, 'learningRateSteps'],
  ])('%j is refused as launching refuses it, with the field', async (wrong, field) => {
    const settings = { architecture: 'vgg', depth: 6, dataset: 'MNIST', ...wrong };
    const { errors } = await served.ask(PLAN, { settings });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
    const launch = await served.ask('mutation ($settings: RunSettingsInput!) { launchRuns(input: { studySlug: "s", runs: [{ settings: $settings }] }) { userErrors { message field } } }', { settings });
    expect(launch.data.launchRuns.userErrors).toEqual([{ message: errors?.[0]?.message, field }]);
  });

  test('of a run can be read back and give the same run again', async () => {
    const given = { ...ASKED, options: { width: 4 }, seed: 9, layers: ['last', 'block3'], robustnessImages: 0 };
    const launched = await served.ask('mutation ($settings: RunSettingsInput!) { launchRuns(input: { studySlug: "first", runs: [{ settings: $settings }] }) { runs { id } } }', { settings: given });
    const { data } = await served.ask(`query ($id: ID!) { launchSettings(runId: $id) { ${SETTINGS} } }`, { id: launched.data.launchRuns.runs[0].id });
    expect(data.launchSettings).toEqual((await plan(given)).settings);
  });

  test('of a run from outside, or of none, are null', async () => {
    const foreign = await addRun(served.record, studyId, { source: 'INGESTED' });
    const { data } = await served.ask('query ($a: ID!) { a: launchSettings(runId: $a) { depth } b: launchSettings(runId: "run_none") { depth } }', { a: foreign.id });
    expect(data).toEqual({ a: null, b: null });
  });
});

describe('the estimate', () => {
  test('is null with the reason where no run of the family was trained', async () => {
    const { estimate } = await plan({ architecture: 'densenet', depth: 40, dataset: 'CIFAR10' });
    expect(estimate).toMatchObject({ basis: null, runMs: null, trainImages: 50_000, timeReason: expect.stringMatching(/^No run of this network yet; .*--dry-run/), snapshotBytes: null, diskReason: expect.stringMatching(/^No run/) });
  });

  test('takes training by the speed of the same network, and evaluation as long as there by the number of images', async () => {
    const run = await addTimedRun();
    const { estimate } = await plan(ASKED);
    // 10 epochs of 200 images at 1,000 a second; twice as many images: 2 measured epochs of 800 ms, 8 others of 200 ms
    expect(estimate.runMs).toBeCloseTo(2000 + 2 * 800 + 8 * 200, 6);
    expect(estimate).toMatchObject({ trainImages: 200, timeReason: null, basis: { kind: 'SAME_NETWORK', runIds: [run.id], imagesPerSecond: 1000, epochCount: 4 } });
    expect(estimate).toMatchObject({ parameterCount: 5000, checkpointBytes: 80_000, snapshotBytes: null, diskReason: 'No snapshot of train last is recorded of this network yet.' });
  });

  test('counts images that do not fill a last batch in evaluation only', async () => {
    const { estimate } = await plan({ ...ASKED, batchSize: 150 });
    expect(estimate.runMs).toBeCloseTo(1500 + 2 * 800 + 8 * 200, 6);
  });

  test('has the range of several runs, the mean between', async () => {
    const slow = await addTimedRun({ createdAt: new Date(Date.now() + 1000) });
    await served.record.epoch.updateMany({ where: { runId: slow.id }, data: { imagesPerSecond: 500, durationMs: 200 } });
    const { estimate } = await plan(ASKED);
    expect(estimate).toMatchObject({ leastMs: 4000, mostMs: expect.closeTo(5200, 6), runMs: expect.closeTo(4600, 6), basis: { epochCount: 8 } });
    await served.record.run.delete({ where: { id: slow.id } });
  });

  test('of the disk follows the snapshots of the same network, split by split', async () => {
    const { id } = await addTimedRun({ depth: 11 });
    for (const split of ['TRAIN', 'TEST'] as const) await addSnapshot(served.record, randomCore(id, 1, split));
    const stored = await served.record.snapshot.aggregate({ where: { runId: id }, _sum: { bytes: true } });
    expect((await plan({ ...ASKED, depth: 11 })).estimate).toMatchObject({ snapshotBytes: 2 * stored._sum.bytes!, diskReason: null });
    expect((await plan({ ...ASKED, depth: 11, layers: ['last', 'block2'] })).estimate.diskReason).toBe('No snapshot of train block2 is recorded of this network yet.');
  });

  test('says that it is taken from other data, or from another network of the family', async () => {
    expect((await plan({ ...ASKED, dataset: 'SVHN' })).estimate).toMatchObject({ basis: { kind: 'OTHER_DATA_SET', dataset: 'MNIST' }, parameterCount: null });
    expect((await plan({ ...ASKED, depth: 19 })).estimate.basis).toMatchObject({ kind: 'OTHER_NETWORK', depth: 11 });
    expect((await plan({ ...ASKED, options: { width: 2 } })).estimate.basis).toMatchObject({ kind: 'OTHER_NETWORK', depth: 6 });
  });

  test('has no time while the number of all images is not known, and has it once a run on all of them is there', async () => {
    const all = { ...ASKED, samplesPerClass: null };
    expect((await plan(all)).estimate).toMatchObject({ trainImages: null, runMs: null, timeReason: expect.stringMatching(/^No run on all images of MNIST/) });
    await addTimedRun({ samplesPerClass: null, trainSamples: 300, depth: 16 });
    expect((await plan(all)).estimate).toMatchObject({ trainImages: 300, timeReason: null });
  });

  test('takes nothing from runs that a program made up, or that came from outside', async () => {
    for (const made of [{ generated: true }, { source: 'INGESTED' as const }]) await addTimedRun({ architecture: 'densenet', depth: 40, ...made });
    expect((await plan({ ...ASKED, architecture: 'densenet', depth: 40 })).estimate.basis).toBeNull();
  });
});

test('the classes of each data set are those that its files have', () => {
  expect(Object.keys(DATA_SET_CLASSES)).toEqual(dataSetNames);
  const told = dataSetNames.map(dataSetNamed).filter(({ classNames }) => classNames.length > 0); // ImageNet's stand in its files alone
  expect(told.map(({ name }) => DATA_SET_CLASSES[name])).toEqual(told.map(({ classNames }) => classNames.length));
  expect(DATA_SET_CLASSES.ImageNet).toBe(1000);
});
