import type { DataSetDefinition, ImageShape, RawSplit } from './data-set.ts';
import { remoteFile } from './download.ts';
import { checkCounts, checkLabels, misfit } from './misfit.ts';
import { type FileSource, packedFile, type SourceFile } from './source-files.ts';
import { stridedImages } from './strided-images.ts';
import { type Description, defineTwoSplits } from './two-splits.ts';

const SHAPE: ImageShape = [96, 96, 3];
const PLANE_BYTES = 96 * 96;

/** The labelled part: the 100,000 unlabelled images of the archive are not used. */
export const stl10Source: FileSource = {
  dataSet: 'STL10',
  folders: ['stl10_binary'],
  files: [
    packedFile('train_X.bin', '918c2871b30a85fa023e0c44e0bee87f'),
    packedFile('train_y.bin', '5a34089d4802c674881badbb80307741'),
    packedFile('test_X.bin', '7f263ba9f9e0b06b93213547f721ac82'),
    packedFile('test_y.bin', '36f9794fa4beb8a2c72628de14fa638e'),
  ],
  mirrors: ['http://ai.stanford.edu/~acoates/stl10/', 'https://cs.stanford.edu/~acoates/stl10/'],
  archive: {
    remote: remoteFile('stl10_binary.tar.gz', 2_640_397_119, '91f7769df0f17e558f3565bffb0c7dfb'),
    folder: 'stl10_binary',
    largestBytes: 221_184_000,
  },
};

const description = {
  classNames: ['airplane', 'bird', 'car', 'cat', 'deer', 'dog', 'horse', 'monkey', 'ship', 'truck'],
  shape: SHAPE,
  padding: 0,
  paperSamplesPerClass: 500,
};

/** @param source other files than the official ones: for tests */
export const defineStl10 = (source: FileSource): DataSetDefinition => defineTwoSplits({ ...description, source, readSplit });

/** Images without header: three planes each, column by column. Labels from 1. Errors: DATA_SET_DAMAGED. */
function readSplit(files: readonly SourceFile[], { name: dataSet }: Description): RawSplit {
  const [images, numbers] = files as [SourceFile, SourceFile];
  const count = images.content.length / (3 * PLANE_BYTES);
  if (!Number.isInteger(count) || count === 0) {
    throw misfit(
      `${images.path} is damaged: it has ${images.content.length} bytes, which is no whole number of images of ${3 * PLANE_BYTES}`,
    );
  }
  checkCounts({ path: images.path, count }, { path: numbers.path, count: numbers.content.length });
  checkLabels(numbers.content, { dataSet, path: numbers.path, lowest: 1, highest: description.classNames.length });
  const strides = { start: 0, image: 3 * PLANE_BYTES, row: 1, column: 96, channel: PLANE_BYTES };
  return {
    labels: numbers.content.map((number) => number - 1),
    copyImage: stridedImages(images.content, SHAPE, strides),
  };
}

/** Colour pictures of ten kinds of things, 5,000 + 8,000 of 96 x 96, 500 + 800 a class. */
export const stl10 = defineStl10(stl10Source);
