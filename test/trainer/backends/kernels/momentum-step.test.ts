import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { momentumStep } from '../../../../trainer/backends/operations.ts';
import { startForTest } from '../start-for-test.ts';
import { expectSameOnBoth, normal } from './same-on-both.ts';

const SETTINGS = { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 };

for (const shape of [[1], [7], [64], [3, 3, 5, 9]]) {
  test(`weight and velocity agree with plain JavaScript: [${shape}]`, () =>
    expectSameOnBoth(
      (weight, gradient, velocity) => momentumStep(weight, gradient, velocity, SETTINGS),
      [normal(shape, 1), normal(shape, 2), normal(shape, 3)],
    ));
}

test('by hand: w = 1, g = 2, v = 3 gives v = 0.9 3 + 2 + 0.01 = 4.71 and w = 1 - 0.471', async () => {
  await startForTest();
  const [weight, velocity] = tf.tidy(() =>
    momentumStep(tf.scalar(1), tf.scalar(2), tf.scalar(3), SETTINGS).map((tensor) => tensor.dataSync()[0]!),
  ) as unknown as [number, number];
  expect(velocity).toBeCloseTo(4.71, 6);
  expect(weight).toBeCloseTo(0.529, 6);
});
