import { expect, test } from 'vitest';
import { parseRunSettings } from '../../prisma/run-settings.ts';
import { durationOf, tryRun } from '../../trainer/launch-run-trial.ts';
import { startForTest } from './backends/start-for-test.ts';

test('a trial of two steps tells what a run would be and take', async () => {
  await startForTest();
  const settings = parseRunSettings({ architecture: 'vgg', depth: 6, dataset: 'MNIST', options: { width: 2 }, samplesPerClass: 20, testSamplesPerClass: 10, batchSize: 50, epochs: 10 });
  const trial = await tryRun(settings, { backend: 'wasm', dataFolder: '.data' });
  expect(trial).toMatchObject({ trainImages: 200, testImages: 100, features: 32, checkpointBytes: 8 * trial.parameters });
  expect(trial.stepMs).toBeGreaterThan(0);
  expect(trial.mostMs).toBeGreaterThanOrEqual(trial.leastMs);
  expect(trial.memoryBytes).toBeGreaterThan(50 * 2 ** 20);
}, 60_000);

test('the time is that of all steps and evaluations', () => {
  // 10 epochs of 4 steps of 5 ms; 2 measured epochs of 300 images; 8 others of the 200 train images, 1 ms each
  const run = { epochs: 10, measuredEpochs: [1, 10], optimiser: { kind: 'sgd' as const, learningRate: 1, momentum: 0, weightDecay: 0, batchSize: 50 } };
  expect(durationOf(run, { trainImages: 200, testImages: 100 }, 5, 1)).toEqual({ leastMs: 10 * 4 * 5 + 2 * 300, mostMs: 10 * 4 * 5 + 2 * 300 + 8 * 200 });
});
