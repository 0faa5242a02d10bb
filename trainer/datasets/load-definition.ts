import { createHash } from 'node:crypto';
import type {
  DataSetDefinition,
  ImageShape,
  LoadedDataSet,
  LoadedSplit,
  LoadOptions,
  RawSplit,
  UsedFile,
} from './data-set.ts';
import { channelStatistics, normalise } from './normalise.ts';
import { balancedSubset } from './subset.ts';

/** Opens a data set, keeps the subset asked for and normalises both splits with the statistics of the kept train images. */
export async function loadDefinition(definition: DataSetDefinition, options: LoadOptions): Promise<LoadedDataSet> {
  const { name, classNames, shape, padding } = definition;
  const opened = await definition.open(options);
  const keep = (split: 'train' | 'test', perClass: number | null) =>
    balancedSubset(opened[split].labels, {
      dataSet: name,
      split,
      classes: classNames.length,
      perClass,
      seed: options.seed,
    });
  const trainIndices = keep('train', options.samplesPerClass);
  const testIndices = keep('test', options.testSamplesPerClass);
  const trainPixels = gather(opened.train, trainIndices, shape);
  const testPixels = gather(opened.test, testIndices, shape);
  const statistics = channelStatistics(trainPixels, shape[2]);
  const finish = (split: RawSplit, indices: Int32Array, pixels: Uint8Array): LoadedSplit => ({
    images: normalise(pixels, shape, padding, statistics),
    labels: Uint8Array.from(indices, (index) => split.labels[index]!),
    shape: [shape[0] + 2 * padding, shape[1] + 2 * padding, shape[2]],
    indices,
  });
  return {
    name,
    train: finish(opened.train, trainIndices, trainPixels),
    test: finish(opened.test, testIndices, testPixels),
    classes: classNames.length,
    classNames,
    digest: digestOf(opened.files),
    isVerified: opened.files.every((file) => file.official),
    warnings: opened.warnings,
    ...statistics,
    files: opened.files,
  };
}

/** [indices.length, h, w, c] bytes of the images kept. */
function gather(split: RawSplit, indices: Int32Array, [height, width, channels]: ImageShape): Uint8Array {
  const imageBytes = height * width * channels;
  const pixels = new Uint8Array(indices.length * imageBytes);
  indices.forEach((index, position) => {
    split.copyImage(index, pixels, position * imageBytes);
  });
  return pixels;
}

/** One digest for all files: any file changed, or two of them swapped, changes it; where they lie or whether they are .gz does not. */
function digestOf(files: readonly UsedFile[]): string {
  return createHash('sha256')
    .update(files.map((file) => `${file.sha256}\n`).join(''))
    .digest('hex');
}
