import { effectiveRank } from './effective-rank.ts';
import { CONVENTION, defineMetric } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { flatMeans } from './refusals.ts';
import { warningsOfMeans } from './warnings.ts';

/**
 * Effective rank of the class means: in how many directions they lie, weighted by how far.
 *
 *   exp(entropy of q),  q_k = s_k² / Σ s²     s_1..s_{C-1} the singular values of M
 *
 * Shapes     M [C,p] centred class means
 * Units      a number of dimensions; in [1, min(C-1, p)]; C-1 at collapse; linear axis
 * Needs      `means`
 * Allocates  what the singular values need, which the reading keeps
 * Undefined  all means equal: COINCIDING_MEANS
 * Accuracy   relative 1e-13
 * Source     Roy and Vetterli 2007
 * Version    1   raise when the value can change
 */
function rankOfMeans(reading: Reading): Outcome {
  const warnings = warningsOfMeans(reading);
  const refusal = flatMeans(reading);
  if (refusal) return noValue(refusal, warnings);
  return withValue(effectiveRank(reading.singularValues.map((s) => s * s)), warnings);
}

export const meansEffectiveRank = defineMetric({
  id: 'MEANS_EFFECTIVE_RANK',
  symbol: 'Rank',
  title: 'Effective rank of the class means',
  meaning: 'In how many directions the class means lie; all C-1 of them alike at collapse.',
  formula: 'exp(-Σ_{k} q_{k} ln q_{k}),  q_{k} = s_{k}^{2} / Σ s^{2}',
  atCollapse: 'C-1',
  valueAtCollapse: (C) => C - 1,
  direction: 'RISES',
  unit: 'dimensions',
  needs: ['means'],
  source: 'Roy and Vetterli 2007',
  conventions: ['Of the squared singular values of M (the spectrum of Σ_{B}).', CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: rankOfMeans,
});
