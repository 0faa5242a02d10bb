import * as tf from '@tensorflow/tfjs';
import { test } from 'vitest';
import { addRectified } from '../../../../trainer/backends/operations.ts';
import { expectSameOnBoth, gradientsOf, normal } from './same-on-both.ts';

for (const shape of [[4, 6, 6, 5], [1, 1, 1, 3], [2, 3, 4, 8]]) {
  const tensors = [normal(shape, 1), normal(shape, 2)];
  test(`max(a + b, 0) agrees with plain JavaScript: [${shape}]`, () => expectSameOnBoth(addRectified, tensors));
  test(`its gradients agree: [${shape}]`, () => expectSameOnBoth(gradientsOf(addRectified), tensors));
}

test('where all sums are negative every gradient is zero on both backends', () =>
  expectSameOnBoth(
    gradientsOf((a, b) => addRectified(tf.sub(a, 100), b)),
    [normal([2, 2, 2, 5], 1), normal([2, 2, 2, 5], 2)],
  ));
