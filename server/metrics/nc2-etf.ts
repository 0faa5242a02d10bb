import { distanceToSimplex } from './distance-to-simplex.ts';
import { CONVENTION, defineMetric } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { flatMeans, flatWeights } from './refusals.ts';
import { noSimplex, warningsOfMeans } from './warnings.ts';

/**
 * NC2 as a distance of Gram matrices: lengths and angles of the class vectors against those of a simplex ETF.
 *
 *   | X Xᵀ / |X Xᵀ|_F - E |_F,  E = (I - 11ᵀ/C) / sqrt(C-1)     X = M (class means, centred) or W (not centred)
 *
 * Shapes     M, W [C,p] row-major; E [C,C] of unit Frobenius norm
 * Units      none; in [0, sqrt 2]; 0 at collapse; linear axis; orthogonal equal vectors give sqrt(2 - 2 sqrt((C-1)/C))
 * Needs      `means`; `weight`
 * Allocates  the C x C scalar products, which the reading keeps
 * Undefined  all means equal: COINCIDING_MEANS; W zero: ZERO_WEIGHT; no classifier: NO_CLASSIFIER
 * Accuracy   absolute 1e-15 times C: summed as differences, not as 2 - 2 <X, E>
 * Source     Zhu et al. 2021, arXiv 2105.02375
 * Version    1   raise when the value can change
 */
function ofMeans(reading: Reading): Outcome {
  const warnings = warningsOfMeans(reading);
  const refusal = flatMeans(reading);
  return refusal ? noValue(refusal, warnings) : withValue(distanceToSimplex(reading.K, reading.C), warnings);
}

function ofWeights(reading: Reading): Outcome {
  const refusal = flatWeights(reading);
  return refusal ? noValue(refusal) : withValue(distanceToSimplex(reading.weights!.gram, reading.C), noSimplex(reading));
}

const COMMON = {
  symbol: 'NC2',
  meaning: 'How far the table of all scalar products is from that of a simplex, lengths and angles together.',
  source: 'Zhu et al. 2021, arXiv 2105.02375',
} as const;

export const nc2EtfMeans = defineMetric({
  ...COMMON,
  id: 'NC2_ETF_MEANS',
  title: 'Distance of the class means to a simplex',
  formula: '|M M^{T} / |M M^{T}|_{F} - E|_{F},  E = (I - 11^{T}/C) / √(C-1)',
  needs: ['means'],
  conventions: [CONVENTION.notSquared, CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: ofMeans,
});

export const nc2EtfWeights = defineMetric({
  ...COMMON,
  id: 'NC2_ETF_WEIGHTS',
  title: 'Distance of the classifier to a simplex',
  formula: '|W W^{T} / |W W^{T}|_{F} - E|_{F},  E = (I - 11^{T}/C) / √(C-1)',
  needs: ['weight'],
  conventions: [CONVENTION.notSquared, CONVENTION.weightNotCentred],
  measure: ofWeights,
});
