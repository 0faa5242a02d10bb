import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { buildNetwork } from '../../../trainer/architectures/catalogue.ts';
import type { Network } from '../../../trainer/architectures/network.ts';
import { batchNormInference } from '../../../trainer/backends/operations.ts';
import { deepFool } from '../../../trainer/robustness/deep-fool.ts';
import { measureRobustness } from '../../../trainer/robustness/measure-robustness.ts';
import { Optimiser } from '../../../trainer/optimiser.ts';
import { trainEpoch } from '../../../trainer/train-epoch.ts';
import { startForTest } from '../backends/start-for-test.ts';
import { separableImages } from '../separable-images.ts';

beforeAll(() => startForTest());

/** A linear classifier f(x) = x W of images of 1 x 1 x p, whose borders are planes: one step reaches them exactly. */
function linearNetwork(W: number[][]): Network {
  const [p, classes] = [W.length, W[0]!.length];
  const weight = tf.tensor2d(W);
  return {
    classes, features: p, inputShape: [1, 1, p], parameterCount: p * classes, variables: [],
    forward: (images: tf.Tensor4D) => {
      const features = tf.reshape(images, [images.shape[0], p]) as tf.Tensor2D;
      return { features, logits: tf.matMul(features, weight) };
    },
    dispose: () => weight.dispose(),
  } as unknown as Network;
}

test('of a linear classifier the image moves straight to the nearest border, and two hundredths beyond', async () => {
  // classes prefer x, y and -x-y; from (2, 1, 0) the border to class 1 (x = y) is 1/√2 away, that to class 2 farther
  const network = linearNetwork([[1, 0, -1], [0, 1, -1], [0, 0, 0]]);
  const [found] = await deepFool(network, { images: Float32Array.of(2, 1, 0), labels: Uint8Array.of(0), shape: [1, 1, 3] }, [0]);
  expect(found!.hasFlipped).toBe(true);
  expect(found!.ratio).toBeCloseTo((1.02 * Math.SQRT1_2) / Math.sqrt(5), 6);
});

test('an image is moved from where the network puts it, not from its label', async () => {
  const network = linearNetwork([[1, 0], [0, 1]]);
  const data = { images: Float32Array.of(3, 1), labels: Uint8Array.of(1), shape: [1, 1, 2] as [number, number, number] };
  expect((await deepFool(network, data, [0]))[0]!.ratio).toBeCloseTo((1.02 * Math.SQRT2) / Math.sqrt(10), 6);
});

test('a network without gradients leaves the image where it is and says that it did not flip', async () => {
  const [found] = await deepFool(linearNetwork([[0, 0], [0, 0]]), { images: Float32Array.of(1, 1), labels: Uint8Array.of(0), shape: [1, 1, 2] }, [0]);
  expect(found).toEqual({ ratio: 0, hasFlipped: false });
});

test('many images go through in groups, with the result that they have together; one of nothing is left out', async () => {
  const network = linearNetwork([[1, 0], [0, 1]]);
  const count = 70;
  const images = Float32Array.from({ length: 2 * count }, (_, k) => (k < 2 ? 0 : 1 + Math.abs(Math.sin(k)) + (k % 2)));
  const data = { images, labels: new Uint8Array(count), shape: [1, 1, 2] as [number, number, number] };
  const all = await deepFool(network, data, Int32Array.from({ length: count }, (_, i) => i));
  const ratios = all.slice(1).map(({ ratio }) => ratio!);
  expect(all[0]!.ratio).toBeNull();
  expect(await measureRobustness(network, data, count, 1)).toBeCloseTo(ratios.reduce((sum, ratio) => sum + ratio) / ratios.length, 12);
});

test('the gradient of an evaluated batch normalisation is that of the stock operation', () => {
  tf.tidy(() => {
    const x = tf.randomNormal([2, 3, 3, 5], 0, 1, 'float32', 3) as tf.Tensor4D;
    const [mean, variance, gamma, beta] = [tf.tensor1d([0.1, -0.2, 0, 0.3, 1]), tf.tensor1d([1, 2, 0.5, 1, 3]), tf.tensor1d([1, -1, 2, 0.5, 1]), tf.tensor1d([0, 0.5, -0.1, 0.2, 0])];
    const ours = tf.grad((input: tf.Tensor) => tf.sum(tf.square(batchNormInference(input as tf.Tensor4D, mean, variance, gamma, beta, { epsilon: 1e-5, relu: true }))))(x);
    const stock = tf.grad((input: tf.Tensor) => {
      const scaled = tf.mul(tf.sub(input, mean), tf.div(gamma, tf.sqrt(tf.add(variance, 1e-5))));
      return tf.sum(tf.square(tf.relu(tf.add(scaled, beta))));
    })(x);
    expect(tf.max(tf.abs(tf.sub(ours, stock))).dataSync()[0]).toBeLessThan(1e-5);
    expect(tf.max(tf.abs(stock)).dataSync()[0]).toBeGreaterThan(0.1);
  });
});

test('a trained network changes its mind about every image, keeps its weights, and leaves no tensor behind', async () => {
  const data = separableImages(40, 4);
  const network = buildNetwork({ architecture: 'vgg', depth: 6, options: { width: 2 }, inputShape: [32, 32, 1], classes: 4, seed: 2 });
  const optimiser = new Optimiser(network.variables, { momentum: 0.9, weightDecay: 0 });
  const order = Int32Array.from({ length: 40 }, (_, i) => i);
  for (let epoch = 0; epoch < 5; epoch++) await trainEpoch(network, optimiser, data, { batchSize: 20, learningRate: 0.05, order, loss: 'CROSS_ENTROPY' });
  const [state, tensors] = [network.state(), tf.memory().numTensors];
  const found = await deepFool(network, data, [0, 5, 10, 15]);
  expect(found.every(({ hasFlipped, ratio }) => hasFlipped && ratio! > 0.001 && ratio! < 10)).toBe(true);
  expect(network.state()).toEqual(state);
  expect(tf.memory().numTensors).toBe(tensors);
  network.dispose();
  optimiser.dispose();
});
