import { studentT95 } from './student-t.ts';

/** The middle of the values of several seeds. */
export const Centre = { MEAN: 'MEAN', MEDIAN: 'MEDIAN', GEOMETRIC_MEAN: 'GEOMETRIC_MEAN' } as const;
export type Centre = (typeof Centre)[keyof typeof Centre];

/** How far the values of several seeds lie apart. */
export const Band = { MIN_MAX: 'MIN_MAX', STD: 'STD', CI95: 'CI95', PREDICTION95: 'PREDICTION95' } as const;
export type Band = (typeof Band)[keyof typeof Band];

export interface Spread {
  centre: number;
  /** null where one value alone has no spread */
  low: number | null;
  high: number | null;
}

/**
 * The centre and band of the values of n seeds.
 *
 *   STD            centre ± s              s the sample standard deviation (divisor n - 1)
 *   CI95           centre ± t s / sqrt(n)  t = t95(n - 1): where the mean of all seeds lies
 *   PREDICTION95   centre ± t s sqrt(1 + 1/n): where one more seed lies
 *
 * A geometric mean has all of these in the logarithms: its band is a factor up and down.
 *
 * Undefined  a geometric mean of a value that is not above zero, no value at all: null. n = 1: a centre and no band
 */
export function spreadOf(values: readonly number[], centre: Centre, band: Band): Spread | null {
  if (values.length === 0) return null;
  if (centre !== Centre.GEOMETRIC_MEAN) return arithmetic(values, centre, band);
  if (values.some((value) => value <= 0)) return null;
  const { centre: middle, low, high } = arithmetic(values.map(Math.log), Centre.MEAN, band);
  return { centre: Math.exp(middle), low: low === null ? null : Math.exp(low), high: high === null ? null : Math.exp(high) };
}

function arithmetic(values: readonly number[], centre: Centre, band: Band): Spread {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const middle = centre === Centre.MEDIAN ? median(values) : mean;
  if (n === 1) return { centre: middle, low: null, high: null };
  if (band === Band.MIN_MAX) return { centre: middle, low: Math.min(...values), high: Math.max(...values) };
  const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const half = std * deviationsOf(band, n);
  return { centre: middle, low: middle - half, high: middle + half };
}

/** Standard deviations from the middle to an end of the band. */
function deviationsOf(band: Exclude<Band, 'MIN_MAX'>, n: number): number {
  if (band === Band.STD) return 1;
  return studentT95(n - 1) * Math.sqrt(band === Band.CI95 ? 1 / n : 1 + 1 / n);
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
