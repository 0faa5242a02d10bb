import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { ArchitectureOptions } from '../../../prisma/run-settings.ts';
import { buildNetwork } from '../../../trainer/architectures/catalogue.ts';
import { startForTest } from '../backends/start-for-test.ts';

const inputShape: [number, number, number] = [32, 32, 3];
function valuesOf(architecture: string, depth: number, options: ArchitectureOptions) {
  const network = buildNetwork({ architecture, depth, options, inputShape, classes: 10, seed: 8 });
  const state = network.state();
  network.dispose();
  return (name: string) => [...state.get(name)!.values];
}
const variance = (values: number[]) => values.reduce((sum, value) => sum + value * value, 0) / values.length;

beforeAll(() => startForTest());

test('names and initial weights of the small vgg are those of the first release, bit for bit', () => {
  const network = buildNetwork({ architecture: 'vgg', depth: 6, options: {}, inputShape: [32, 32, 1], classes: 10, seed: 5 });
  const digest = createHash('sha256');
  for (const [name, { values, shape }] of network.state()) digest.update(`${name} ${shape}`).update(values);
  expect(digest.digest('hex')).toMatchInlineSnapshot(`"f1d2e96dcd7948949a872f0db72624264b58000530bb23cc2003ab3df6a165a0"`);
  network.dispose();
});

test('resnet: convolutions over the fan out, norms 1 and 0 (the last of a block too), linear layer within 1/sqrt(p)', () => {
  const values = valuesOf('resnet', 8, {});
  expect(variance(values('stage3.block0.second.convolution.weight')) / (2 / (9 * 64))).toBeCloseTo(1, 1); // 36,864 draws
  expect(variance(values('stage3.block0.shortcut.convolution.weight')) / (2 / 64)).toBeCloseTo(1, 0); // 2,048 draws
  expect(new Set(values('stage2.block0.second.norm.scale'))).toEqual(new Set([1]));
  expect(new Set(values('stage2.block0.second.norm.shift'))).toEqual(new Set([0]));
  for (const name of ['classifier.weight', 'classifier.bias']) expect(Math.max(...values(name).map(Math.abs))).toBeLessThanOrEqual(1 / 8);
  expect(Math.max(...values('classifier.weight'))).toBeGreaterThan(0.97 / 8);
});

test('densenet: over the fan out for small images, over the fan in as torchvision, bias of the linear layer 0', () => {
  const small = valuesOf('densenet', 22, {});
  expect(variance(small('stage3.block2.second.convolution.weight')) / (2 / (9 * 12))).toBeCloseTo(1, 1); // 5,184 draws
  expect(new Set(small('classifier.bias'))).toEqual(new Set([0]));
  const large = valuesOf('densenet', 121, {});
  expect(variance(large('stage1.block0.second.convolution.weight')) / (2 / (9 * 128))).toBeCloseTo(1, 1); // 36,864 draws
  expect(new Set(large('classifier.bias'))).toEqual(new Set([0]));
});

test('vgg: linear layers of the head of 4,096 normal with deviation 0.01, the single one within 1/sqrt(p)', () => {
  const hidden = valuesOf('vgg', 11, { width: 1 });
  expect(Math.sqrt(variance(hidden('head.0.convolution.weight'))) / 0.01).toBeCloseTo(1, 1); // 32,768 draws
  expect(Math.sqrt(variance(hidden('classifier.weight'))) / 0.01).toBeCloseTo(1, 1);
  expect(new Set(hidden('classifier.bias'))).toEqual(new Set([0]));
  const single = valuesOf('vgg', 11, { width: 8, head: 'single' });
  expect(Math.max(...single('classifier.weight').map(Math.abs))).toBeLessThanOrEqual(1 / 8);
});
