import { readRows } from './readers/read-rows.ts';
import { quoted } from './readers/refuse.ts';
import type { StoredArray } from './readers/stored-array.ts';

/** Which samples have features that are no finite numbers. */
export interface NonFinite {
  /** places of the samples, ascending */
  samples: Int32Array;
  nan: number;
  infinite: number;
  /** the first such number, and the feature of that sample */
  feature: number;
  value: number;
}

/** Looks through all features [N,p]; null where each is finite. */
export async function findNonFinite(features: StoredArray): Promise<NonFinite | null> {
  const p = features.shape[1]!;
  const samples: number[] = [];
  const found = { nan: 0, infinite: 0, feature: -1, value: 0 };
  for await (const { first, count, values } of readRows(features)) {
    for (let at = 0; at < count * p; at++) {
      const value = values[at]!;
      if (Number.isFinite(value)) continue;
      if (Number.isNaN(value)) found.nan++;
      else found.infinite++;
      if (found.feature < 0) Object.assign(found, { feature: at % p, value });
      const sample = first + Math.floor(at / p);
      if (samples.at(-1) !== sample) samples.push(sample);
    }
  }
  return samples.length === 0 ? null : { ...found, samples: Int32Array.from(samples) };
}

/** How many there are and where the first is, e.g. `array "features" has numbers that are not finite (2 NaN, ...`. */
export function countNonFinite({ name, shape }: StoredArray, { samples, nan, infinite, feature, value }: NonFinite): string {
  return `array ${quoted(name)} has numbers that are not finite (${nan} NaN, ${infinite} infinite) in ${samples.length} of ${shape[0]} samples, the first in sample ${samples[0]}, feature ${feature}: ${value}`;
}

/** A copy of the rows [count,p] and labels of a piece without the samples in `leftOut`; `first` is the piece's first sample. */
export function withoutSamples(values: Float32Array | Float64Array, labels: Int32Array, first: number, leftOut: ReadonlySet<number>) {
  const p = values.length / labels.length;
  const [rows, own] = [values.slice(), labels.slice()];
  let count = 0;
  for (let row = 0; row < labels.length; row++) {
    if (leftOut.has(first + row)) continue;
    rows.copyWithin(count * p, row * p, (row + 1) * p);
    own[count++] = labels[row]!;
  }
  return { values: rows.subarray(0, count * p), labels: own.subarray(0, count), count };
}
