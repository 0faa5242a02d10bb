import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { buildNetwork } from '../../trainer/architectures/catalogue.ts';
import { lossAndError } from '../../trainer/evaluate.ts';
import { Optimiser } from '../../trainer/optimiser.ts';
import { shuffle } from '../../trainer/random.ts';
import { type EpochSettings, trainEpoch } from '../../trainer/train-epoch.ts';
import { startForTest } from './backends/start-for-test.ts';
import { separableImages } from './separable-images.ts';

const CLASSES = 4;
const data = separableImages(64, CLASSES);
const settings = (epoch: number): EpochSettings => ({ batchSize: 16, learningRate: 0.05, order: shuffle(64, 3, epoch), loss: 'CROSS_ENTROPY' });

function start(seed = 1) {
  const network = buildNetwork({ architecture: 'vgg', depth: 6, options: {}, inputShape: [32, 32, 1], classes: CLASSES, seed });
  const optimiser = new Optimiser(network.variables, { momentum: 0.9, weightDecay: 5e-4 });
  return { network, optimiser, state: () => new Map([...network.state(), ...optimiser.state()]) };
}

beforeAll(() => startForTest());

// the curvature of MSE is that of |features|², some 300 at the start: a rate of 0.05 would diverge
for (const [loss, learningRate] of [['CROSS_ENTROPY', 0.05], ['MSE', 0.002]] as const) {
  test(`a few epochs on separable images bring ${loss} down and the error to zero`, async () => {
    const { network, optimiser } = start();
    const first = await trainEpoch(network, optimiser, data, { ...settings(0), loss, learningRate });
    for (let epoch = 1; epoch < 12; epoch++) await trainEpoch(network, optimiser, data, { ...settings(epoch), loss, learningRate });
    const last = await lossAndError(network, data, 50, loss);
    expect(last.loss).toBeLessThan(first.loss / 4);
    expect(last.error).toBe(0);
  });
}

test('two trainings from one seed end in the same bits', async () => {
  const [a, b] = [start(), start()];
  for (const { network, optimiser } of [a, b]) for (let epoch = 0; epoch < 2; epoch++) await trainEpoch(network, optimiser, data, settings(epoch));
  expect(a.state()).toEqual(b.state());
});

test('an epoch from seed 1 ends in these bits on every machine and every version of Node', async () => {
  const { network, optimiser, state } = start();
  await trainEpoch(network, optimiser, data, settings(0));
  const digest = createHash('sha256');
  for (const { values } of state().values()) digest.update(values);
  // changes whenever kernels, initial weights or the order of samples change: then runs before and after are not comparable bit for bit
  expect(digest.digest('hex')).toMatchInlineSnapshot(`"b86dc8c1c68b8c4505bd6ddc61647d963d04e242811bca17616decfa5c77ac7a"`);
});

test('weights, statistics and momentum, restored into a new network, go on bit for bit as if nothing had happened', async () => {
  const whole = start();
  await trainEpoch(whole.network, whole.optimiser, data, settings(0));
  const saved = whole.state();
  const uninterrupted = await trainEpoch(whole.network, whole.optimiser, data, settings(1));
  const resumed = start(999);
  resumed.network.restore(saved);
  resumed.optimiser.restore(saved);
  const continued = await trainEpoch(resumed.network, resumed.optimiser, data, settings(1));
  expect(continued.loss).toBe(uninterrupted.loss);
  expect(resumed.state()).toEqual(whole.state());
});

test('the number of tensors stays the same from step to step', async () => {
  const { network, optimiser } = start();
  const seen: number[] = [];
  const onBatch = () => seen.push(tf.memory().numTensors);
  for (let epoch = 0; epoch < 2; epoch++) await trainEpoch(network, optimiser, data, { ...settings(epoch), onBatch });
  expect(new Set(seen).size).toBe(1);
  expect(seen).toHaveLength(8);
});

test('loss and error are the means over the batches, an incomplete last batch is left out', async () => {
  const { network, optimiser } = start();
  const losses: number[] = [];
  const onBatch = (done: number, loss: number) => {
    losses.push(loss);
    expect(done).toBe(losses.length);
  };
  const result = await trainEpoch(network, optimiser, data, { ...settings(0), batchSize: 24, onBatch });
  expect(losses).toHaveLength(2); // 64 = 24 + 24 + 16
  expect(result.loss).toBeCloseTo((losses[0]! + losses[1]!) / 2, 10);
  expect(result.error * 48).toBeCloseTo(Math.round(result.error * 48), 10);
});

test('a batch larger than the data set is refused with both sizes', async () => {
  const { network, optimiser } = start();
  const refused = trainEpoch(network, optimiser, data, { ...settings(0), batchSize: 65 });
  await expect(refused).rejects.toMatchObject({ code: 'BATCH_TOO_LARGE', message: expect.stringMatching(/65 .* 64 training images/) });
});

test('a loss that is not finite is given back and ends the epoch', async () => {
  const { network, optimiser } = start();
  const broken = { ...data, images: data.images.map((value, i) => (i === 20000 ? Number.NaN : value)) };
  let batches = 0;
  const onBatch = () => {
    batches += 1;
  };
  const result = await trainEpoch(network, optimiser, broken, { ...settings(0), order: Int32Array.from({ length: 64 }, (_, i) => i), onBatch });
  expect(result.loss).toBeNaN();
  expect(batches).toBe(2); // sample 19 is the first broken one
});

test('timers get their turn while an epoch runs', async () => {
  const { network, optimiser } = start();
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 1);
  await trainEpoch(network, optimiser, data, settings(0));
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(0);
});

test('training on plain JavaScript gives the same losses to four digits', async () => {
  const small = separableImages(8, CLASSES, [16, 16, 1]);
  const losses: number[] = [];
  for (const backend of ['wasm', 'cpu'] as const) {
    await startForTest(backend);
    const network = buildNetwork({ architecture: 'vgg', depth: 6, options: { width: 4 }, inputShape: [16, 16, 1], classes: CLASSES, seed: 1 });
    const optimiser = new Optimiser(network.variables, { momentum: 0.9, weightDecay: 5e-4 });
    const order = Int32Array.from({ length: 8 }, (_, i) => i);
    const once = { batchSize: 4, learningRate: 0.01, order, loss: 'CROSS_ENTROPY' as const };
    losses.push((await trainEpoch(network, optimiser, small, once)).loss, (await lossAndError(network, small, 8, 'CROSS_ENTROPY')).loss);
  }
  await startForTest('wasm');
  expect(losses[2]).toBeCloseTo(losses[0]!, 4);
  expect(losses[3]).toBeCloseTo(losses[1]!, 4);
});
