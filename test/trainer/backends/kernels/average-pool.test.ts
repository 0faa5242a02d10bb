import type * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { averagePool } from '../../../../trainer/backends/operations.ts';
import { startForTest } from '../start-for-test.ts';
import { expectSameOnBoth, gradientsOf, normal } from './same-on-both.ts';

type Case = [shape: number[], grid: [number, number], covered: 'all' | 'halves'];
const CASES: Case[] = [
  [[3, 8, 6, 5], [1, 1], 'all'], [[3, 8, 6, 12], [1, 1], 'all'], [[2, 8, 8, 8], [4, 4], 'halves'], [[2, 9, 7, 6], [4, 3], 'halves'],
  [[2, 5, 9, 7], [3, 4], 'all'], [[2, 3, 3, 4], [7, 7], 'all'], [[1, 1, 1, 3], [1, 1], 'all'],
];

for (const [shape, grid, covered] of CASES) {
  const pool = (x: tf.Tensor) => averagePool(x as tf.Tensor4D, grid, covered);
  test(`means of [${shape}] over a grid of ${grid}, ${covered}, agree with plain JavaScript`, () => expectSameOnBoth(pool, [normal(shape)]));
  test(`its gradient agrees: [${shape}], ${grid}, ${covered}`, () => expectSameOnBoth(gradientsOf(pool), [normal(shape)]));
}

test('windows of a grid of 3 over 5 pixels, by hand: 0-1, 1-3, 3-4', async () => {
  await startForTest();
  const { tensor4d } = await import('@tensorflow/tfjs');
  expect([...averagePool(tensor4d([1, 2, 3, 4, 10], [1, 1, 5, 1]), [1, 3]).dataSync()]).toEqual([1.5, 3, 7]);
});
