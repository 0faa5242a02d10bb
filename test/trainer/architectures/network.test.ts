import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import type { ArchitectureOptions } from '../../../prisma/run-settings.ts';
import { buildNetwork } from '../../../trainer/architectures/catalogue.ts';
import type { Network } from '../../../trainer/architectures/network.ts';
import { startForTest } from '../backends/start-for-test.ts';

type Shape = [number, number, number];
interface Case {
  architecture: string;
  depth: number;
  options: ArchitectureOptions;
  inputShape: Shape;
  features: number;
  blocks: string[];
}
const stages = (...counts: number[]) => counts.flatMap((count, stage) => Array.from({ length: count }, (_, i) => `stage${stage + 1}.block${i}`));
const CASES: Case[] = [
  { architecture: 'vgg', depth: 6, options: { width: 2 }, inputShape: [32, 32, 1], features: 32, blocks: stages(2, 2, 2) },
  { architecture: 'vgg', depth: 11, options: { width: 2, head: 'single' }, inputShape: [32, 32, 3], features: 16, blocks: stages(1, 1, 2, 2, 2) },
  { architecture: 'vgg', depth: 13, options: { width: 1 }, inputShape: [32, 32, 1], features: 4096, blocks: [...stages(2, 2, 2, 2, 2), 'head.block0', 'head.block1'] },
  { architecture: 'vgg', depth: 11, options: { width: 1 }, inputShape: [100, 97, 1], features: 4096, blocks: [...stages(1, 1, 2, 2, 2), 'head.block0', 'head.block1'] },
  { architecture: 'resnet', depth: 8, options: { width: 4 }, inputShape: [28, 28, 1], features: 16, blocks: ['stem', ...stages(1, 1, 1)] },
  { architecture: 'resnet', depth: 20, options: { width: 2 }, inputShape: [15, 17, 3], features: 8, blocks: ['stem', ...stages(3, 3, 3)] },
  { architecture: 'resnet', depth: 18, options: { width: 2 }, inputShape: [32, 32, 3], features: 16, blocks: ['stem', ...stages(2, 2, 2, 2)] },
  { architecture: 'resnet', depth: 50, options: { width: 2 }, inputShape: [100, 97, 3], features: 64, blocks: ['stem', ...stages(3, 4, 6, 3)] },
  { architecture: 'densenet', depth: 16, options: {}, inputShape: [32, 32, 1], features: 32, blocks: ['stem', ...stages(2), 'transition1', 'stage2.block0', 'stage2.block1', 'transition2', 'stage3.block0', 'stage3.block1', 'norm'] },
  { architecture: 'densenet', depth: 16, options: { variant: 'plain', growth: 3, width: 5 }, inputShape: [21, 24, 1], features: 41, blocks: [] },
  { architecture: 'densenet', depth: 121, options: { growth: 2, width: 4 }, inputShape: [100, 98, 3], features: 64, blocks: [] },
  { architecture: 'densenet', depth: 121, options: { growth: 2, width: 4 }, inputShape: [32, 32, 3], features: 64, blocks: [] },
];
const named = CASES.map((each) => [`${each.architecture} ${each.depth} ${JSON.stringify(each.options)} on ${each.inputShape}`, each] as const);

const build = ({ architecture, depth, options, inputShape }: Case, seed = 3) => buildNetwork({ architecture, depth, options, inputShape, classes: 5, seed });
const imagesFor = ({ inputShape }: { inputShape: Network['inputShape'] }, count = 2) => tf.randomNormal([count, ...inputShape], 0, 1, 'float32', 7) as tf.Tensor4D;

beforeAll(() => startForTest());

for (const [name, shape] of named) {
  test(`${name}: features, logits and blocks are as planned, in training and in evaluation`, () => {
    const network = build(shape);
    const images = imagesFor(shape);
    for (const training of [true, false]) {
      const { features, logits } = network.forward(images, training);
      expect([features.shape, logits.shape]).toEqual([[2, shape.features], [2, 5]]);
      expect([...features.dataSync(), ...logits.dataSync()].every(Number.isFinite)).toBe(true);
      tf.dispose([features, logits]);
    }
    expect(network.features).toBe(shape.features);
    if (shape.blocks.length > 0) expect(network.blocks).toEqual(shape.blocks);
    expect(network.variables.reduce((sum, { variable }) => sum + variable.size, 0)).toBe(network.parameterCount);
    expect(new Set(network.variables.map((each) => each.name)).size).toBe(network.variables.length);
    images.dispose();
    network.dispose();
  });
}

