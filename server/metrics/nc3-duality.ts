import { dot } from '../linear-algebra/dot.ts';
import { CONVENTION, defineMetric, PAPER } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { flatMeans, flatWeights } from './refusals.ts';
import { warningsOfMeans } from './warnings.ts';

/**
 * NC3, self-duality: distance between the classifier and the class means, each scaled to unit size.
 *
 *   | W / |W|_F - M / |M|_F |_F ²
 *
 * Shapes     W [C,p] not centred, M [C,p] centred class means, row-major
 * Units      none; in [0, 4]; 0 at collapse, 2 where W and M are unrelated; squared; linear axis
 * Needs      `means`, `weight`
 * Allocates  nothing
 * Undefined  all means equal: COINCIDING_MEANS; W zero: ZERO_WEIGHT; no classifier: NO_CLASSIFIER
 * Accuracy   absolute 1e-15: summed as differences, not as 2 - 2 <W, M>, which would cancel near collapse
 * Source     Papyan, Han, Donoho 2020, arXiv 2008.08186, Fig. 5
 * Version    1   raise when the value can change
 */
function duality(reading: Reading): Outcome {
  const warnings = warningsOfMeans(reading);
  const refusal = flatWeights(reading) ?? flatMeans(reading);
  if (refusal || !reading.weights) return noValue(refusal ?? '', warnings);
  const W = reading.weights.rows;
  const M = reading.means.rows;
  const sizeOfW = Math.sqrt(dot(W, 0, W, 0, W.length));
  const sizeOfM = Math.sqrt(dot(M, 0, M, 0, M.length));
  let sum = 0;
  for (let k = 0; k < W.length; k++) sum += (W[k]! / sizeOfW - M[k]! / sizeOfM) ** 2;
  return withValue(sum, warnings);
}

export const nc3Duality = defineMetric({
  id: 'NC3_DUALITY',
  symbol: 'NC3',
  title: 'Self-duality',
  meaning: 'How far the classifier is from the class means, both scaled to one size; 2 where they have nothing to do with each other.',
  formula: '|W/|W|_{F} - M/|M|_{F}|_{F}^{2}',
  needs: ['means', 'weight'],
  source: PAPER,
  conventions: [CONVENTION.squared, CONVENTION.weightNotCentred, CONVENTION.globalMean, CONVENTION.rawFeatures],
  figure: 'Fig. 5',
  measure: duality,
});
