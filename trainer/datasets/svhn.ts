import type { DataSetDefinition, ImageShape, RawSplit } from './data-set.ts';
import { remoteFile } from './download.ts';
import { readMatArrays } from './mat-file.ts';
import { checkCounts, checkLabels, misfit } from './misfit.ts';
import { type FileSource, packedFile, type SourceFile } from './source-files.ts';
import { stridedImages } from './strided-images.ts';
import { type Description, defineTwoSplits } from './two-splits.ts';

const SHAPE: ImageShape = [32, 32, 3];
/** MATLAB counts from 1, so the digit 0 is called 10. */
const ZERO = 10;

const matFile = (name: string, md5: string, bytes: number) => ({ ...packedFile(name, md5), remote: remoteFile(name, bytes, md5) });

/** Cropped digits, format 2; the third file of the publisher, extra_32x32.mat, is not used. */
export const svhnSource: FileSource = {
  dataSet: 'SVHN',
  // torchvision puts the files into the folder of all data sets
  folders: ['svhn', '', 'SVHN'],
  files: [
    matFile('train_32x32.mat', 'e26dedcc434d2e4c54c9b2d4a06d8373', 182_040_794),
    matFile('test_32x32.mat', 'eb5a983be6a315427106f1b164d9cef3', 64_275_384),
  ],
  mirrors: ['http://ufldl.stanford.edu/housenumbers/'],
};

const description = {
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  shape: SHAPE,
  padding: 0,
  paperSamplesPerClass: 4600,
};

/** @param source other files than the official ones: for tests */
export const defineSvhn = (source: FileSource): DataSetDefinition => defineTwoSplits({ ...description, source, readSplit });

/** X [32,32,3,N] and y [N,1], both column-major. Errors: DATA_SET_DAMAGED. */
async function readSplit(files: readonly SourceFile[], { name: dataSet }: Description): Promise<RawSplit> {
  const { content, path } = files[0]!;
  const arrays = await readMatArrays(content, path);
  const [images, numbers] = [arrays.get('X'), arrays.get('y')];
  if (!images || !numbers) {
    throw misfit(`${path} holds ${[...arrays.keys()].join(', ') || 'nothing'}, and should hold X and y`);
  }
  // MATLAB leaves out a last dimension of 1
  const [height, width, channels, count = 1] = images.dimensions;
  if (`${height} ${width} ${channels}` !== SHAPE.join(' ') || images.dimensions.length > 4) {
    throw misfit(
      `${path} holds images of ${images.dimensions.join(' x ')}, and those of ${dataSet} are 32 x 32 x 3 x N`,
    );
  }
  checkCounts({ path, count }, { path, count: numbers.values.length });
  checkLabels(numbers.values, { dataSet, path, lowest: 1, highest: ZERO });
  return {
    labels: numbers.values.map((number) => number % ZERO),
    copyImage: stridedImages(images.values, SHAPE, { start: 0, image: 3072, row: 1, column: 32, channel: 1024 }),
  };
}

/** Colour pictures of house numbers, 73,257 + 26,032 of 32 x 32, unbalanced. */
export const svhn = defineSvhn(svhnSource);
