import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { suitsWinograd, winogradConvolution } from '../../../../trainer/backends/kernels/winograd.ts';
import { convolveWithoutBias } from '../../../../trainer/backends/operations.ts';
import { startForTest } from '../start-for-test.ts';
import { expectSameOnBoth, gradientsOf, type Input, normal } from './same-on-both.ts';

type Case = [n: number, h: number, w: number, inputs: number, outputs: number];
/** Whole tiles, cut tiles on each side, several images a block, blocks of 16 and of 32 tiles, 4 channels left over. */
const CASES: Case[] = [
  [2, 8, 8, 8, 8], [3, 7, 6, 8, 16], [9, 4, 4, 16, 8], [2, 16, 16, 12, 8], [1, 5, 3, 8, 12], [5, 9, 11, 16, 20], [3, 8, 8, 36, 40], [1, 3, 3, 8, 8], [2, 14, 14, 64, 8],
];
/** Outputs of size 1: the loss of gradientsOf, sin(3 y), would magnify the rounding of large ones. */
function tensors([n, h, w, inputs, outputs]: Case): [Input, Input] {
  const filter = normal([3, 3, inputs, outputs], 2);
  return [normal([n, h, w, inputs], 1), { ...filter, values: filter.values.map((value) => value / Math.sqrt(9 * inputs)) }];
}
/** With our kernels Winograd's, in plain JavaScript the stock convolution. */
const convolve = (x: tf.Tensor, filter: tf.Tensor) =>
  tf.getBackend() === 'wasm' ? winogradConvolution(x as tf.Tensor4D, filter as tf.Tensor4D) : tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 1);

for (const shape of CASES) {
  test(`Winograd's convolution agrees with plain JavaScript: ${shape}`, () => expectSameOnBoth(convolve, tensors(shape)));
  test(`its two gradients agree: ${shape}`, () => expectSameOnBoth(gradientsOf(convolve), tensors(shape)));
}

/** The convolution in float64, one output after the other. */
function exact({ values: x }: Input, { values: g }: Input, [n, h, w, inputs, outputs]: Case): Float64Array {
  const y = new Float64Array(n * h * w * outputs);
  for (let i = 0; i < n * h * w; i++) {
    const [image, row, column] = [Math.floor(i / (h * w)), Math.floor(i / w) % h, i % w];
    for (let tap = 0; tap < 9; tap++) {
      const [r, c] = [row + Math.floor(tap / 3) - 1, column + (tap % 3) - 1];
      if (r < 0 || r >= h || c < 0 || c >= w) continue;
      for (let ci = 0; ci < inputs; ci++) {
        const value = x[((image * h + r) * w + c) * inputs + ci]!;
        for (let co = 0; co < outputs; co++) y[i * outputs + co]! += value * g[(tap * inputs + ci) * outputs + co]!;
      }
    }
  }
  return y;
}

for (const shape of [[2, 16, 16, 16, 16], [2, 8, 8, 64, 64]] as Case[]) {
  test(`no output is further than 1e-5 of the largest from the exact one: ${shape}`, async () => {
    const [x, g] = tensors(shape);
    await startForTest();
    const ours = tf.tidy(() => convolve(tf.tensor(x.values, x.shape), tf.tensor(g.values, g.shape)).dataSync());
    const truth = exact(x, g, shape);
    const [largest, furthest] = truth.reduce(([most, far], value, i) => [Math.max(most, Math.abs(value)), Math.max(far, Math.abs(value - ours[i]!))], [0, 0] as [number, number]);
    expect(furthest / largest).toBeLessThan(1e-5);
    expect(furthest).toBeGreaterThan(0);
  });
}

test('an image gives the same bits alone and in a batch', async () => {
  await startForTest();
  const [x, g] = tensors([11, 8, 8, 8, 12]);
  const from = (first: number, count: number) =>
    tf.tidy(() => convolve(tf.slice(tf.tensor(x.values, x.shape), [first, 0, 0, 0], [count, -1, -1, -1]), tf.tensor(g.values, g.shape)).dataSync());
  const together = from(0, 11);
  expect(from(9, 1)).toEqual(together.slice(9 * 768, 10 * 768));
});

test('it is taken where it pays: 3x3, stride 1, padding 1, channels in fours, maps that fill their tiles', () => {
  expect(suitsWinograd([1, 8, 8, 16], [3, 3, 16, 12], 1, 1)).toBe(true);
  expect(suitsWinograd([1, 7, 7, 16], [3, 3, 16, 16], 1, 1)).toBe(true);
  for (const [x, filter, stride, pad] of [
    [[1, 8, 8, 16], [3, 3, 16, 16], 2, 1], [[1, 8, 8, 16], [3, 3, 16, 16], 1, 0], [[1, 8, 8, 16], [1, 1, 16, 16], 1, 0],
    [[1, 8, 8, 18], [3, 3, 18, 16], 1, 1], [[1, 8, 8, 4], [3, 3, 4, 16], 1, 1], [[1, 2, 2, 16], [3, 3, 16, 16], 1, 1], [[1, 5, 5, 16], [3, 3, 16, 16], 1, 1],
  ] as const) {
    expect(suitsWinograd([...x], [...filter], stride, pad)).toBe(false);
  }
});

test('the direct way and the fast one give other bits, and neither leaves a tensor behind', async () => {
  await startForTest();
  const [x, g] = tensors([2, 8, 8, 8, 8]);
  const before = tf.memory().numTensors;
  const both = tf.tidy(() => (['direct', 'fast'] as const).map((method) =>
    convolveWithoutBias(tf.tensor4d(x.values, [2, 8, 8, 8]), tf.tensor4d(g.values, [3, 3, 8, 8]), 1, 1, method).dataSync()));
  expect(both[0]).not.toEqual(both[1]);
  expect(tf.memory().numTensors).toBe(before);
});
