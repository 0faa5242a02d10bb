import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { type LoadedDataSet, loadDataSet } from '../../../trainer/datasets/catalogue.ts';
import { mnistSource } from '../../../trainer/datasets/mnist.ts';
import { mnistFiles, temporaryFolder } from './folders.ts';
import { countsOf, floatsOf } from './pixels.ts';

/** An empty folder of data sets: the files come from the installed package. */
const empty = path.join(import.meta.dirname, 'no-data-here');
const load = (root: string, seed = 1) =>
  loadDataSet('MNIST', { root, samplesPerClass: 200, testSamplesPerClass: 100, seed });

let whole: LoadedDataSet;
let part: LoadedDataSet;
beforeAll(async () => {
  whole = await loadDataSet('MNIST', { root: empty, samplesPerClass: null, testSamplesPerClass: null, seed: 0 });
  part = await load(empty);
});

test('all of MNIST has 60,000 and 10,000 images in the known classes', () => {
  expect(countsOf(whole.train)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
  expect(countsOf(whole.test)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
});

test('all of MNIST has the known mean 0.1307 and deviation 0.3081', () => {
  // the digits beyond: exact fractions over the 47,040,000 bytes, rounded once (Python's fractions.Fraction)
  expect(whole.mean[0]).toBeCloseTo(0.13066047627384286, 14);
  expect(whole.deviation[0]).toBeCloseTo(0.3081078038564627, 14);
  expect(whole.mean.map((value) => value.toFixed(4))).toEqual(['0.1307']);
  expect(whole.deviation.map((value) => value.toFixed(4))).toEqual(['0.3081']);
});

test('the border that was padded is -mean / deviation, near -0.424 over all of MNIST', () => {
  const [height, width] = whole.train.shape;
  expect([height, width, floatsOf(whole.train).length]).toEqual([32, 32, 60_000 * 1024]);
  const border = Math.fround(-whole.mean[0]! / whole.deviation[0]!);
  // often quoted as -0.4242, which is -0.1307 / 0.3081: the quotient of the rounded values
  expect(border).toBeCloseTo(-0.42407, 5);
  const last = floatsOf(whole.train).subarray(59_999 * 1024);
  for (let i = 0; i < 32; i++)
    expect([last[i], last[32 + i], last[31 * 32 + i], last[32 * i], last[32 * i + 31]]).toEqual(Array(5).fill(border));
});

test('an image kept is the one at its index in the official file', async () => {
  const file = await readFile(path.join(mnistFiles, 't10k-images-idx3-ubyte'));
  const labels = await readFile(path.join(mnistFiles, 't10k-labels-idx1-ubyte'));
  const { indices, labels: kept } = part.test;
  const images = floatsOf(part.test);
  for (const position of [0, 499, 999]) {
    const index = indices[position]!;
    expect(kept[position]).toBe(labels[8 + index]);
    const bytes = Array.from({ length: 784 }, (_, i) => {
      const value = images[position * 1024 + (2 + Math.floor(i / 28)) * 32 + 2 + (i % 28)]!;
      return Math.round((value * part.deviation[0]! + part.mean[0]!) * 255);
    });
    expect(bytes).toEqual([...file.subarray(16 + index * 784, 16 + (index + 1) * 784)]);
  }
});

test('a subset has the number asked for of each class, in ascending official order', () => {
  expect(countsOf(part.train)).toEqual(Array(10).fill(200));
  expect(countsOf(part.test)).toEqual(Array(10).fill(100));
  expect([...part.train.indices]).toEqual([...new Set(part.train.indices)].sort((a, b) => a - b));
});

test('a subset is normalised with its own train images, whose interior has mean 0 and deviation 1', () => {
  const values: number[] = [];
  floatsOf(part.train).forEach((value, i) => {
    const [row, column] = [(i >> 5) & 31, i & 31];
    if (row >= 2 && row < 30 && column >= 2 && column < 30) values.push(value);
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  // 1.6 million float32 values, each rounded by at most 1e-7
  expect(Math.abs(mean)).toBeLessThan(1e-6);
  expect(Math.abs(variance - 1)).toBeLessThan(1e-6);
  expect(part.mean[0]).not.toBe(whole.mean[0]);
});

test('the same seed loads the same bytes, another seed others', async () => {
  const [again, other] = [await load(empty), await load(empty, 2)];
  const [first, second] = [part, again].map(({ train }) => new Uint8Array(floatsOf(train).buffer));
  expect(Buffer.compare(first!, second!)).toBe(0);
  expect(again.train.indices).toEqual(part.train.indices);
  expect(other.train.indices).not.toEqual(part.train.indices);
});

test('the draw of seed 1 stays what it was when runs were recorded with it', () => {
  // checked against a second implementation of the documented draw, in Python's whole numbers
  expect([...part.train.indices.subarray(0, 5)]).toEqual([1, 58, 77, 167, 187]);
  expect([...part.test.indices.subarray(0, 5)]).toEqual([7, 21, 35, 49, 54]);
});

test('the files of the package are the official ones', () => {
  expect(part.isVerified).toBe(true);
  expect(part.warnings).toEqual([]);
  expect(part.files.map((file) => [file.name, file.official])).toEqual(
    mnistSource.files.map((file) => [file.name, true]),
  );
});

test('the digest depends neither on the subset nor on where the files lie or whether they are compressed', async () => {
  const root = await temporaryFolder();
  await mkdir(path.join(root, 'MNIST/raw'), { recursive: true });
  for (const name of await readdir(mnistFiles)) {
    await writeFile(
      path.join(root, 'MNIST/raw', `${name}.gz`),
      gzipSync(await readFile(path.join(mnistFiles, name)), { level: 1 }),
    );
  }
  const local = await load(root);
  expect(local.files.every((file) => file.path.startsWith(root) && file.path.endsWith('.gz'))).toBe(true);
  expect(local.isVerified).toBe(true);
  expect(local.digest).toBe(part.digest);
  expect(whole.digest).toBe(part.digest);
});

test('one flipped pixel makes a local copy unverified and changes the digest', async () => {
  const root = await temporaryFolder();
  const file = path.join(root, 'MNIST/raw/t10k-images-idx3-ubyte');
  await mkdir(path.dirname(file), { recursive: true });
  await cp(path.join(mnistFiles, 't10k-images-idx3-ubyte'), file);
  const bytes = await readFile(file);
  bytes[400_000]! ^= 1;
  await writeFile(file, bytes);
  const local = await load(root);
  expect(local.isVerified).toBe(false);
  expect(local.warnings.length).toBe(1);
  expect(local.digest).not.toBe(part.digest);
});

test('more images than the smallest class has are refused with its number', async () => {
  const asked = loadDataSet('MNIST', { root: empty, samplesPerClass: 5422, testSamplesPerClass: null, seed: 0 });
  await expect(asked).rejects.toThrow(
    '5422 train images per class were asked for, but label 5 has only 5421; ask for at most 5421.',
  );
});
