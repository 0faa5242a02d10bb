import type { Reading } from './reading.ts';

/** Why nothing at all can be measured of a snapshot; null when it can. */
export function refusalOf({ core, C }: Reading): string | null {
  if (C < 2) return `TOO_FEW_CLASSES: ${C} class; collapse is a relation between at least two.`;
  const empty = Array.from(core.counts.keys()).filter((c) => !(core.counts[c]! > 0));
  return empty.length > 0 ? `EMPTY_CLASS: no samples of class ${listed(empty)}.` : null;
}

export const NO_CLASSIFIER = 'NO_CLASSIFIER: the snapshot has no classifier (an inner layer, or a file without weights).';

/** Why an angle or a ratio of the centred class means has no value; null when it has. */
export function flatMeans({ means, C }: Reading): string | null {
  const zero = zeroRows(means.norms);
  if (zero.length === C) return 'COINCIDING_MEANS: all class means are equal.';
  return null;
}

/** Why the angles between the centred class means are undefined; null when they are not. */
export function angleLessMeans(reading: Reading): string | null {
  const zero = zeroRows(reading.means.norms);
  const lying = zero.length > 0 ? `ZERO_MEAN: the mean of class ${listed(zero)} is the global mean and has no direction.` : null;
  return flatMeans(reading) ?? lying;
}

/** Why the classifier's rows have no directions; null when they have. */
export function angleLessWeights({ weights }: Reading): string | null {
  if (!weights) return NO_CLASSIFIER;
  const zero = zeroRows(weights.norms);
  return zero.length > 0 ? `ZERO_WEIGHT: the classifier's row of class ${listed(zero)} is zero.` : null;
}

/** Why the classifier has no size; null when it has one. */
export function flatWeights({ weights }: Reading): string | null {
  if (!weights) return NO_CLASSIFIER;
  return weights.norms.every((norm) => norm === 0) ? "ZERO_WEIGHT: all of the classifier's rows are zero." : null;
}

function zeroRows(norms: Float64Array): number[] {
  return Array.from(norms.keys()).filter((c) => norms[c] === 0);
}

/** "3", or "3, 5, 8", or the first ten and how many more. */
function listed(classes: number[]): string {
  const first = classes.slice(0, 10).join(', ');
  return classes.length > 10 ? `${first} and ${classes.length - 10} more` : first;
}
