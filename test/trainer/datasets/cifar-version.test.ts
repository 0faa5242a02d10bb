import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadDataSet } from '../../../trainer/datasets/catalogue.ts';
import { cifar10PythonSource } from '../../../trainer/datasets/cifar10.ts';
import { cifar100PythonSource } from '../../../trainer/datasets/cifar100.ts';
import { openCifarFiles } from '../../../trainer/datasets/cifar-version.ts';
import type { FileSource } from '../../../trainer/datasets/source-files.ts';
import { serveFiles } from './file-server.ts';
import { cifarPickle, pixelsOf } from './pickle-writer.ts';
import { bytesOf } from './pixels.ts';
import { cifarFile, digestOf, rootWith } from './sample-files.ts';

const tenLabels = Array.from({ length: 10 }, (_, i) => 9 - i);
const records = cifarFile(tenLabels.map((label) => [label]));
const batch = cifarPickle({ labels: tenLabels }, pixelsOf(records, 1));
const names = [...[1, 2, 3, 4, 5].map((i) => `data_batch_${i}`), 'test_batch'];
const binary = Object.fromEntries(names.map((name) => [`cifar-10-batches-bin/${name}.bin`, records]));
const python = Object.fromEntries(names.map((name) => [`cifar-10-batches-py/${name}`, batch]));

const all = { samplesPerClass: null, testSamplesPerClass: null, seed: 0 };
const load = async (name: string, files: Record<string, Uint8Array>) =>
  loadDataSet(name, { root: await rootWith(files), ...all });
const foldersOf = ({ files }: { files: { path: string }[] }) =>
  new Set(files.map((file) => path.basename(path.dirname(file.path))));

test('the python version of CIFAR10 has the labels and pixels of the binary one', async () => {
  const [one, other] = [await load('CIFAR10', python), await load('CIFAR10', binary)];
  expect(foldersOf(one)).toEqual(new Set(['cifar-10-batches-py']));
  expect([...one.train.labels]).toEqual([...other.train.labels]);
  for (const [split, position] of [
    ['train', 0],
    ['train', 27],
    ['test', 9],
  ] as const)
    expect(await bytesOf(one, split, position)).toEqual(await bytesOf(other, split, position));
});

test('the python version of CIFAR100 gives the fine labels and the pixels', async () => {
  const labels = Array.from({ length: 100 }, (_, i) => [i % 20, 99 - i]);
  const records = cifarFile(labels);
  const fine = labels.map(([, label]) => label!);
  const content = cifarPickle(
    { fine_labels: fine, coarse_labels: labels.map(([label]) => label!) },
    pixelsOf(records, 2),
  );
  const one = await load('CIFAR100', { 'cifar-100-python/train': content, 'cifar-100-python/test': content });
  const other = await load('CIFAR100', { 'cifar-100-binary/train.bin': records, 'cifar-100-binary/test.bin': records });
  expect([...one.test.labels]).toEqual(fine);
  expect(await bytesOf(one, 'test', 71)).toEqual(await bytesOf(other, 'test', 71));
});

test('the binary version goes first where both lie there', async () => {
  expect(foldersOf(await load('CIFAR10', { ...python, ...binary }))).toEqual(new Set(['cifar-10-batches-bin']));
});

test('a part of the python version runs as unverified, each file named with its digest', async () => {
  const loaded = await load('CIFAR10', python);
  expect(loaded.isVerified).toBe(false);
  expect(loaded.warnings.length).toBe(6);
  expect(loaded.warnings[0]).toMatch(
    /data_batch_1 is not the official data_batch_1 of CIFAR10: md5 \w{32} instead of c99cafc152244af753f735de768cd75f/,
  );
});

test('the sources name the files of torchvision, each with a digest of its own', () => {
  const files = [...cifar10PythonSource.files, ...cifar100PythonSource.files];
  expect(files.map(({ name }) => name)).toEqual([...names, 'train', 'test']);
  expect(new Set(files.map(({ digest }) => digest!.hex)).size).toBe(8);
  for (const { digest } of files) expect(digest!.hex).toMatch(/^[0-9a-f]{32}$/);
});

/** A python version whose only file has a known digest, and a binary version that nobody serves. */
async function versions(): Promise<{ gone: FileSource; known: FileSource }> {
  const server = await serveFiles({});
  await server.close();
  const checksum = { algorithm: 'md5', of: 'file', hex: digestOf('md5', records) } as const;
  const archive = { remote: { name: 'set.tar.gz', bytes: 9, checksum }, folder: 'set', largestBytes: 9 };
  const files = [{ name: 'batch.bin', digest: null, remote: null }];
  const digest = { algorithm: 'md5', hex: digestOf('md5', batch) } as const;
  return {
    gone: { dataSet: 'SET', folders: ['set'], files, mirrors: [server.mirror], archive },
    known: {
      dataSet: 'SET',
      folders: ['set-py'],
      files: ['batch', 'other'].map((name) => ({ name, digest, remote: null })),
      mirrors: [],
      largestBytes: batch.length,
    },
  };
}

test('a file with the published digest counts as official', async () => {
  const { gone, known } = await versions();
  const root = await rootWith({ 'set-py/batch': batch, 'set-py/other': batch });
  const { isPython, used, warnings } = await openCifarFiles(gone, known, { root });
  expect([isPython, warnings, used.map((file) => file.official)]).toEqual([true, [], [true, true]]);
});

test('a file larger than any of its version is refused unread', async () => {
  const { gone, known } = await versions();
  const root = await rootWith({ 'set-py/batch': batch, 'set-py/other': Buffer.concat([batch, Buffer.from('x')]) });
  await expect(openCifarFiles(gone, known, { root })).rejects.toMatchObject({
    code: 'DATA_SET_DAMAGED',
    message: expect.stringContaining(
      `other has ${batch.length + 1} bytes, and no file of its data set is larger than ${batch.length};`,
    ),
  });
});

test('without a network the message says what the python version lacks, where it is there', async () => {
  const { gone, known } = await versions();
  const root = await rootWith({ 'set-py/batch': batch });
  await expect(openCifarFiles(gone, known, { root })).rejects.toMatchObject({
    code: 'DATA_SET_UNREACHABLE',
    message: expect.stringContaining(`${root}/set-py is there and would be read instead, but lacks other.`),
  });
  await rm(path.join(root, 'set-py'), { recursive: true });
  await expect(openCifarFiles(gone, known, { root })).rejects.toThrow(/put set\.tar\.gz into \S+\.$/);
}, 20_000);
