import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { type LoadedDataSet, loadDataSet } from '../../../trainer/datasets/catalogue.ts';
import { temporaryFolder } from './folders.ts';
import { bytesOf, countsOf, readImages } from './pixels.ts';

/** Real files and stand-ins in the official layouts, where there are any: a folder beside the clone, or COLLAPSAR_TEST_DATA. */
const root = path.resolve(process.env.COLLAPSAR_TEST_DATA ?? path.join(import.meta.dirname, '../../../../shared/data'));
const golden = JSON.parse(readFileSync(path.join(import.meta.dirname, 'golden/expected.json'), 'utf8')).stand_ins;
const all = { samplesPerClass: null, testSamplesPerClass: null, seed: 0 };

function needs({ skip }: TestContext, folder: string): void {
  skip(
    !existsSync(path.join(root, folder)),
    `${path.join(root, folder)} is not there; COLLAPSAR_TEST_DATA names another folder`,
  );
}

/** Class counts, and single pictures by their digest as golden/make.py found them with numpy alone, padding cut off. */
async function expectGolden(loaded: LoadedDataSet, split: 'train' | 'test', padding = 0): Promise<void> {
  const name = `${loaded.name} ${split}`;
  expect(countsOf(loaded[split], loaded.classes)).toEqual(golden[`${name} counts`]);
  const [, width, channels] = loaded[split].shape;
  for (const [position, label, sha256] of golden[name] as [number, number, string][]) {
    const bytes = await bytesOf(loaded, split, position);
    const inner = bytes.filter((_, i) => {
      const pixel = Math.floor(i / channels);
      return [Math.floor(pixel / width), pixel % width].every((at) => at >= padding && at < width - padding);
    });
    expect(loaded[split].labels[position]).toBe(label);
    expect(createHash('sha256').update(Uint8Array.from(inner)).digest('hex'), `${name} ${position}`).toBe(sha256);
  }
}

const files = {
  FashionMNIST: 'FashionMNIST/raw',
  CIFAR10: 'cifar-10-batches-bin',
  CIFAR100: 'cifar-100-binary',
  SVHN: 'svhn',
  STL10: 'stl10_binary',
};

describe.each(Object.entries(files))('%s, files that this test did not make', (name, folder) => {
  test('has the class counts and pictures that numpy reads', async (context) => {
    needs(context, folder);
    const loaded = await loadDataSet(name, { root, ...all });
    const isFashion = name === 'FashionMNIST';
    await expectGolden(loaded, isFashion ? 'test' : 'train', isFashion ? 2 : 0);
    expect(loaded.isVerified).toBe(isFashion);
    expect(loaded.warnings.length).toBe(isFashion ? 0 : loaded.files.length);
  });
});

test('all of FashionMNIST has the known statistics', async (context) => {
  needs(context, files.FashionMNIST);
  const { mean, deviation } = await loadDataSet('FashionMNIST', { root, ...all });
  expect([mean[0]!.toFixed(5), deviation[0]!.toFixed(5)]).toEqual(['0.28604', '0.35302']);
});

test('real photographs are decoded, each its own', async (context) => {
  needs(context, 'imagenet/train');
  const own = await temporaryFolder();
  await mkdir(path.join(own, 'imagenet'));
  for (const split of ['train', 'val'])
    await symlink(path.join(root, 'imagenet/train'), path.join(own, 'imagenet', split));
  const loaded = await loadDataSet('ImageNet', { root: own, ...all });
  expect(loaded.classNames).toEqual((await readdir(path.join(root, 'imagenet/train'))).sort());
  const images = await readImages(loaded.train, [...loaded.classNames.keys()]);
  const size = images.length / loaded.classes;
  const digests = loaded.classNames.map((_, i) =>
    createHash('sha256')
      .update(images.slice(i * size, (i + 1) * size))
      .digest('hex'),
  );
  expect(new Set(digests).size).toBe(loaded.classes);
  // photographs are neither black nor white on the whole; ImageNet's own means are .485 .456 .406
  for (const value of loaded.mean) expect(Math.abs(value - 0.45)).toBeLessThan(0.15);
  for (const value of loaded.deviation) expect(Math.abs(value - 0.25)).toBeLessThan(0.1);
});
