import { mean } from './mean.ts';

/**
 * Sample standard deviation, in two passes about the mean.
 *
 *   sqrt( Σ (x - mean x)² / (n - 1) )
 *
 * Undefined  NaN for fewer than two values
 */
export function sampleStd(values: Float64Array): number {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - centre) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}
