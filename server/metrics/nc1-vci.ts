import { eigenvaluesWithProjections } from '../linear-algebra/eigenvalues-with-projections.ts';
import { CONVENTION, defineMetric } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { flatMeans, noCovariance } from './refusals.ts';
import { fewSamples, floatFloor, warningsOfMeans } from './warnings.ts';

/**
 * Variability collapse index: the share of the between-class directions that within-class spread fills.
 *
 *   VCI = 1 - Tr(Σ_T⁺ Σ_B) / min(p, C-1),  Σ_T = Σ_W + Σ_B
 *   Tr(Σ_T⁺ Σ_B) = (1/C) Σ_k Σ_c (m_c·u_k)² / λ_k     over the eigenvalues λ_k of Σ_T that count, u_k their unit eigenvectors
 *
 * Shapes     Σ_W, Σ_T [p,p]; M [C,p] centred class means
 * Units      none; in [0, 1]; 0 at collapse; log axis
 * Needs      `means`, `covariance`
 * Allocates  two p x p matrices and C x p numbers
 * Undefined  no covariance: NO_COVARIANCE; all means equal: COINCIDING_MEANS
 * Accuracy   absolute 1e-13: a difference from 1. An eigenvalue counts when it is > λ_max max(p, C) 2^-52
 * Source     Xu and Liu 2023
 * Version    1   raise when the value can change
 */
function variabilityCollapse(reading: Reading): Outcome {
  const warnings = [...warningsOfMeans(reading), ...fewSamples(reading), ...floatFloor(reading)];
  const refusal = noCovariance(reading) ?? flatMeans(reading);
  if (refusal) return noValue(refusal, warnings);
  const { C, p, means } = reading;
  const { values, projections } = eigenvaluesWithProjections(reading.totalCovariance, p, means.rows, C);
  const least = values[0]! * Math.max(p, C) * 2 ** -52;
  let trace = 0;
  for (let k = 0; k < p && values[k]! > least; k++) {
    let square = 0;
    for (let c = 0; c < C; c++) square += projections[c * p + k]! ** 2;
    trace += square / values[k]!;
  }
  // the trace is at most min(p, C-1); its rounding is not
  return withValue(Math.max(0, 1 - trace / C / Math.min(p, C - 1)), warnings);
}

export const nc1Vci = defineMetric({
  id: 'NC1_VCI',
  symbol: 'NC1',
  title: 'Variability collapse index',
  meaning: 'The share of the directions between the classes that spread within them fills; the same after any invertible linear map.',
  formula: '1 - Tr(Σ_{T}^{+} Σ_{B}) / min(p, C-1)',
  axis: 'LOG',
  needs: ['means', 'covariance'],
  source: 'Xu and Liu 2023, arXiv 2306.03440',
  conventions: ['Σ_{T} = Σ_{W} + Σ_{B}, covariances dividing by N and by C.', CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: variabilityCollapse,
});
