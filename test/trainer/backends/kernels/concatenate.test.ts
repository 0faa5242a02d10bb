import type * as tf from '@tensorflow/tfjs';
import { test } from 'vitest';
import { concatenate } from '../../../../trainer/backends/operations.ts';
import { expectSameOnBoth, gradientsOf, normal } from './same-on-both.ts';

const join = (a: tf.Tensor, b: tf.Tensor) => concatenate(a as tf.Tensor4D, b as tf.Tensor4D);
for (const [left, right] of [[4, 8], [5, 3], [1, 1], [24, 12], [7, 12]]) {
  const tensors = [normal([2, 3, 5, left!], 1), normal([2, 3, 5, right!], 2)];
  test(`${left} and ${right} channels side by side agree with plain JavaScript`, () => expectSameOnBoth(join, tensors));
  test(`its gradients agree: ${left} and ${right}`, () => expectSameOnBoth(gradientsOf(join), tensors));
}
