import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadDataSet } from '../../../trainer/datasets/catalogue.ts';
import { loadDefinition } from '../../../trainer/datasets/load-definition.ts';
import { defineSvhn, svhnSource } from '../../../trainer/datasets/svhn.ts';
import { serveFiles } from './file-server.ts';
import { temporaryFolder } from './folders.ts';
import { bytesOf } from './pixels.ts';
import { digestOf, matArray, matFile, rootWith } from './sample-files.ts';

const golden = (name: string) => readFile(path.join(import.meta.dirname, 'golden', name));
const [train, test_] = [await golden('svhn-train.mat'), await golden('svhn-test.mat')];
const all = { samplesPerClass: null, testSamplesPerClass: null, seed: 0 };

/** A split of `labels.length` images whose bytes count up. */
function split(labels: number[], more: Record<string, unknown> = {}): Buffer {
  const count = labels.length;
  const images = {
    name: 'X',
    dimensions: [32, 32, 3, count],
    values: new Uint8Array(3072 * count).map((_, i) => i % 251),
    ...more,
  };
  return matFile(matArray(images), matArray({ name: 'y', dimensions: [count, 1], values: Uint8Array.from(labels) }));
}
const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const load = async (files: Record<string, Uint8Array>) => loadDataSet('SVHN', { root: await rootWith(files), ...all });
const loadTest = (content: Uint8Array) => load({ 'svhn/train_32x32.mat': train, 'svhn/test_32x32.mat': content });

test('the label 10 is the digit 0', async () => {
  const loaded = await load({ 'svhn/train_32x32.mat': train, 'svhn/test_32x32.mat': test_ });
  expect([...loaded.train.labels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
  expect([...loaded.test.labels]).toEqual([0, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test('rows are rows and columns are columns, though the file goes down the columns first', async () => {
  const loaded = await load({ 'svhn/train_32x32.mat': train, 'svhn/test_32x32.mat': test_ });
  for (const [split, position, image] of [
    ['train', 3, 3],
    ['test', 3, 6],
  ] as const) {
    const bytes = await bytesOf(loaded, split, position);
    // golden/make.py, written by scipy: image + 2 row + 5 column + 60 channel
    const expected = Array.from({ length: 3072 }, (_, i) => {
      const [row, column, channel] = [Math.floor(i / 96), Math.floor(i / 3) % 32, i % 3];
      return (image + 2 * row + 5 * column + 60 * channel) % 256;
    });
    expect(bytes).toEqual(expected);
  }
});

test('the files are found in the folder of all data sets too, where torchvision puts them', async () => {
  const loaded = await load({ 'train_32x32.mat': train, 'test_32x32.mat': test_ });
  expect(loaded.files.map((file) => path.basename(path.dirname(file.path)))).not.toContain('svhn');
  expect(loaded.isVerified).toBe(false);
  expect(loaded.warnings[0]).toMatch(
    /train_32x32\.mat is not the official train_32x32\.mat of SVHN: md5 \w{32} instead of e26dedcc434d2e4c54c9b2d4a06d8373/,
  );
});

test('files are fetched one by one, checked, and then the official ones', async () => {
  const contents = [train, test_];
  const server = await serveFiles({ 'train_32x32.mat': train, 'test_32x32.mat': test_ });
  onTestFinished(() => server.close());
  const files = svhnSource.files.map((file, i) => {
    const digest = { algorithm: 'md5', hex: digestOf('md5', contents[i]!) } as const;
    return {
      name: file.name,
      digest,
      remote: { name: file.name, bytes: contents[i]!.length, checksum: { ...digest, of: 'file' as const } },
    };
  });
  const root = await temporaryFolder();
  const loaded = await loadDefinition(defineSvhn({ ...svhnSource, files, mirrors: [server.mirror] }), { root, ...all });
  expect(loaded.isVerified).toBe(true);
  expect(loaded.files.map((file) => path.relative(root, file.path))).toEqual(
    ['train_32x32.mat', 'test_32x32.mat'].map((name) => path.join('svhn', name)),
  );
});

test('a label outside 1 to 10 is refused with its position', async () => {
  await expect(loadTest(split([...digits, 0]))).rejects.toThrow(
    /test_32x32\.mat has the label 0 at position 10, and those of SVHN are 1 to 10/,
  );
  await expect(loadTest(split([11, ...digits]))).rejects.toThrow('has the label 11 at position 0');
});

test('images of another size and lists of other lengths are refused', async () => {
  const values = new Uint8Array(3072 * 10);
  await expect(loadTest(split(digits, { dimensions: [32, 16, 6, 10], values }))).rejects.toThrow(
    'holds images of 32 x 16 x 6 x 10, and those of SVHN are 32 x 32 x 3 x N',
  );
  await expect(loadTest(split(digits, { dimensions: [32, 32, 3, 9], values: values.subarray(3072) }))).rejects.toThrow(
    /holds 10 labels, and .* holds 9 images/,
  );
});

test('a file without X is refused with what it holds', async () => {
  await expect(loadTest(split(digits, { name: 'Z' }))).rejects.toThrow('holds Z, y, and should hold X and y');
});

test('a file cut short is refused', async () => {
  await expect(loadTest(test_.subarray(0, 20_000))).rejects.toMatchObject({ code: 'DATA_SET_DAMAGED' });
});
