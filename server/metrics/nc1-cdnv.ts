import { CONVENTION, defineMetric } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { coincidingMeans } from './refusals.ts';
import { floatFloor, imbalanced } from './warnings.ts';

/**
 * Class-distance normalised variance: for each pair of classes their spread against their distance.
 *
 *   mean over pairs c < c' of (v_c + v_c') / (2 |μ_c - μ_c'|²)
 *
 * Shapes     v [C] mean squared distance to the class mean; μ [C,p]; C (C-1) / 2 pairs
 * Units      none (ratio of squared lengths); >= 0; 0 at collapse; log axis
 * Needs      `means`, `within`
 * Allocates  one number a pair
 * Undefined  two means coincide: COINCIDING_MEANS
 * Accuracy   relative 1e-14 also for means near each other: their distance is then taken from the difference itself
 * Source     Galanti, György, Hutter 2021
 * Version    1   raise when the value can change
 */
function cdnv(reading: Reading): Outcome {
  const warnings = [...imbalanced(reading), ...floatFloor(reading)];
  const refusal = coincidingMeans(reading);
  if (refusal) return noValue(refusal, warnings);
  const { C, core, meanDistances } = reading;
  let sum = 0;
  for (let a = 0, pair = 0; a < C; a++) {
    for (let b = a + 1; b < C; b++) sum += (core.within[a]! + core.within[b]!) / (2 * meanDistances[pair++]!);
  }
  return withValue(sum / meanDistances.length, warnings);
}

export const nc1Cdnv = defineMetric({
  id: 'NC1_CDNV',
  symbol: 'NC1',
  title: 'Class-distance normalised variance',
  meaning: 'How large the spread of two classes is beside their distance, on average over all pairs; it bounds few-shot error.',
  formula: "mean_{c<c'} (v_{c} + v_{c'}) / (2 |μ_{c} - μ_{c'}|^{2})",
  axis: 'LOG',
  needs: ['means', 'within'],
  source: 'Galanti, György, Hutter 2021, arXiv 2112.15121',
  conventions: ['The distance is squared (exponent 2, not 4).', 'v_c is the mean over the class (divisor n_c).', CONVENTION.rawFeatures],
  measure: cdnv,
});
