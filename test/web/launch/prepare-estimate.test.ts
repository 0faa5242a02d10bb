import { expect, test } from 'vitest';
import type { LaunchPlan } from '../../../web/launch/launch-documents.ts';
import { prepareEstimate } from '../../../web/launch/prepare-estimate.ts';

const ESTIMATE: LaunchPlan['estimate'] = {
  trainImages: 50_000, runMs: 3_600_000, leastMs: 3_000_000, mostMs: 4_200_000, timeReason: null, parameterCount: 1000, checkpointBytes: 16_000, snapshotBytes: 2e6, diskReason: null,
  basis: { kind: 'SAME_NETWORK', runIds: ['a', 'b'], architecture: 'vgg', depth: 6, dataset: 'MNIST', imagesPerSecond: 1840, epochCount: 120 },
};
const plan = (part: Partial<LaunchPlan['estimate']> = {}): LaunchPlan => ({ settings: { epochs: 350, measuredEpochs: [1, 350] }, estimate: { ...ESTIMATE, ...part } });
const ONE = { seeds: [], sweep: null };
const line = (model: ReturnType<typeof prepareEstimate>, name: string) => model.lines.find((each) => each.name === name);

test('one run has its time with the range, and how that is known', () => {
  const model = prepareEstimate(plan(), ONE);
  expect([model.runs, model.product]).toEqual(['1 run', null]);
  expect(line(model, 'Time')).toMatchObject({ value: '1 h (50 min to 1 h 10 min)', detail: 'from 2 runs of VGG6 on MNIST, 1\u202f840 images a second over 120 epochs' });
  expect(line(model, 'Epochs')?.value).toBe('350, of these 2 measured');
});

test('several runs have the sum too', () => {
  const model = prepareEstimate(plan(), { seeds: [1, 2], sweep: 3 });
  expect([model.runs, model.product]).toEqual(['6 runs', '2 seeds × 3 learning rates']);
  expect(line(model, 'Time')?.value).toBe('1 h (50 min to 1 h 10 min) a run, 6 h for all, one after another');
  expect(line(model, 'Snapshots')?.value).toBe('2\u202fMB a run, 12\u202fMB for all');
});

test('a time that is taken from something else says so', () => {
  const basis = { ...ESTIMATE.basis!, kind: 'OTHER_NETWORK' as const };
  expect(line(prepareEstimate(plan({ basis }), ONE), 'Time')).toMatchObject({ value: expect.stringMatching(/^about /), detail: expect.stringMatching(/^Rough: .*nearest/) });
});

test('what nobody knows is said with its reason, and memory is never made up', () => {
  const reason = 'No run of this network yet.';
  const model = prepareEstimate(plan({ basis: null, runMs: null, leastMs: null, mostMs: null, timeReason: reason, parameterCount: null, checkpointBytes: null, snapshotBytes: null, diskReason: reason }), ONE);
  expect(line(model, 'Time')).toEqual({ name: 'Time', value: 'not known', detail: reason });
  expect(line(model, 'Snapshots')?.value).toBe('not known');
  expect(line(model, 'Memory')).toMatchObject({ value: 'not known', detail: expect.stringContaining('dry run') });
});
