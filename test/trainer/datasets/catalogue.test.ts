import { expect, test } from 'vitest';
import { dataSetNamed, dataSetNames, loadDataSet } from '../../../trainer/datasets/catalogue.ts';
import { cifar10Source } from '../../../trainer/datasets/cifar10.ts';
import { cifar100Source } from '../../../trainer/datasets/cifar100.ts';
import { fashionMnistSource } from '../../../trainer/datasets/fashion-mnist.ts';
import { mnistSource } from '../../../trainer/datasets/mnist.ts';
import { stl10Source } from '../../../trainer/datasets/stl10.ts';
import { svhnSource } from '../../../trainer/datasets/svhn.ts';

const options = { root: '.', samplesPerClass: 1, testSamplesPerClass: 1, seed: 0 };

test('an unknown data set is refused with a list of those there are', async () => {
  await expect(loadDataSet('mnist', options)).rejects.toMatchObject({
    code: 'DATA_SET_UNKNOWN',
    message: `There is no data set "mnist"; choose one of ${dataSetNames.join(', ')}.`,
  });
});

test('MNIST is there, and no name twice', () => {
  expect(dataSetNames).toContain('MNIST');
  expect(new Set(dataSetNames).size).toBe(dataSetNames.length);
});

test('the seven data sets of the paper are there, each with the examples per class it was trained with', () => {
  expect(dataSetNames.map((name) => [name, dataSetNamed(name).paperSamplesPerClass])).toEqual([
    ['MNIST', 5000],
    ['FashionMNIST', 6000],
    ['SVHN', 4600],
    ['CIFAR10', 5000],
    ['CIFAR100', 500],
    ['STL10', 500],
    ['ImageNet', 600],
  ]);
});

test('where files are fetched from, an address ends in a slash: it is a folder', () => {
  const sources = [mnistSource, fashionMnistSource, svhnSource, cifar10Source, cifar100Source, stl10Source];
  for (const { dataSet, mirrors } of sources) {
    expect(mirrors.length, dataSet).toBeGreaterThan(0);
    for (const mirror of mirrors) expect(new URL('x', mirror).href).toBe(`${mirror}x`);
  }
});

test('a file comes by itself or in an archive, and one of the two says what it is', () => {
  for (const { files, archive } of [cifar10Source, cifar100Source, stl10Source]) {
    expect(files.every((file) => file.remote === null)).toBe(true);
    expect(archive!.remote.checksum.hex).toMatch(/^[0-9a-f]{32}$/);
  }
  for (const { files } of [mnistSource, fashionMnistSource, svhnSource]) {
    for (const { remote, digest } of files) expect(remote!.checksum.hex).toBe(digest!.hex);
  }
});
