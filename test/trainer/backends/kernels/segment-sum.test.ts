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

test('a clone shares its data, which live as long as the last of them', async () => {
  await startForTest();
  const first = tf.tensor1d([1, 2, 3]);
  const second = first.clone();
  expect(tf.memory().numDataBuffers).toBe(1);
  first.dispose();
  expect([...second.dataSync()]).toEqual([1, 2, 3]);
  second.dispose();
  expect(tf.memory().numDataBuffers).toBe(0);
});
