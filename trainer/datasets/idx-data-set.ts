import type { DataSetDefinition, OpenedDataSet, OpenOptions, RawSplit } from './data-set.ts';
import { readIdxImages, readIdxLabels } from './idx.ts';
import { checkCounts, checkLabels, misfit } from './misfit.ts';
import { type FileSource, openSourceFiles, type SourceFile } from './source-files.ts';

interface IdxDescription extends Omit<DataSetDefinition, 'name' | 'open'> {
  /** four files in the order train images, train labels, test images, test labels */
  source: FileSource;
}

/** A data set of grey images in the four IDX files that MNIST introduced and its successors copied. */
export function defineIdxDataSet({ source, ...description }: IdxDescription): DataSetDefinition {
  const definition = { ...description, name: source.dataSet };
  return { ...definition, open: (options) => openIdxDataSet(source, definition, options) };
}

async function openIdxDataSet(
  source: FileSource,
  description: Description,
  options: OpenOptions,
): Promise<OpenedDataSet> {
  const { files, used, warnings } = await openSourceFiles(source, options);
  const [trainImages, trainLabels, testImages, testLabels] = files as [SourceFile, SourceFile, SourceFile, SourceFile];
  return {
    train: readSplit(trainImages, trainLabels, description),
    test: readSplit(testImages, testLabels, description),
    files: used,
    warnings,
  };
}

type Description = Omit<DataSetDefinition, 'open'>;

/** Errors: DATA_SET_DAMAGED where the two files do not fit each other or the data set. */
function readSplit(imageFile: SourceFile, labelFile: SourceFile, { name, shape, classNames }: Description): RawSplit {
  const { count, rows, columns, pixels } = readIdxImages(imageFile.content, imageFile.path);
  const labels = readIdxLabels(labelFile.content, labelFile.path);
  const [height, width] = shape;
  if (rows !== height || columns !== width) {
    throw misfit(
      `${imageFile.path} holds images of ${rows} x ${columns}, and those of ${name} are ${height} x ${width}`,
    );
  }
  checkCounts({ path: imageFile.path, count }, { path: labelFile.path, count: labels.length });
  checkLabels(labels, { dataSet: name, path: labelFile.path, lowest: 0, highest: classNames.length - 1 });
  const imageBytes = height * width;
  return {
    labels,
    copyImage: (index, target, offset) =>
      target.set(pixels.subarray(index * imageBytes, (index + 1) * imageBytes), offset),
  };
}
