import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { buildNetwork } from '../../trainer/architectures/catalogue.ts';
import type { Network } from '../../trainer/architectures/network.ts';
import { forEachBatch, lossAndError } from '../../trainer/evaluate.ts';
import { startForTest } from './backends/start-for-test.ts';
import { separableImages } from './separable-images.ts';

const data = separableImages(23, 4);
let network: Network;
beforeAll(async () => {
  await startForTest();
  network = buildNetwork({ architecture: 'vgg', depth: 6, options: {}, inputShape: [32, 32, 1], classes: 4, seed: 2 });
});

async function collect(batchSize: number) {
  const [features, logits, parts]: [number[], number[], number[][]] = [[], [], []];
  await forEachBatch(network, data, batchSize, (h, z, from, n) => {
    features.push(...h);
    logits.push(...z);
    parts.push([from, n]);
  });
  return { features, logits, parts };
}

test('every image is visited once, in order, the incomplete last batch too', async () => {
  expect((await collect(10)).parts).toEqual([[0, 10], [10, 10], [20, 3]]);
});

test('features and logits have the same bits whatever the batch size', async () => {
  const [ten, one] = [await collect(10), await collect(1)];
  expect(one.features).toEqual(ten.features);
  expect(one.logits).toEqual(ten.logits);
  expect(ten.features).toHaveLength(23 * 128);
});

test('evaluation changes neither weights nor running statistics, and leaves no tensor behind', async () => {
  const [state, tensors] = [network.state(), tf.memory().numTensors];
  await lossAndError(network, data, 7, 'CROSS_ENTROPY');
  expect(network.state()).toEqual(state);
  expect(tf.memory().numTensors).toBe(tensors);
});

test('loss and error are means over all images, not over batches', async () => {
  const { logits } = await collect(23);
  let [loss, wrong] = [0, 0];
  for (let i = 0; i < 23; i++) {
    const z = logits.slice(i * 4, i * 4 + 4);
    loss += Math.log(z.reduce((sum, value) => sum + Math.exp(value), 0)) - z[i % 4]!;
    wrong += z.indexOf(Math.max(...z)) === i % 4 ? 0 : 1;
  }
  const result = await lossAndError(network, data, 10, 'CROSS_ENTROPY');
  expect(result.loss).toBeCloseTo(loss / 23, 10);
  expect(result.error).toBe(wrong / 23);
});
