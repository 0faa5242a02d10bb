import { cp, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dataSetNamed, loadDataSet } from '../../../trainer/datasets/catalogue.ts';
import { fashionMnistSource } from '../../../trainer/datasets/fashion-mnist.ts';
import { mnistSource } from '../../../trainer/datasets/mnist.ts';
import { mnistFiles, temporaryFolder } from './folders.ts';

test('MNIST in the folder of FashionMNIST is refused by its digest: the files have the same names', async () => {
  const root = await temporaryFolder();
  const folder = path.join(root, 'FashionMNIST/raw');
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(mnistFiles)) await cp(path.join(mnistFiles, name), path.join(folder, name));
  const asked = loadDataSet('FashionMNIST', { root, samplesPerClass: 1, testSamplesPerClass: 1, seed: 0 });
  await expect(asked).rejects.toMatchObject({
    code: 'DATA_SET_MISTAKEN',
    message: expect.stringMatching(
      /FashionMNIST\/raw\/train-images-idx3-ubyte should be train-images-idx3-ubyte of FashionMNIST, .* is that of a file of MNIST/,
    ),
  });
});

test('each file has the name of its namesake in MNIST and a digest of its own', () => {
  expect(fashionMnistSource.files.map((file) => file.name)).toEqual(mnistSource.files.map((file) => file.name));
  const digests = [...fashionMnistSource.files, ...mnistSource.files].map((file) => file.digest!.hex);
  expect(new Set(digests).size).toBe(8);
});

test('it is padded as MNIST is, and has ten names', () => {
  const { shape, padding, classNames } = dataSetNamed('FashionMNIST');
  expect([shape, padding, classNames.length, classNames[9]]).toEqual([[28, 28, 1], 2, 10, 'Ankle boot']);
});
