import { product } from '../linear-algebra/product.ts';
import { distanceToSimplex } from './distance-to-simplex.ts';
import { CONVENTION, defineMetric } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { flatMeans, flatWeights } from './refusals.ts';
import { warningsOfMeans } from './warnings.ts';

/**
 * NC3 as a distance of Gram matrices: the classifier's scores of the class means against those of a simplex ETF.
 *
 *   | W Mᵀ / |W Mᵀ|_F - E |_F,  E = (I - 11ᵀ/C) / sqrt(C-1)
 *
 * Shapes     W [C,p] not centred, M [C,p] centred class means, row-major; E [C,C]
 * Units      none; in [0, 2]; 0 at collapse; linear axis
 * Needs      `means`, `weight`
 * Allocates  one C x C matrix
 * Undefined  all means equal: COINCIDING_MEANS; W zero: ZERO_WEIGHT; W Mᵀ zero: ORTHOGONAL; no classifier: NO_CLASSIFIER
 * Accuracy   absolute 1e-15 times C
 * Source     Zhu et al. 2021, arXiv 2105.02375
 * Version    1   raise when the value can change
 */
function selfDuality(reading: Reading): Outcome {
  const warnings = warningsOfMeans(reading);
  const refusal = flatWeights(reading) ?? flatMeans(reading);
  if (refusal) return noValue(refusal, warnings);
  const { C, p, means, weights } = reading;
  const scores = product(weights!.rows, means.rows, C, C, p);
  if (scores.every((score) => score === 0))
    return noValue('ORTHOGONAL: the classifier gives all class means the same scores of 0.', warnings);
  return withValue(distanceToSimplex(scores, C), warnings);
}

export const nc3Etf = defineMetric({
  id: 'NC3_ETF',
  symbol: 'NC3',
  title: 'Distance of the scores to a simplex',
  meaning: "How far the classifier's scores of the class means are from those of a simplex; small only when NC2 and NC3 both hold.",
  formula: '|W M^{T} / |W M^{T}|_{F} - E|_{F},  E = (I - 11^{T}/C) / √(C-1)',
  needs: ['means', 'weight'],
  source: 'Zhu et al. 2021, arXiv 2105.02375',
  conventions: [CONVENTION.notSquared, CONVENTION.weightNotCentred, CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: selfDuality,
});
