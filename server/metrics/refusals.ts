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

/** Why a distance between two class means cannot be divided by; null when it can. */
export function coincidingMeans(reading: Reading): string | null {
  return flatMeans(reading) ?? coinciding(reading, reading.meanDistances, 'have the same mean');
}

/** Why the distances between the directions of the class means have no logarithm; null when they have. */
export function coincidingDirections(reading: Reading): string | null {
  return angleLessMeans(reading) ?? coinciding(reading, reading.directionDistances, 'have means in one direction');
}

/** Why pairs have no spread; null when there are two or more. */
export function tooFewPairs({ C }: Reading): string | null {
  return C === 2 ? 'TOO_FEW_PAIRS: two classes make one pair, and one value has no spread.' : null;
}

/** Why nothing can be taken from Σ_W itself; null when it was recorded. */
export function noCovariance({ covariance }: Reading): string | null {
  return covariance ? null : 'NO_COVARIANCE: the covariance within the classes was not recorded.';
}

/** Why the MSE loss cannot be taken apart; null when it can. */
export function noMseLoss({ core }: Reading): string | null {
  const { loss, weightDecay } = core.metadata;
  if (loss && loss !== 'MSE') return `OTHER_LOSS: the network was trained with the loss ${loss}, and this takes the MSE loss apart.`;
  return weightDecay === null ? 'NO_WEIGHT_DECAY: the weight decay of the training is not known.' : null;
}

function coinciding({ C }: Reading, squares: Float64Array, what: string): string | null {
  const pair = squares.indexOf(0);
  if (pair < 0) return null;
  const [a, b] = classesOfPair(pair, C);
  return `COINCIDING_MEANS: classes ${a} and ${b} ${what}.`;
}

/** The classes of a place in the order (0,1), (0,2), ..., (1,2), ... */
function classesOfPair(pair: number, C: number): [number, number] {
  let a = 0;
  let left = pair;
  for (; left >= C - 1 - a; a++) left -= C - 1 - a;
  return [a, a + 1 + left];
}

function zeroRows(norms: Float64Array): number[] {
  return Array.from(norms.keys()).filter((c) => norms[c] === 0);
}

/** "3", or "3, 5, 8", or the first ten and how many more. */
function listed(classes: number[]): string {
  const first = classes.slice(0, 10).join(', ');
  return classes.length > 10 ? `${first} and ${classes.length - 10} more` : first;
}
