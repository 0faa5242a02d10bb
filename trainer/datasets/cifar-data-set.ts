import { readCifarPickle } from './cifar-pickle.ts';
import { openCifarFiles } from './cifar-version.ts';
import type { DataSetDefinition, ImageShape, OpenedDataSet, OpenOptions, RawSplit } from './data-set.ts';
import { checkLabels, misfit } from './misfit.ts';
import type { FileSource, SourceFile } from './source-files.ts';
import { stridedImages } from './strided-images.ts';

const SHAPE: ImageShape = [32, 32, 3];
const PLANE_BYTES = 32 * 32;

/** The publisher's page, and its newer host. */
export const cifarMirrors = ['https://www.cs.toronto.edu/~kriz/', 'https://cave.cs.toronto.edu/kriz/'];

/** One record of the binary version: the labels, then the red, green and blue plane, each row by row. */
interface RecordLayout {
  labelBytes: number;
  /** which of the label bytes is trained on */
  labelAt: number;
}

/** The same images as pickles. */
interface PythonVersion {
  source: FileSource;
  /** of the labels trained on */
  labelKey: string;
}

interface CifarVersions {
  /** the binary version: the train files, then one test file */
  source: FileSource;
  record: RecordLayout;
  /** files in the same order */
  python: PythonVersion;
}

interface CifarDescription extends CifarVersions {
  classNames: readonly string[];
  paperSamplesPerClass: number;
}

/** A data set in the binary version of CIFAR, records without header, gap or end mark, or in the python version that lies there instead. */
export function defineCifarDataSet({ source, record, python, ...description }: CifarDescription): DataSetDefinition {
  const definition = { ...description, name: source.dataSet, shape: SHAPE, padding: 0 };
  return { ...definition, open: (options) => openCifar({ source, record, python }, definition, options) };
}

type Description = Omit<DataSetDefinition, 'open'>;

async function openCifar(
  { source, record, python }: CifarVersions,
  description: Description,
  options: OpenOptions,
): Promise<OpenedDataSet> {
  const { isPython, files, used, warnings } = await openCifarFiles(source, python.source, options);
  const splits = files.map((file) =>
    isPython ? readBatch(file, python, description) : readRecords(file, record, description),
  );
  return {
    train: joined(splits.slice(0, -1)),
    test: splits.at(-1)!,
    files: used,
    warnings,
  };
}

function readBatch(
  { content, path }: SourceFile,
  { labelKey }: PythonVersion,
  { name, classNames }: Description,
): RawSplit {
  const layout = { dataSet: name, path, labelKey, classes: classNames.length };
  const { labels, pixels } = readCifarPickle(content, layout);
  const strides = { start: 0, image: 3 * PLANE_BYTES, row: 32, column: 1, channel: PLANE_BYTES };
  return { labels, copyImage: stridedImages(pixels, SHAPE, strides) };
}

/** Errors: DATA_SET_DAMAGED where the file is no whole number of records, or a label is not one of the data set's. */
function readRecords({ content, path }: SourceFile, record: RecordLayout, { name, classNames }: Description): RawSplit {
  const recordBytes = record.labelBytes + 3 * PLANE_BYTES;
  const count = content.length / recordBytes;
  if (!Number.isInteger(count) || count === 0) {
    throw misfit(
      `${path} is damaged: it has ${content.length} bytes, which is no whole number of records of ${recordBytes}`,
    );
  }
  const labels = Uint8Array.from({ length: count }, (_, i) => content[i * recordBytes + record.labelAt]!);
  checkLabels(labels, { dataSet: name, path, lowest: 0, highest: classNames.length - 1 });
  const strides = { start: record.labelBytes, image: recordBytes, row: 32, column: 1, channel: PLANE_BYTES };
  return { labels, copyImage: stridedImages(content, SHAPE, strides) };
}

/** Several files as one split, one after the other. */
function joined(splits: readonly RawSplit[]): RawSplit {
  const starts = [0];
  for (const { labels } of splits) starts.push(starts.at(-1)! + labels.length);
  const labels = new Uint8Array(starts.at(-1)!);
  splits.forEach((split, i) => {
    labels.set(split.labels, starts[i]);
  });
  return {
    labels,
    copyImage: (index, target, offset) => {
      const part = starts.findIndex((_, i) => index < starts[i + 1]!);
      splits[part]!.copyImage(index - starts[part]!, target, offset);
    },
  };
}
