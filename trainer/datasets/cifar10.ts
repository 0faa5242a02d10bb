import { defineCifarDataSet } from './cifar-data-set.ts';
import type { FileSource } from './source-files.ts';

/** The publisher gives a digest of the archive, none of the files in it. */
const packed = (name: string) => ({ name, digest: null, remote: null });

export const cifar10Source: FileSource = {
  dataSet: 'CIFAR10',
  folders: ['cifar-10-batches-bin'],
  files: [...[1, 2, 3, 4, 5].map((i) => packed(`data_batch_${i}.bin`)), packed('test_batch.bin')],
  // the publisher's page, its newer host, and a copy for examples of MindSpore
  mirrors: [
    'https://www.cs.toronto.edu/~kriz/',
    'https://cave.cs.toronto.edu/kriz/',
    'https://mindspore-website.obs.cn-north-4.myhuaweicloud.com/notebook/datasets/',
  ],
  archive: {
    remote: {
      name: 'cifar-10-binary.tar.gz',
      bytes: 170_052_171,
      checksum: { algorithm: 'md5', of: 'file', hex: 'c32a1d4ab5d03f1284b67883e8d87530' },
    },
    folder: 'cifar-10-batches-bin',
    largestBytes: 30_730_000,
  },
};

/** torchvision's: unlike the binary version, each file has a published digest. */
export const cifar10PythonSource: FileSource = {
  dataSet: 'CIFAR10',
  folders: ['cifar-10-batches-py'],
  files: [
    { name: 'data_batch_1', digest: { algorithm: 'md5', hex: 'c99cafc152244af753f735de768cd75f' }, remote: null },
    { name: 'data_batch_2', digest: { algorithm: 'md5', hex: 'd4bba439e000b95fd0a9bffe97cbabec' }, remote: null },
    { name: 'data_batch_3', digest: { algorithm: 'md5', hex: '54ebc095f3ab1f0389bbae665268c751' }, remote: null },
    { name: 'data_batch_4', digest: { algorithm: 'md5', hex: '634d18415352ddfa80567beed471001a' }, remote: null },
    { name: 'data_batch_5', digest: { algorithm: 'md5', hex: '482c414d41f54cd18b22e5b47cb7c3cb' }, remote: null },
    { name: 'test_batch', digest: { algorithm: 'md5', hex: '40351d587109b95175f43aff81a1287e' }, remote: null },
  ],
  mirrors: [],
  largestBytes: 64 * 1024 ** 2,
};

/** Colour pictures of ten kinds of things, 50,000 + 10,000 of 32 x 32, 5,000 + 1,000 a class. */
export const cifar10 = defineCifarDataSet({
  source: cifar10Source,
  python: { source: cifar10PythonSource, labelKey: 'labels' },
  record: { labelBytes: 1, labelAt: 0 },
  classNames: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  paperSamplesPerClass: 5000,
});
