import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { findAddon } from '../../../trainer/backends/addon.ts';
import { addRectified, batchNormInference, batchNormTraining, convolve, convolveWithoutBias, maxPool, momentumStep } from '../../../trainer/backends/operations.ts';
import { expectSameOnBoth, gradientsOf, type Input, normal } from './kernels/same-on-both.ts';
import { startForTest } from './start-for-test.ts';

type Compute = Parameters<typeof expectSameOnBoth>[0];
const same = (compute: Compute, inputs: Input[]) => expectSameOnBoth(compute, inputs, 5e-5, 'native');
const map = normal([3, 6, 6, 5]);
const [gamma, beta] = [normal([5], 2), normal([5], 3)];
const missing = !findAddon('native');

/** Every operation that networks are built from: TensorFlow's own fused one against TensorFlow.js in plain JavaScript. */
describe.skipIf(missing)(`on native${missing ? ' (not installed: collapsar backend native)' : ''}`, () => {
  for (const relu of [false, true]) {
    const normalise = (x: tf.Tensor, g: tf.Tensor, b: tf.Tensor) => batchNormTraining(x as tf.Tensor4D, g as tf.Tensor1D, b as tf.Tensor1D, { epsilon: 1e-5, relu });
    const ending = relu ? 'with ReLU' : 'without ReLU';
    test(`batch normalisation in training agrees, ${ending}, and so do its three gradients`, async () => {
      await same(normalise, [map, gamma, beta]);
      await same(gradientsOf(normalise), [map, gamma, beta]);
    });
    test(`it shows the batch's mean and its biased variance, ${ending}`, () =>
      same((x, g, b) => {
        const shown: tf.Tensor[] = [];
        batchNormTraining(x as tf.Tensor4D, g as tf.Tensor1D, b as tf.Tensor1D, { epsilon: 1e-5, relu }, (...statistics) => shown.push(...statistics.map((t) => tf.keep(t.clone()))));
        return shown;
      }, [normal([2, 2, 1, 5], 4), gamma, beta])); // four rows: biased and unbiased differ by a third
    test(`batch normalisation in evaluation agrees, ${ending}`, () =>
      same((x, mean, variance, g, b) => batchNormInference(x as tf.Tensor4D, mean as tf.Tensor1D, tf.square(variance) as tf.Tensor1D, g as tf.Tensor1D, b as tf.Tensor1D, { epsilon: 1e-5, relu }), [map, normal([5], 5), normal([5], 6), gamma, beta]));
  }

  test('a sum with ReLU agrees, and so do its gradients', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor) => addRectified(a, b);
    await same(compute, [map, normal(map.shape, 8)]);
    await same(gradientsOf(compute), [map, normal(map.shape, 8)]);
  });

  test('a convolution with bias agrees, and so do its three gradients', async () => {
    const compute = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) => convolve(x as tf.Tensor4D, w as tf.Tensor4D, b as tf.Tensor1D, 1, 'same');
    const inputs = [map, normal([3, 3, 5, 4], 9), normal([4], 10)];
    await same(compute, inputs);
    await same(gradientsOf(compute), inputs);
  });

  test('max pooling agrees, and of equal values the first gets the gradient', async () => {
    const tied = { ...map, values: map.values.map(Math.round) };
    await same((x) => maxPool(x as tf.Tensor4D, 2), [map]);
    await same(gradientsOf((x) => tf.add(maxPool(x as tf.Tensor4D, 2), 0.3)), [tied]);
  });

  test.each([
    [3, 1, 1],
    [3, 2, 1],
    [1, 2, 0],
    [7, 2, 3],
  ])('a convolution of size %i, stride %i, padding %i on both sides agrees, and so do its gradients', async (size, stride, padding) => {
    const compute = (x: tf.Tensor, w: tf.Tensor) => convolveWithoutBias(x as tf.Tensor4D, w as tf.Tensor4D, stride, padding, 'fast');
    const inputs = [normal([2, 8, 8, 5], 11), normal([size, size, 5, 4], 12)];
    await same(compute, inputs);
    await same(gradientsOf(compute), inputs);
  });

  test('max pooling of a padded map agrees, and so does its gradient, where all values are below zero too', async () => {
    const below = { ...normal([2, 8, 8, 3], 13), values: normal([2, 8, 8, 3], 13).values.map((value) => value - 20) };
    const compute = (x: tf.Tensor) => maxPool(x as tf.Tensor4D, 3, 2, 1);
    await same(compute, [below]);
    await same(gradientsOf(compute), [below]);
  });

  test('a step with momentum and weight decay agrees', () =>
    same((w, g, v) => momentumStep(w, g, v, { learningRate: 0.1, momentum: 0.9, weightDecay: 5e-4 }), [gamma, beta, normal([5], 7)]));

  test('a fused operation keeps no tensor beside its results', async () => {
    await startForTest('native');
    const [x, ones, zeros] = [tf.ones([2, 4, 4, 3]), tf.ones([3]), tf.zeros([3])] as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
    const before = tf.memory().numTensors;
    const slope = tf.grad((y) => tf.sum(batchNormTraining(y as tf.Tensor4D, ones, zeros, { epsilon: 1e-5, relu: true })));
    slope(x).dispose();
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([x, ones, zeros]);
  });
});
