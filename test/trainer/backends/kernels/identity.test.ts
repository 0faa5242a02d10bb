import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { startForTest } from '../start-for-test.ts';

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
