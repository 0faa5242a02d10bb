import { isFloat } from './readers/number-type.ts';
import { readIntegers } from './readers/read-numbers.ts';
import { quoted, refuse } from './readers/refuse.ts';
import type { StoredArray } from './readers/stored-array.ts';

const MAX_SAMPLES = 2 ** 28;
/** What a snapshot of so many classes takes would no longer fit into memory. */
export const MAX_CLASSES = 8192;

/**
 * The labels of N samples. `classes` is the number of the classifier's rows; null when there is no classifier, and the number of classes is
 * then the largest label + 1. Every class must occur.
 * Throws TYPE_REFUSED, SHAPE_MISMATCH, LABEL_OUT_OF_RANGE (with the first row), TOO_FEW_CLASSES, EMPTY_CLASS or TOO_LARGE.
 */
export async function readLabels(array: StoredArray, samples: number, classes: number | null): Promise<{ labels: Int32Array; classes: number }> {
  checkKind(array, samples);
  const labels = new Int32Array(samples);
  for await (const { first, values } of readIntegers(array))
    for (let i = 0; i < values.length; i++) labels[first + i] = clamped(values[i]!);
  const { smallest, largest } = rangeOf(labels);
  const C = classes ?? largest + 1;
  const wrong = smallest < 0 ? labels.findIndex((label) => label < 0) : largest >= C ? labels.findIndex((label) => label >= C) : -1;
  if (wrong >= 0) refuseLabel(array, labels, wrong, { C, smallest, largest });
  if (C < 2) refuse('TOO_FEW_CLASSES', `array ${quoted(array.name)} has ${C} class, expected at least 2; collapse is a relation between classes.`);
  if (C > MAX_CLASSES) refuse('TOO_LARGE', `array ${quoted(array.name)} has labels up to ${largest}, more than ${MAX_CLASSES} classes; measure a subset of the classes.`);
  refuseEmpty(array, labels, C);
  return { labels, classes: C };
}

function checkKind({ name, type, shape }: StoredArray, samples: number): void {
  const where = `array ${quoted(name)}`;
  if (shape.length === 2 && shape[1]! > 1) refuse('SHAPE_MISMATCH', `${where} has shape [${shape.join(', ')}], expected [${samples}]; if it is one-hot, save .argmax(1).`);
  if (shape.length !== 1) refuse('SHAPE_MISMATCH', `${where} has shape [${shape.join(', ')}], expected [${samples}]; save .reshape(-1).`);
  if (isFloat(type)) refuse('TYPE_REFUSED', `${where} is ${type}, expected integers from 0 to C-1; save .astype("int64").`);
  if (shape[0] !== samples) refuse('SHAPE_MISMATCH', `${where} has ${shape[0]} labels, but there are ${samples} rows of features; save both from the same samples in the same order.`);
  if (samples > MAX_SAMPLES) refuse('TOO_LARGE', `${where} has ${samples} labels, more than ${MAX_SAMPLES}; measure a subset.`);
}

/** As int32: what does not fit is out of every range on the same side. */
function clamped(label: number): number {
  return Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, label));
}

function rangeOf(labels: Int32Array): { smallest: number; largest: number } {
  let [smallest, largest] = [labels[0]!, labels[0]!];
  for (const label of labels) {
    if (label < smallest) smallest = label;
    if (label > largest) largest = label;
  }
  return { smallest, largest };
}

function refuseLabel({ name }: StoredArray, labels: Int32Array, row: number, { C, smallest, largest }: { C: number; smallest: number; largest: number }): never {
  const shifted = smallest === 1 && largest === C ? 'they count from 1, so save labels - 1' : 'correct the labels, or give the classifier that they belong to';
  const remedy = smallest < 0 ? 'leave out samples without a class' : shifted;
  return refuse('LABEL_OUT_OF_RANGE', `array ${quoted(name)} has label ${labels[row]} in row ${row}, expected 0 to ${C - 1}; ${remedy}.`);
}

function refuseEmpty({ name }: StoredArray, labels: Int32Array, C: number): void {
  const counts = new Int32Array(C);
  for (const label of labels) counts[label]!++;
  const empty = [...counts.keys()].filter((c) => counts[c] === 0);
  if (empty.length === 0) return;
  const first = empty.slice(0, 10).join(', ') + (empty.length > 10 ? ` and ${empty.length - 10} more` : '');
  refuse('EMPTY_CLASS', `array ${quoted(name)} has no sample of class ${first}, expected at least one of each of the ${C} classes; add samples, or leave these classes out of the labels and the classifier.`);
}
