import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import type { BackendName } from '../../../../trainer/backends/backend.ts';
import { Random } from '../../../../trainer/random.ts';
import { startForTest } from '../start-for-test.ts';

/** A tensor outside any backend, so that both can be given the same. */
export interface Input {
  shape: number[];
  values: Float32Array;
  dtype?: 'float32' | 'int32';
}

/** Standard normal values; another `seed`, other values. */
export function normal(shape: number[], seed = 1): Input {
  const random = new Random(seed);
  return { shape, values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()) };
}

async function run(backend: BackendName, compute: Compute, inputs: Input[]): Promise<Input[]> {
  await startForTest(backend);
  return tf.tidy(() => {
    const outputs = compute(...inputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype)));
    return [outputs].flat().map((tensor) => ({ shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) }));
  }) as unknown as Input[];
}
type Compute = (...inputs: tf.Tensor[]) => tf.Tensor | tf.Tensor[];

/**
 * The wasm backend with our kernels (or the one named) against tfjs's plain JavaScript: shapes equal, values within `tolerance` of the largest
 * one. Both are float32 and add in another order, hence 5e-5 (sums of up to some thousand products).
 */
export async function expectSameOnBoth(compute: Compute, inputs: Input[], tolerance = 5e-5, backend: BackendName = 'wasm'): Promise<void> {
  const [reference, ours] = [await run('cpu', compute, inputs), await run(backend, compute, inputs)];
  expect(ours.map(({ shape }) => shape)).toEqual(reference.map(({ shape }) => shape));
  reference.forEach(({ values }, i) => {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30);
    values.forEach((value, j) => {
      const mine = ours[i]!.values[j]!;
      if (!(Math.abs(mine - value) <= tolerance * largest)) expect.fail(`output ${i} differs first at ${j}: ${mine} instead of ${value}`);
    });
  });
}

/** Gradients of sum(y sin(3 y)) with respect to every input: no symmetry of the loss can hide a wrong one. */
export function gradientsOf(compute: (...inputs: tf.Tensor[]) => tf.Tensor): Compute {
  return (...inputs) =>
    tf.grads((...arguments_) => {
      const y = compute(...arguments_);
      return tf.sum(tf.mul(y, tf.sin(tf.mul(y, 3)))) as tf.Scalar;
    })(inputs);
}
