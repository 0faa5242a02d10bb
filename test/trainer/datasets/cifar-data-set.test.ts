import { expect, test } from 'vitest';
import { dataSetNamed, loadDataSet } from '../../../trainer/datasets/catalogue.ts';
import { bytesOf, countsOf } from './pixels.ts';
import { cifarFile, cifarPixel, rootWith } from './sample-files.ts';

const tenLabels = Array.from({ length: 10 }, (_, i) => [i]);
const turned = [...tenLabels.slice(3), ...tenLabels.slice(0, 3)];
/** One image a class and file; the second train file and the test file have another order than the first. */
const ten = (): Record<string, Uint8Array> => ({
  ...Object.fromEntries([1, 3, 4, 5].map((i) => [`cifar-10-batches-bin/data_batch_${i}.bin`, cifarFile(tenLabels)])),
  'cifar-10-batches-bin/data_batch_2.bin': cifarFile(turned),
  'cifar-10-batches-bin/test_batch.bin': cifarFile(turned),
});
const hundredLabels = Array.from({ length: 100 }, (_, i) => [i % 20, 99 - i]);
const hundred = () => ({
  'cifar-100-binary/train.bin': cifarFile(hundredLabels),
  'cifar-100-binary/test.bin': cifarFile(hundredLabels),
});

const all = { samplesPerClass: null, testSamplesPerClass: null, seed: 0 };
const load = async (name: string, files: Record<string, Uint8Array>) =>
  loadDataSet(name, { root: await rootWith(files), ...all });

test('the five files of CIFAR10 are one train split, in order', async () => {
  const { train, test } = await load('CIFAR10', ten());
  expect(countsOf(train)).toEqual(Array(10).fill(5));
  expect([...train.labels.subarray(8, 14)]).toEqual([8, 9, 3, 4, 5, 6]);
  expect([...test.labels]).toEqual(turned.flat());
  expect(train.shape).toEqual([32, 32, 3]);
});

test('a pixel has its row, its column and its colour: planes become channels', async () => {
  const loaded = await load('CIFAR10', ten());
  // image 14 is the fifth of the second file
  const bytes = await bytesOf(loaded, 'train', 14);
  for (const [row, column] of [
    [0, 0],
    [0, 31],
    [31, 0],
    [5, 17],
    [31, 31],
  ] as const) {
    const found = bytes.slice((row * 32 + column) * 3, (row * 32 + column) * 3 + 3);
    expect(found).toEqual([0, 1, 2].map((channel) => cifarPixel(4, row, column, channel)));
  }
  expect(bytes.length).toBe(3072);
});

test('CIFAR100 takes the fine label and leaves the coarse one', async () => {
  const loaded = await load('CIFAR100', hundred());
  expect([...loaded.train.labels.subarray(0, 3)]).toEqual([99, 98, 97]);
  expect((await bytesOf(loaded, 'test', 2)).slice(0, 3)).toEqual(
    [0, 1, 2].map((channel) => cifarPixel(2, 0, 0, channel)),
  );
});

test('the names of the hundred classes are those of the publisher, in order', () => {
  const { classNames } = dataSetNamed('CIFAR100');
  expect([classNames.length, classNames[0], classNames[51], classNames[99]]).toEqual([
    100,
    'apple',
    'mushroom',
    'worm',
  ]);
  expect([...classNames].sort()).toEqual(classNames);
});

test('a part of the data set runs as unverified, and each file is named with its digest', async () => {
  const loaded = await load('CIFAR100', hundred());
  expect(loaded.isVerified).toBe(false);
  expect(loaded.warnings).toEqual([
    expect.stringMatching(
      /train\.bin is not the official train\.bin of CIFAR100: md5 \w{32} instead of 6172c7755cfe09b2fe270c85cebc1b15/,
    ),
    expect.stringMatching(
      /test\.bin is not the official test\.bin of CIFAR100: md5 \w{32} instead of 4499cfba6c016c1be1438163640a0898/,
    ),
  ]);
});

test('the digest changes with any byte of any file', async () => {
  const files = ten();
  const before = await load('CIFAR10', files);
  files['cifar-10-batches-bin/data_batch_4.bin']![3073 * 9 + 3072]! ^= 1;
  const after = await load('CIFAR10', files);
  expect(after.digest).not.toBe(before.digest);
});

test('a file cut within a record is refused with its size', async () => {
  const files = ten();
  files['cifar-10-batches-bin/data_batch_3.bin'] = files['cifar-10-batches-bin/data_batch_3.bin']!.subarray(0, 30_000);
  await expect(load('CIFAR10', files)).rejects.toMatchObject({
    code: 'DATA_SET_DAMAGED',
    message: expect.stringMatching(
      /data_batch_3\.bin is damaged: it has 30000 bytes, which is no whole number of records of 3073; replace/,
    ),
  });
});

test('an empty file is refused', async () => {
  await expect(load('CIFAR10', { ...ten(), 'cifar-10-batches-bin/test_batch.bin': new Uint8Array() })).rejects.toThrow(
    'test_batch.bin is damaged: it has 0 bytes',
  );
});

test('a label beyond the classes is refused with its position', async () => {
  const files = { ...ten(), 'cifar-10-batches-bin/test_batch.bin': cifarFile([...tenLabels, [10]]) };
  await expect(load('CIFAR10', files)).rejects.toThrow(
    /test_batch\.bin has the label 10 at position 10, and those of CIFAR10 are 0 to 9/,
  );
});

test('files of CIFAR100 under the names of CIFAR10 are refused, not read as something', async () => {
  const files = { ...ten(), 'cifar-10-batches-bin/test_batch.bin': cifarFile(hundredLabels) };
  await expect(load('CIFAR10', files)).rejects.toThrow('which is no whole number of records of 3073');
});
