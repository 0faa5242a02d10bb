import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { startForTest } from '../start-for-test.ts';
import { expectSameOnBoth, gradientsOf, normal } from './same-on-both.ts';

test('the gradient of gather agrees with plain JavaScript, also for an index taken twice', () =>
  expectSameOnBoth(gradientsOf((x) => tf.gather(x, tf.tensor1d([1, 1, 3], 'int32'))), [normal([5, 6])]));

test('segments outside the range are dropped', async () => {
  await startForTest();
  const sums = tf.tidy(() => tf.unsortedSegmentSum(tf.tensor1d([1, 2, 4, 8]), tf.tensor1d([0, -1, 1, 1], 'int32'), 2).dataSync());
  expect([...sums]).toEqual([1, 12]);
});
