import type { DataSetDefinition, RawSplit } from './data-set.ts';
import { readIdxImages, readIdxLabels } from './idx.ts';
import { checkCounts, checkLabels, misfit } from './misfit.ts';
import type { FileSource, SourceFile } from './source-files.ts';
import { type Description, defineTwoSplits } from './two-splits.ts';

interface IdxDescription extends Omit<Description, 'name'> {
  /** four files in the order train images, train labels, test images, test labels */
  source: FileSource;
}

/** A data set of grey images in the four IDX files that MNIST introduced and its successors copied. */
export const defineIdxDataSet = (description: IdxDescription): DataSetDefinition => defineTwoSplits({ ...description, readSplit });

/** Errors: DATA_SET_DAMAGED where the two files do not fit each other or the data set. */
function readSplit(files: readonly SourceFile[], { name, shape, classNames }: Description): RawSplit {
  const [imageFile, labelFile] = files as [SourceFile, SourceFile];
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
