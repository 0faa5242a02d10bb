import { cifarMirrors, defineCifarDataSet } from './cifar-data-set.ts';
import { remoteFile } from './download.ts';
import { type FileSource, packedFile } from './source-files.ts';

export const cifar10Source: FileSource = {
  dataSet: 'CIFAR10',
  folders: ['cifar-10-batches-bin'],
  // the publisher gives a digest of the archive, none of the files in it
  files: [...[1, 2, 3, 4, 5].map((i) => packedFile(`data_batch_${i}.bin`, null)), packedFile('test_batch.bin', null)],
  // the last is a copy for examples of MindSpore
  mirrors: [...cifarMirrors, 'https://mindspore-website.obs.cn-north-4.myhuaweicloud.com/notebook/datasets/'],
  archive: {
    remote: remoteFile('cifar-10-binary.tar.gz', 170_052_171, 'c32a1d4ab5d03f1284b67883e8d87530'),
    folder: 'cifar-10-batches-bin',
    largestBytes: 30_730_000,
  },
};

/** torchvision's: unlike the binary version, each file has a published digest. */
export const cifar10PythonSource: FileSource = {
  dataSet: 'CIFAR10',
  folders: ['cifar-10-batches-py'],
  files: [
    packedFile('data_batch_1', 'c99cafc152244af753f735de768cd75f'),
    packedFile('data_batch_2', 'd4bba439e000b95fd0a9bffe97cbabec'),
    packedFile('data_batch_3', '54ebc095f3ab1f0389bbae665268c751'),
    packedFile('data_batch_4', '634d18415352ddfa80567beed471001a'),
    packedFile('data_batch_5', '482c414d41f54cd18b22e5b47cb7c3cb'),
    packedFile('test_batch', '40351d587109b95175f43aff81a1287e'),
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
