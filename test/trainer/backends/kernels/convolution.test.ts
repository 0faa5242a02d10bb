import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convolve } from '../../../../trainer/backends/operations.ts';
import { startForTest } from '../start-for-test.ts';
import { expectSameOnBoth, gradientsOf, normal } from './same-on-both.ts';

interface Case {
  n: number;
  h: number;
  w: number;
  inputs: number;
  outputs: number;
  size: number;
  stride: number;
  pad: 'same' | 'valid' | number;
}
const CASES: Case[] = [
  { n: 3, h: 9, w: 8, inputs: 1, outputs: 16, size: 3, stride: 1, pad: 'same' },
  { n: 3, h: 9, w: 8, inputs: 5, outputs: 7, size: 3, stride: 1, pad: 'same' },
  { n: 2, h: 19, w: 17, inputs: 8, outputs: 8, size: 3, stride: 1, pad: 'same' },
  { n: 2, h: 8, w: 8, inputs: 16, outputs: 32, size: 3, stride: 2, pad: 'same' },
  { n: 2, h: 7, w: 7, inputs: 16, outputs: 12, size: 3, stride: 2, pad: 'same' },
  { n: 2, h: 8, w: 8, inputs: 16, outputs: 32, size: 1, stride: 2, pad: 'same' },
  { n: 2, h: 9, w: 7, inputs: 6, outputs: 10, size: 1, stride: 1, pad: 'same' },
  { n: 2, h: 9, w: 9, inputs: 4, outputs: 8, size: 5, stride: 1, pad: 'valid' },
  { n: 2, h: 10, w: 10, inputs: 3, outputs: 8, size: 3, stride: 2, pad: 'valid' },
  { n: 2, h: 8, w: 8, inputs: 8, outputs: 12, size: 3, stride: 1, pad: 1 },
  { n: 2, h: 2, w: 2, inputs: 8, outputs: 9, size: 3, stride: 1, pad: 'same' },
  { n: 2, h: 1, w: 3, inputs: 3, outputs: 5, size: 3, stride: 1, pad: 'same' },
];
const describeCase = ({ n, h, w, inputs, outputs, size, stride, pad }: Case) =>
  `${n}x${h}x${w}, ${inputs} to ${outputs} channels, filter ${size}, stride ${stride}, padding ${pad}`;

function operation({ stride, pad }: Case) {
  return (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) => convolve(x as tf.Tensor4D, filter as tf.Tensor4D, bias as tf.Tensor1D, stride, pad);
}
const tensors = ({ n, h, w, inputs, outputs, size }: Case) => [
  normal([n, h, w, inputs], 1),
  normal([size, size, inputs, outputs], 2),
  normal([outputs], 3),
];

for (const shape of CASES) {
  test(`convolution agrees with plain JavaScript: ${describeCase(shape)}`, () => expectSameOnBoth(operation(shape), tensors(shape)));
  test(`its three gradients agree: ${describeCase(shape)}`, () =>
    expectSameOnBoth(gradientsOf(operation(shape)), tensors(shape)));
}

test('convolution and its gradients agree for shapes drawn at random', async () => {
  const shape = fc.record({
    n: fc.integer({ min: 1, max: 2 }),
    h: fc.integer({ min: 3, max: 12 }),
    w: fc.integer({ min: 3, max: 12 }),
    inputs: fc.integer({ min: 1, max: 9 }),
    outputs: fc.integer({ min: 1, max: 17 }),
    size: fc.integer({ min: 1, max: 3 }),
    stride: fc.integer({ min: 1, max: 3 }),
    pad: fc.constantFrom<'same' | 'valid'>('same', 'valid'),
  });
  const agrees = fc.asyncProperty(shape, (drawn) => expectSameOnBoth(gradientsOf(operation(drawn)), tensors(drawn)));
  await fc.assert(agrees, { numRuns: 25, seed: 20 });
});

test('an image gives the same bits alone and in a batch', async () => {
  await startForTest();
  const [batch, filter] = [normal([5, 10, 11, 3]), normal([3, 3, 3, 12], 2)];
  const convolveAll = (from: number, count: number) =>
    tf.tidy(() => {
      const x = tf.slice(tf.tensor4d(batch.values, [5, 10, 11, 3]), [from, 0, 0, 0], [count, -1, -1, -1]);
      return tf.conv2d(x, tf.tensor4d(filter.values, [3, 3, 3, 12]), 1, 'same').dataSync();
    });
  const together = convolveAll(0, 5);
  expect(convolveAll(3, 1)).toEqual(together.slice(3 * 1320, 4 * 1320));
});

test('dilation is refused with a sentence, never computed wrongly', async () => {
  await startForTest();
  expect(() => tf.tidy(() => tf.conv2d(tf.zeros([1, 8, 8, 1]) as tf.Tensor4D, tf.zeros([3, 3, 1, 1]) as tf.Tensor4D, 1, 'same', 'NHWC', 2))).toThrow(
    /dilation 1/,
  );
});
