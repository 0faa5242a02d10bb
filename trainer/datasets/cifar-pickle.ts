import { checkCounts, checkLabels, misfit } from './misfit.ts';
import { type ByteArray, isKind, type PickleValue } from './numpy-pickle.ts';
import { readPickle } from './pickle-machine.ts';

export interface CifarPickle {
  /** [n], checked */
  labels: Uint8Array;
  /** [n, 3072] a view of the file: the red, the green and the blue plane of each image, each row by row, as in the binary version */
  pixels: Uint8Array;
}

export interface CifarPickleLayout {
  dataSet: string;
  /** named in messages */
  path: string;
  /** key of the labels: labels, fine_labels */
  labelKey: string;
  /** at most 256 */
  classes: number;
}

const IMAGE_BYTES = 3 * 32 * 32;

/**
 * One file of CIFAR's python version: a pickled dictionary with `data`, a numpy array [n, 3072] of uint8 in C order, and a list of n labels.
 * Other keys (filenames, batch_label, coarse_labels) are passed over. Python 2's files of the publisher and Python 3's are read.
 *
 * Errors: DATA_SET_DAMAGED naming the file and the offset of what does not belong there, or the key, shape, count or label that is wrong.
 */
export function readCifarPickle(
  content: Uint8Array,
  { dataSet, path, labelKey, classes }: CifarPickleLayout,
): CifarPickle {
  const value = readPickle(content, path);
  const entries = isKind(value, 'dictionary') ? value.entries : new Map<string, PickleValue>();
  const [data, list] = [entries.get('data'), entries.get(labelKey)];
  if (!isKind(data, 'array') || !isKind(list, 'list')) {
    const keys = [...entries.keys()].slice(0, 8).join(', ') || 'none';
    throw misfit(
      `${path} should be a dictionary of ${dataSet} with an array "data" and a list "${labelKey}", and its keys are ${keys}`,
    );
  }
  const count = checkShape(data, path);
  checkCounts({ path, count }, { path, count: list.items.length });
  // what is no whole number becomes NaN, which no rule allows
  const labels = list.items.map((label) => (typeof label === 'number' ? label : Number.NaN));
  checkLabels(labels, { dataSet, path, lowest: 0, highest: classes - 1 });
  return { labels: Uint8Array.from(labels), pixels: data.bytes };
}

/** The number of images. */
function checkShape({ shape }: ByteArray, path: string): number {
  const [count, bytes] = shape ?? [];
  if (shape?.length === 2 && count! > 0 && bytes === IMAGE_BYTES) return count!;
  throw misfit(
    `${path} has an array "data" of ${shape?.join(' x ') ?? 'no shape'}, and it should be [images, ${IMAGE_BYTES}]`,
  );
}
