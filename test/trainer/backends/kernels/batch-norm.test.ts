import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { batchNormInference, batchNormTraining } from '../../../../trainer/backends/operations.ts';
import { startForTest } from '../start-for-test.ts';
import { expectSameOnBoth, gradientsOf, normal } from './same-on-both.ts';

const SHAPES = [[4, 6, 6, 5], [4, 6, 6, 16], [3, 1, 1, 8], [3, 13, 11, 7], [5, 16, 16, 8]];

for (const shape of SHAPES) {
  const channels = shape[3]!;
  const tensors = [normal(shape, 1), normal([channels], 2), normal([channels], 3)];
  for (const relu of [false, true]) {
    const name = `[${shape}]${relu ? ' with ReLU' : ''}`;
    const operation = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
      batchNormTraining(x as tf.Tensor4D, gamma as tf.Tensor1D, beta as tf.Tensor1D, { epsilon: 1e-5, relu });
    test(`training-mode normalisation agrees with the composed one: ${name}`, () => expectSameOnBoth(operation, tensors));
    test(`its gradients agree: ${name}`, () => expectSameOnBoth(gradientsOf(operation), tensors, 5e-4)); // small differences of large sums
    test(`evaluation-mode normalisation agrees with the stock one: ${name}`, () =>
      expectSameOnBoth(
        (x, gamma, beta) => {
          const [mean, variance] = [tf.mul(beta, 0.5) as tf.Tensor1D, tf.square(gamma) as tf.Tensor1D];
          return batchNormInference(x as tf.Tensor4D, mean, variance, gamma as tf.Tensor1D, beta as tf.Tensor1D, { epsilon: 1e-5, relu });
        },
        tensors,
      ));
  }
}

/** Mean and biased variance that the kernel shows for the values of one channel. */
async function statistics(values: Float32Array): Promise<{ mean: number; variance: number }> {
  await startForTest();
  const seen = { mean: 0, variance: 0 };
  tf.tidy(() => {
    const x = tf.tensor4d(values, [values.length, 1, 1, 1]);
    batchNormTraining(x, tf.ones([1]), tf.zeros([1]), { epsilon: 1e-5, relu: false }, (mean, variance) => {
      [seen.mean, seen.variance] = [mean.dataSync()[0]!, variance.dataSync()[0]!];
    });
  });
  return seen;
}

test('the variance is right where the spread is 1e-3 of the mean, over many blocks of rows', async () => {
  const values = Float32Array.from({ length: 5001 }, (_, i) => 1000 + (i % 3) - 1);
  const variance = 2 / 3; // of -1, 0, 1 in equal numbers
  // float32 of 1000 has steps of 6e-5; E[x²]-E[x]² would be off by more than 0.06 here
  expect((await statistics(values)).variance).toBeCloseTo(variance, 4);
});

test('two values by hand: 1 and 5 have mean 3 and variance 4', async () => {
  expect(await statistics(Float32Array.of(1, 5))).toEqual({ mean: 3, variance: 4 });
});
