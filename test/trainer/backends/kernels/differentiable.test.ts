import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { differentiable } from '../../../../trainer/backends/kernels/differentiable.ts';
import { startForTest } from '../start-for-test.ts';

beforeAll(() => startForTest());

/** x², counting what is alive when the gradient of an earlier square begins. */
function square(x: tf.Tensor, alive: number[]): tf.Tensor {
  return differentiable([x], {
    forward: (save) => {
      save([x]);
      return tf.square(x);
    },
    gradient: (dy, [saved]) => {
      alive.push(tf.memory().numTensors);
      return [tf.mul(dy, tf.mul(saved!, 2))];
    },
  });
}

test('the gradient is that of the operation, through a chain and a fork: d(x⁴ + x²)/dx = 4x³ + 2x', () => {
  const gradient = tf.grad((x) => {
    const y = square(x, []);
    return tf.add(square(y, []), y);
  })(tf.tensor1d([0.5, -2]));
  expect([...gradient.dataSync()]).toEqual([4 * 0.125 + 1, 4 * -8 - 4]);
});

test('what a step of a long chain saved and received is free when the next begins', () => {
  const alive: number[] = [];
  tf.tidy(() => tf.grad((x) => Array.from({ length: 6 }).reduce<tf.Tensor>((y) => square(y, alive), x))(tf.scalar(1.1)));
  expect(alive).toHaveLength(6);
  for (let i = 2; i < 6; i++) expect(alive[i]).toBeLessThan(alive[i - 1]!);
});

test('nothing is left behind', () => {
  const before = tf.memory().numTensors;
  tf.dispose(tf.tidy(() => tf.grad((x) => square(square(x, []), []))(tf.scalar(3))));
  expect(tf.memory().numTensors).toBe(before);
});
