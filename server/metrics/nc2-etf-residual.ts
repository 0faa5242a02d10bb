import { CONVENTION, defineMetric } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { flatMeans } from './refusals.ts';
import { warningsOfMeans } from './warnings.ts';

/**
 * The share of the class means that the nearest simplex ETF does not explain, over all rotations and sizes (Procrustes).
 *
 *   Σ_k (s_k - s̄)² / Σ_k s_k²     s_1..s_{C-1} the singular values of M (zeros included when p < C-1), s̄ their mean
 *
 * It equals 1 - (Σ s)² / ((C-1) Σ s²), without that form's cancellation.
 *
 * Shapes     M [C,p] centred class means
 * Units      none; in [0, 1); 0 at collapse; log axis
 * Needs      `means`
 * Allocates  what the singular values need, which the reading keeps
 * Undefined  all means equal: COINCIDING_MEANS
 * Accuracy   relative 1e-12 where M's condition is below 1e3; absolute 1e-16 near collapse
 * Source     the orthogonal Procrustes problem (Schönemann 1966) with the simplex ETF as target
 * Version    1   raise when the value can change
 */
function residual(reading: Reading): Outcome {
  const warnings = warningsOfMeans(reading);
  const refusal = flatMeans(reading);
  if (refusal) return noValue(refusal, warnings);
  const s = reading.singularValues;
  let mean = 0;
  for (const value of s) mean += value / s.length;
  let off = 0;
  let all = 0;
  for (const value of s) {
    off += (value - mean) ** 2;
    all += value ** 2;
  }
  return withValue(off / all, warnings);
}

export const nc2EtfResidual = defineMetric({
  id: 'NC2_ETF_RESIDUAL',
  symbol: 'NC2',
  title: 'Share not explained by the nearest simplex',
  meaning: 'Turn and scale a simplex to fit the class means as well as it can: the share of their size that is left over.',
  formula: 'Σ_{k} (s_{k} - mean s)^{2} / Σ_{k} s_{k}^{2},  s the C-1 singular values of M',
  axis: 'LOG',
  needs: ['means'],
  source: 'orthogonal Procrustes problem (Schönemann 1966), with the simplex ETF as target',
  conventions: ['C-1 singular values, zeros included.', CONVENTION.squared, CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: residual,
});
