import { ClassMeans, ClassSpread, type ClassSpreadSums } from '../../prisma/snapshot/moments.ts';
import { Choices } from './choices.ts';
import type { Classifier } from './classifier.ts';
import { readRows } from './readers/read-rows.ts';
import { countNonFinite, findNonFinite, withoutSamples } from './non-finite.ts';
import { aboutArray, refuse } from './readers/refuse.ts';
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
  /** whether samples with features that are not finite are left out; otherwise the split is refused */
  allowNonFinite?: boolean;
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
  /** places of the samples that were left out, and the sentence that says so */
  leftOut: { samples: ReadonlySet<number>; sentence: string } | null;
}

/** Class means, then the spread about them: two passes over the file, a piece of some 16 MiB in memory at a time. */
export async function classSums(split: Split): Promise<SplitSums> {
  try {
    return await bothPasses(split, null);
  } catch (error) {
    const found = (error as { code?: unknown }).code === 'FEATURE_NOT_FINITE' ? await findNonFinite(split.features) : null;
    if (!found) throw aboutArray(split.features.name, error);
    const sentence = countNonFinite(split.features, found);
    const way = split.allowNonFinite === false ? ', or allow it (allowNonFinite) to record the other samples' : '';
    if (!split.allowNonFinite) refuse('FEATURE_NOT_FINITE', `${sentence}, expected finite numbers; look for a network that diverged${way}.`);
    return await bothPasses(split, { samples: new Set(found.samples), sentence }).catch((later: unknown) => {
      throw aboutArray(split.features.name, later);
    });
  }
}

async function bothPasses(split: Split, leftOut: SplitSums['leftOut']): Promise<SplitSums> {
  const first = await sumMeans(split, leftOut);
  return { ...first, ...(await sumSpread(split, first, leftOut)), leftOut };
}

/** The split's rows with their labels, without those left out. */
async function* labelledRows({ features, labels }: Split, leftOut: SplitSums['leftOut']) {
  for await (const { first, count, values } of readRows(features)) {
    const own = labels.subarray(first, first + count);
    yield { first, bytes: values.byteLength, all: values, ...(leftOut ? withoutSamples(values, own, first, leftOut.samples) : { values, labels: own, count }) };
  }
}

async function sumMeans(split: Split, leftOut: SplitSums['leftOut']) {
  const { features, classes, onRows, onBytes } = split;
  const means = new ClassMeans(classes, features.shape[1]!);
  for await (const { first, all, bytes, values, labels } of labelledRows(split, leftOut)) {
    means.add(values, labels);
    onRows?.(all, first, all.length / features.shape[1]!);
    onBytes?.(bytes);
  }
  return means.finish();
}

async function sumSpread(split: Split, { counts, means }: { counts: Float64Array; means: Float64Array }, leftOut: SplitSums['leftOut']): Promise<ClassSpreadSums> {
  const { features, classes, classifier, trainMeans, covariance, onBytes } = split;
  const p = features.shape[1]!;
  const spread = new ClassSpread({ classes, features: p, counts, means, trainMeans, covariance, choices: classifier !== undefined });
  const choices = classifier && new Choices(classifier, p);
  let chosen = new Int32Array(0);
  for await (const { first, count, bytes, values, labels } of labelledRows(split, leftOut)) {
    if (choices && chosen.length !== count) chosen = new Int32Array(count);
    choices?.choose(values, chosen, first);
    spread.add(values, labels, choices && chosen);
    onBytes?.(bytes);
  }
  return spread.finish();
}
