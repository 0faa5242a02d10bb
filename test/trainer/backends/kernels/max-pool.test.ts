import * as tf from '@tensorflow/tfjs';
import { test } from 'vitest';
import { maxPool } from '../../../../trainer/backends/operations.ts';
import { expectSameOnBoth, gradientsOf, normal } from './same-on-both.ts';

for (const [size, stride, pad] of [[2, 2, 'same'], [2, 2, 'valid'], [3, 2, 'same'], [3, 1, 'same']] as const) {
  for (const channels of [5, 8]) {
    const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, size, stride, pad);
    const tensors = [normal([2, 9, 7, channels])];
    const name = `window ${size}, stride ${stride}, padding ${pad}, ${channels} channels`;
    test(`max pooling agrees with plain JavaScript: ${name}`, () => expectSameOnBoth(pool, tensors));
    test(`its gradient agrees: ${name}`, () => expectSameOnBoth(gradientsOf(pool), tensors));
  }
}

for (const channels of [1, 4, 6, 8]) {
  for (const side of [2, 6, 7]) {
    const halve = (x: tf.Tensor) => maxPool(x as tf.Tensor4D, 2);
    test(`halving [3,${side},${side},${channels}] agrees, and so does its gradient`, async () => {
      await expectSameOnBoth(halve, [normal([3, side, side, channels])]);
      await expectSameOnBoth(gradientsOf(halve), [normal([3, side, side, channels])]);
    });
    test(`of equal values in [3,${side},${side},${channels}] the first gets the gradient, as in plain JavaScript`, () => {
      const tied = normal([3, side, side, channels]);
      tied.values.forEach((value, i) => {
        tied.values[i] = Math.round(value);
      });
      return expectSameOnBoth(gradientsOf((x) => tf.add(maxPool(x as tf.Tensor4D, 2), 0.3)), [tied]);
    });
  }
}

for (const channels of [3, 8]) {
  const pool = (x: tf.Tensor) => maxPool(x as tf.Tensor4D, 3, 2, 1);
  test(`windows of 3, moved by 2, with padding 1, agree on both sides of evenness, ${channels} channels`, async () => {
    for (const shape of [[2, 8, 8, channels], [2, 9, 7, channels]]) {
      await expectSameOnBoth(pool, [normal(shape)]);
      await expectSameOnBoth(gradientsOf(pool), [normal(shape)]);
    }
  });
}