test('every kind of network gives all tensors back, and a pass leaves only its results', () => {
  for (const [, shape] of named) {
    const before = tf.memory().numTensors;
    const network = build(shape);
    const images = imagesFor(shape);
    const built = tf.memory().numTensors;
    const { features, logits } = network.forward(images, true);
    const { features: again, logits: others, maps } = network.inspect(images, network.blocks);
    expect(tf.memory().numTensors).toBe(built + 4 + network.blocks.length);
    tf.dispose([features, logits, again, others, ...maps, images]);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  }
});

test('the same seed gives the same bits, another seed others', () => {
  for (const [, shape] of named.slice(4, 9)) {
    const [first, same, other] = [build(shape), build(shape), build(shape, 4)];
    expect(same.state()).toEqual(first.state());
    expect(other.state()).not.toEqual(first.state());
    for (const each of [first, same, other]) each.dispose();
  }
});

const RESNET = named[4]![1];

test('inspecting gives what stands after the named blocks, in the order of the names, and the same features', () => {
  const network = build(RESNET);
  const images = imagesFor(RESNET);
  const plain = network.forward(images, false);
  const { features, logits, maps } = network.inspect(images, ['stage3.block0', 'stem']);
  expect(maps.map(({ shape }) => shape)).toEqual([[2, 16], [2, 4]]);
  // the features of a resnet are the mean of its last block
  expect(maps[0]!.dataSync()).toEqual(plain.features.dataSync());
  expect(features.dataSync()).toEqual(plain.features.dataSync());
  expect(logits.dataSync()).toEqual(plain.logits.dataSync());
  tf.dispose([images, plain.features, plain.logits, features, logits, ...maps]);
  network.dispose();
});

test('a flattened map has the mean of its pixels as its average', () => {
  const network = build(RESNET);
  const images = imagesFor(RESNET);
  const [average] = network.inspect(images, ['stage2.block0']).maps;
  const [flat] = network.inspect(images, ['stage2.block0'], 'flat').maps;
  expect(flat!.shape).toEqual([2, 14 * 14 * 8]);
  const means = tf.mean(tf.reshape(flat!, [2, 196, 8]), 1).dataSync();
  average!.dataSync().forEach((value, i) => {
    expect(value).toBeCloseTo(means[i]!, 5);
  });
  network.dispose();
});

test('an unknown block is refused with those that exist, a flattened map above 4,096 values with its size', () => {
  const network = build({ ...RESNET, options: { width: 6 } });
  const images = imagesFor(RESNET);
  const before = tf.memory().numTensors;
  expect(() => network.inspect(images, ['stage9.block0'])).toThrow(/no block "stage9.block0"; it has stem, stage1.block0/);
  expect(() => network.inspect(images, ['stem'], 'flat')).toThrow(/4704 values \(28 x 28 x 6\).*up to 4096/);
  expect(tf.memory().numTensors).toBe(before);
  images.dispose();
  network.dispose();
});

test('fewer features than classes - 1 are built with a warning, as many with none', () => {
  const wide = buildNetwork({ architecture: 'resnet', depth: 8, options: { width: 25 }, inputShape: [8, 8, 3], classes: 100, seed: 1 });
  expect([wide.features, wide.warnings]).toEqual([100, []]);
  const narrow = buildNetwork({ architecture: 'resnet', depth: 8, options: {}, inputShape: [8, 8, 3], classes: 100, seed: 1 });
  expect(narrow.warnings).toEqual(['No simplex ETF exists for p < C - 1: 64 features are fewer than the 99 that 100 classes need.']);
  const dense = [['22', 18], ['16', 25]].map(([depth, growth]) =>
    buildNetwork({ architecture: 'densenet', depth: Number(depth), options: { growth: Number(growth) }, inputShape: [8, 8, 3], classes: 100, seed: 1 }));
  expect(dense.map(({ warnings }) => warnings)).toEqual([[], []]);
  for (const each of [wide, narrow, ...dense]) each.dispose();
});
