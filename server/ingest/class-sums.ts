import { ClassMeans, ClassSpread, type ClassSpreadSums } from '../../prisma/snapshot/moments.ts';
import { Choices } from './choices.ts';
import type { Classifier } from './classifier.ts';
import { readRows } from './readers/read-rows.ts';
import { aboutArray } from './readers/refuse.ts';
import type { StoredArray } from './readers/stored-array.ts';

/** A layer's features of one split, whose shapes and labels have been checked. */
export interface Split {
  /** [N,p] */
  features: StoredArray;
  /** [N] */
  labels: Int32Array;
  classes: number;
  classifier?: Classifier;
  /** [C,p] class means that nearest and agreement compare with; default the split's own */
  trainMeans?: Float64Array;
  covariance: boolean;
  /** sees every piece of rows once, in order; `values` [count,p] are good until it returns */
  onRows?: (values: Float32Array | Float64Array, first: number, count: number) => void;
  /** told of the bytes read after each piece */
  onBytes?: (bytes: number) => void;
}

export interface SplitSums extends ClassSpreadSums {
  samples: number;
  counts: Float64Array;
  means: Float64Array;
  largest: number;
}

/** Class means, then the spread about them: two passes over the file, a piece of some 16 MiB in memory at a time. */
export async function classSums(split: Split): Promise<SplitSums> {
  try {
    const first = await sumMeans(split);
    return { ...first, ...(await sumSpread(split, first)) };
  } catch (error) {
    throw aboutArray(split.features.name, error);
  }
}

async function sumMeans({ features, labels, classes, onRows, onBytes }: Split) {
  const means = new ClassMeans(classes, features.shape[1]!);
  for await (const { first, count, values } of readRows(features)) {
    means.add(values, labels.subarray(first, first + count));
    onRows?.(values, first, count);
    onBytes?.(values.byteLength);
  }
  return means.finish();
}

async function sumSpread(split: Split, { counts, means }: { counts: Float64Array; means: Float64Array }): Promise<ClassSpreadSums> {
  const { features, labels, classes, classifier, trainMeans, covariance, onBytes } = split;
  const p = features.shape[1]!;
  const spread = new ClassSpread({ classes, features: p, counts, means, trainMeans, covariance, choices: classifier !== undefined });
  const choices = classifier && new Choices(classifier, p);
  let chosen = new Int32Array(0);
  for await (const { first, count, values } of readRows(features)) {
    if (choices && chosen.length !== count) chosen = new Int32Array(count);
    choices?.choose(values, chosen, first);
    spread.add(values, labels.subarray(first, first + count), choices && chosen);
    onBytes?.(values.byteLength);
  }
  return spread.finish();
}
