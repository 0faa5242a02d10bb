import type { Reading } from './reading.ts';

/** Largest against smallest class above which a mean of means and a mean of samples visibly differ. */
const BALANCED_RATIO = 1.1;
/** Half a unit in the last place, relative, of what features are stored in. */
const ROUNDING: Record<string, number> = { float32: 2 ** -24, float16: 2 ** -11, bfloat16: 2 ** -8 };

/** Warnings that concern every metric of the centred class means. */
export function warningsOfMeans(reading: Reading): string[] {
  return [...noSimplex(reading), ...imbalanced(reading)];
}

/** p < C - 1: the value stands, but cannot reach its value at collapse. */
export function noSimplex({ C, p }: Reading): string[] {
  if (p >= C - 1) return [];
  return [`NO_SIMPLEX: ${p} features cannot hold a simplex of ${C} classes, which needs ${C - 1}.`];
}

/** The classes differ in size. */
export function imbalanced({ core }: Reading): string[] {
  const smallest = core.counts.reduce((a, b) => Math.min(a, b));
  const largest = core.counts.reduce((a, b) => Math.max(a, b));
  if (largest / smallest <= BALANCED_RATIO) return [];
  return [`IMBALANCED: classes of ${smallest} to ${largest} samples; the global mean is the mean of the class means.`];
}

/** A held-out spread that is measured in fewer directions than there are. */
export function fewSamples({ core, C, p }: Reading): string[] {
  if (core.metadata.split !== 'TEST' || core.samples - C >= p) return [];
  return [`FEW_SAMPLES: ${core.samples} samples of ${C} classes show the spread in at most ${core.samples - C} of ${p} directions.`];
}

/** A spread as small as the rounding of the features it was measured from. */
export function floatFloor({ core, p, withinTrace: spread }: Reading): string[] {
  const { featureType, largestFeature } = core.metadata;
  const floor = 4 * (ROUNDING[featureType] ?? 0) * largestFeature;
  if (Math.sqrt(spread / p) >= floor) return [];
  return [`FLOAT_FLOOR: the within-class spread is at the rounding of ${featureType} features; a smaller one would not show.`];
}
