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
    unread: { 'cifar-10-batches-py': 'the python version (pickles)' },
  },
};

/** Colour pictures of ten kinds of things, 50,000 + 10,000 of 32 x 32, 5,000 + 1,000 a class. */
export const cifar10 = defineCifarDataSet({
  source: cifar10Source,
  record: { labelBytes: 1, labelAt: 0 },
  classNames: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  paperSamplesPerClass: 5000,
});
