import { symmetricEigenvalues } from '../linear-algebra/symmetric-eigenvalues.ts';
import { effectiveRank } from './effective-rank.ts';
import { CONVENTION, defineMetric } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { noCovariance } from './refusals.ts';
import { fewSamples, floatFloor } from './warnings.ts';

/**
 * Effective rank of the within-class covariance: in how many directions samples stray from their class means.
 *
 *   exp(entropy of q),  q_k = λ_k / Σ λ     λ the eigenvalues of Σ_W
 *
 * Shapes     Σ_W [p,p]
 * Units      a number of dimensions; in [1, p]; no value at exact collapse; linear axis
 * Needs      `covariance`
 * Allocates  two p x p matrices
 * Undefined  no covariance: NO_COVARIANCE; no spread at all: NO_SPREAD
 * Accuracy   relative 1e-12
 * Source     Roy and Vetterli 2007
 * Version    1   raise when the value can change
 */
function rankOfWithin(reading: Reading): Outcome {
  const warnings = [...fewSamples(reading), ...floatFloor(reading)];
  const refusal = noCovariance(reading);
  if (refusal) return noValue(refusal, warnings);
  // Σ_W has no negative eigenvalue; its rounding may
  const spectrum = symmetricEigenvalues(reading.covarianceMatrix, reading.p).map((value) => Math.max(0, value));
  if (!(spectrum[0]! > 0)) return noValue('NO_SPREAD: every sample lies on its class mean, so the spread has no directions.', warnings);
  return withValue(effectiveRank(spectrum), warnings);
}

export const withinEffectiveRank = defineMetric({
  id: 'WITHIN_EFFECTIVE_RANK',
  symbol: 'Rank',
  title: 'Effective rank of the within-class spread',
  meaning: 'In how many directions samples stray from their class means.',
  formula: 'exp(-Σ_{k} q_{k} ln q_{k}),  q_{k} = λ_{k} / Σ λ,  λ of Σ_{W}',
  atCollapse: '',
  valueAtCollapse: null,
  direction: null,
  unit: 'dimensions',
  needs: ['covariance'],
  source: 'Roy and Vetterli 2007',
  conventions: ['Of the eigenvalues of Σ_{W}, not of their square roots.', CONVENTION.rawFeatures],
  measure: rankOfWithin,
});
