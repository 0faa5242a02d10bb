import { createHash } from 'node:crypto';
import path from 'node:path';
import { ByteImages } from './byte-images.ts';
import type {
  DataSetDefinition,
  ImageReader,
  ImageShape,
  Labels,
  LoadedDataSet,
  LoadedSplit,
  LoadOptions,
  OpenedDataSet,
  OpenedPictures,
  PictureSplit,
  RawSplit,
  UsedFile,
} from './data-set.ts';
import { type ChannelStatistics, channelStatistics, Normaliser, normalise } from './normalise.ts';
import { loadPictureDecoder, pictureShape } from './picture-decoder.ts';
import { PictureImages } from './picture-images.ts';
import { surveyPictures } from './picture-survey.ts';
import { balancedSubset } from './subset.ts';

/** A split whose floats need no more than this is kept as floats, ready to use; a larger one as bytes. All of MNIST is just below. */
const FLOATS_UP_TO_BYTES = 256 * 2 ** 20;
/** Decoded pictures kept of both splits together; the others are decoded again in each pass. */
const KEPT_PICTURES_BYTES = 512 * 2 ** 20;

/** Positions kept of each split, ascending. */
interface Kept {
  train: Int32Array;
  test: Int32Array;
}

/** What the two ways of keeping images have in common. */
interface Images {
  train: LoadedSplit['images'];
  test: LoadedSplit['images'];
  statistics: ChannelStatistics;
  files: UsedFile[];
}

/** Opens a data set, keeps the subset asked for and normalises both splits with the statistics of the kept train images. */
export async function loadDefinition(definition: DataSetDefinition, options: LoadOptions): Promise<LoadedDataSet> {
  const { name, shape, padding } = definition;
  const opened = await definition.open(options);
  const classNames = 'classNames' in opened ? opened.classNames : definition.classNames;
  const keep = (split: keyof Kept, perClass: number | null) =>
    balancedSubset(opened[split].labels, {
      dataSet: name,
      split,
      classes: classNames.length,
      perClass,
      seed: options.seed,
    });
  const kept = { train: keep('train', options.samplesPerClass), test: keep('test', options.testSamplesPerClass) };
  const { statistics, files, ...images } =
    'files' in opened ? keepBytes(opened, kept, definition) : await keepPictures(opened, kept, options);
  const finish = (split: keyof Kept): LoadedSplit => ({
    images: images[split],
    labels: take(opened[split].labels, kept[split]),
    shape: [shape[0] + 2 * padding, shape[1] + 2 * padding, shape[2]],
    indices: kept[split],
  });
  return {
    name,
    train: finish('train'),
    test: finish('test'),
    classes: classNames.length,
    classNames,
    digest: digestOf(files),
    isVerified: files.every((file) => file.official),
    warnings: opened.warnings,
    ...statistics,
    files,
  };
}

function take(labels: Labels, indices: Int32Array): Labels {
  const chosen = labels instanceof Uint16Array ? new Uint16Array(indices.length) : new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i++) chosen[i] = labels[indices[i]!]!;
  return chosen;
}

function keepBytes({ train, test, files }: OpenedDataSet, kept: Kept, { shape, padding }: DataSetDefinition): Images {
  const trainPixels = gather(train, kept.train, shape);
  const testPixels = gather(test, kept.test, shape);
  const statistics = channelStatistics(trainPixels, shape[2]);
  const normaliser = new Normaliser(shape, padding, statistics);
  const images = (pixels: Uint8Array, count: number): Float32Array | ImageReader =>
    4 * count * normaliser.pixels <= FLOATS_UP_TO_BYTES
      ? normalise(pixels, shape, padding, statistics)
      : new ByteImages(pixels, normaliser);
  return {
    train: images(trainPixels, kept.train.length),
    test: images(testPixels, kept.test.length),
    statistics,
    files,
  };
}

/** [indices.length, h, w, c] bytes of the images kept. */
function gather(split: RawSplit, indices: Int32Array, [height, width, channels]: ImageShape): Uint8Array {
  const imageBytes = height * width * channels;
  const pixels = new Uint8Array(indices.length * imageBytes);
  for (let i = 0; i < indices.length; i++) split.copyImage(indices[i]!, pixels, i * imageBytes);
  return pixels;
}

async function keepPictures(opened: OpenedPictures, kept: Kept, options: LoadOptions): Promise<Images> {
  const decoder = await loadPictureDecoder();
  const [train, test] = [choose(opened.train, kept.train), choose(opened.test, kept.test)];
  const folder = path.dirname(train.folder);
  const { statistics, digests } = await surveyPictures({ train, test }, { ...options, decoder, folder });
  const normaliser = new Normaliser(pictureShape, 0, statistics);
  const budget = { bytes: KEPT_PICTURES_BYTES };
  const images = (split: PictureSplit) =>
    new PictureImages(
      split.paths.map((file) => path.join(split.folder, file)),
      decoder,
      normaliser,
      budget,
    );
  const used = ({ name, folder }: PictureSplit, sha256: string) => ({ name, path: folder, sha256, official: false });
  const files = [used(train, digests.train), used(test, digests.test)];
  return { train: images(train), test: images(test), statistics, files };
}

function choose(split: PictureSplit, indices: Int32Array): PictureSplit {
  const paths = Array.from(indices, (index) => split.paths[index]!);
  return { ...split, paths, labels: take(split.labels, indices) };
}

/** One digest for all files: any file changed, or two of them swapped, changes it; where they lie or whether they are .gz does not. */
function digestOf(files: readonly UsedFile[]): string {
  return createHash('sha256')
    .update(files.map((file) => `${file.sha256}\n`).join(''))
    .digest('hex');
}
