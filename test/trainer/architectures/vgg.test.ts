import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildNetwork } from '../../../trainer/architectures/catalogue.ts';
import type { Network } from '../../../trainer/architectures/network.ts';
import { startForTest } from '../backends/start-for-test.ts';

const REQUEST = { architecture: 'vgg', depth: 6, options: {}, inputShape: [32, 32, 1] as [number, number, number], classes: 10, seed: 5 };
let network: Network;
beforeAll(async () => {
  await startForTest();
  network = buildNetwork(REQUEST);
});
afterAll(() => network.dispose());

test('depth 6 of width 8 has 128 features and 19,554 parameters on grey images of 10 classes', () => {
  // convolutions 1·8·9+8, 8·8·9+8, 8·16·9+16, 16·16·9+16, 16·32·9+32, 32·32·9+32 = 18,040; norms 2·112; linear 128·10+10
  expect(network.features).toBe(128);
  expect(network.parameterCount).toBe(18040 + 224 + 1290);
});

test('width and colour change the sizes as the plan says', () => {
  const wide = buildNetwork({ ...REQUEST, options: { width: 12 }, inputShape: [32, 32, 3], classes: 7 });
  expect(wide.features).toBe(16 * 12);
  const channels = [[3, 12], [12, 12], [12, 24], [24, 24], [24, 48], [48, 48]] as const;
  const convolutions = channels.reduce((sum, [inputs, outputs]) => sum + 9 * inputs * outputs + 3 * outputs, 0);
  expect(wide.parameterCount).toBe(convolutions + 192 * 7 + 7);
  wide.dispose();
});

test('features and logits have the promised shapes, features are not negative and logits are features W^T + b', () => {
  const images = tf.randomNormal([3, 32, 32, 1], 0, 1, 'float32', 4) as tf.Tensor4D;
  const { features, logits } = network.forward(images, false);
  const [h, z] = [features.dataSync(), logits.dataSync()];
  const { weight, bias } = network.classifier();
  expect([features.shape, logits.shape]).toEqual([[3, 128], [3, 10]]);
  expect(Math.min(...h)).toBeGreaterThanOrEqual(0);
  for (let i = 0; i < 3; i++) {
    for (let c = 0; c < 10; c++) {
      let sum = bias[c]!;
      for (let k = 0; k < 128; k++) sum += h[i * 128 + k]! * weight[c * 128 + k]!;
      expect(z[i * 10 + c]).toBeCloseTo(sum, 4);
    }
  }
  tf.dispose([images, features, logits]);
});

test('initial weights: variance 2 / (9 outputs), biases and shifts 0, scales 1, linear layer within 1/sqrt(p)', () => {
  const state = network.state();
  const values = (name: string) => [...state.get(name)!.values];
  const weight = values('body.7.convolution.weight');
  const variance = weight.reduce((sum, w) => sum + w * w, 0) / weight.length;
  expect(weight).toHaveLength(9 * 32 * 32);
  expect(variance / (2 / (9 * 32))).toBeCloseTo(1, 1); // 9,216 draws: relative standard error 0.015
  expect(new Set(values('body.7.convolution.bias'))).toEqual(new Set([0]));
  expect(new Set(values('body.7.norm.shift'))).toEqual(new Set([0]));
  expect(new Set(values('body.7.norm.scale'))).toEqual(new Set([1]));
  const linear = values('classifier.weight').map(Math.abs);
  expect(Math.max(...linear)).toBeLessThanOrEqual(1 / Math.sqrt(128));
  expect(Math.max(...linear)).toBeGreaterThan(0.98 / Math.sqrt(128));
});

test('the same seed gives the same bits, another seed others', () => {
  const [same, other] = [buildNetwork(REQUEST), buildNetwork({ ...REQUEST, seed: 6 })];
  expect(same.state()).toEqual(network.state());
  expect(other.state()).not.toEqual(network.state());
  same.dispose();
  other.dispose();
});

test('after one training pass the running statistics stand at 0.9 old + 0.1 batch, the variance unbiased', () => {
  const fresh = buildNetwork(REQUEST);
  const images = tf.randomNormal([2, 32, 32, 1], 0.5, 2, 'float32', 9) as tf.Tensor4D;
  const rows = 2 * 32 * 32;
  const { mean, variance } = tf.moments(tf.conv2d(images, tf.tensor(fresh.state().get('body.0.convolution.weight')!.values, [3, 3, 1, 8]) as tf.Tensor4D, 1, 'same'), [0, 1, 2]);
  tf.dispose(fresh.forward(images, true));
  const after = fresh.state();
  const [means, variances] = [mean.dataSync(), variance.dataSync()];
  for (let c = 0; c < 8; c++) {
    expect(after.get('body.0.norm.running_mean')!.values[c]).toBeCloseTo(0.1 * means[c]!, 5);
    expect(after.get('body.0.norm.running_variance')!.values[c]).toBeCloseTo(0.9 + (0.1 * variances[c]! * rows) / (rows - 1), 4);
  }
  fresh.dispose();
});

test('a bias before the normalisation shifts the running mean and cancels everywhere else', () => {
  const [plain, shifted] = [buildNetwork(REQUEST), buildNetwork(REQUEST)];
  const state = shifted.state();
  state.get('body.0.convolution.bias')!.values.fill(3);
  shifted.restore(state);
  const images = tf.randomNormal([2, 32, 32, 1], 0, 1, 'float32', 9) as tf.Tensor4D;
  const trained = [plain, shifted].map((each) => each.forward(images, true).logits.dataSync());
  expect(trained[1]).toEqual(trained[0]);
  const means = [plain, shifted].map((each) => each.state().get('body.0.norm.running_mean')!.values);
  for (let c = 0; c < 8; c++) expect(means[1]![c]).toBeCloseTo(means[0]![c]! + 0.3, 5);
  // evaluation subtracts a running mean that has taken up a tenth of the bias only: 0.9 of it are left to see
  const [a, b] = [plain, shifted].map((each) => each.forward(images, false).logits.dataSync());
  expect(b).not.toEqual(a);
  plain.dispose();
  shifted.dispose();
});

test('restoring sets weights and statistics to the bits that were saved', () => {
  const other = buildNetwork({ ...REQUEST, seed: 77 });
  other.restore(network.state());
  expect(other.state()).toEqual(network.state());
  other.dispose();
});

test('a state of another width is refused with the name and both shapes, and changes nothing', () => {
  const wide = buildNetwork({ ...REQUEST, options: { width: 9 } });
  const before = network.state();
  expect(() => network.restore(wide.state())).toThrow(/body\.0\.convolution\.weight \[3,3,1,9\].*instead of.*\[3,3,1,8\]/);
  const incomplete = network.state();
  incomplete.get('body.0.convolution.weight')!.values.fill(0);
  incomplete.delete('classifier.bias');
  expect(() => network.restore(incomplete)).toThrow(/it has no classifier\.bias \[10\]/);
  expect(network.state()).toEqual(before);
  wide.dispose();
});

test('disposing gives every tensor back', () => {
  const before = tf.memory().numTensors;
  buildNetwork(REQUEST).dispose();
  expect(tf.memory().numTensors).toBe(before);
});
