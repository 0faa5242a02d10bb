import { sampleStd } from '../linear-algebra/sample-std.ts';
import { CONVENTION, defineMetric, PAPER } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { ClassVectors, Reading } from './reading.ts';
import { angleLessMeans, angleLessWeights, tooFewPairs } from './refusals.ts';
import { noSimplex, warningsOfMeans } from './warnings.ts';

/**
 * NC2, equal angles: how much the cosines between class vectors differ.
 *
 *   std over pairs c < c' of cos(x_c, x_c')     x_c = m_c (class means, centred) or w_c (classifier's rows, not centred)
 *
 * Shapes     M, W [C,p] row-major; C (C-1) / 2 pairs
 * Units      none; >= 0; 0 at collapse; linear axis; std has the divisor (pairs - 1)
 * Needs      `means`; `weight`
 * Allocates  one number a pair, and the C x C scalar products, which the reading keeps
 * Undefined  C = 2 (one pair): TOO_FEW_PAIRS; a mean equal to the global one: ZERO_MEAN; a zero row of W: ZERO_WEIGHT
 * Accuracy   absolute 1e-15 times sqrt p
 * Source     Papyan, Han, Donoho 2020, arXiv 2008.08186, Fig. 3
 * Version    1   raise when the value can change
 */
function ofMeans(reading: Reading): Outcome {
  return spread(reading, reading.means, angleLessMeans(reading), warningsOfMeans(reading));
}

function ofWeights(reading: Reading): Outcome {
  return spread(reading, reading.weights, angleLessWeights(reading), noSimplex(reading));
}

function spread(reading: Reading, vectors: ClassVectors | null, angleLess: string | null, warnings: string[]): Outcome {
  const refusal = angleLess ?? tooFewPairs(reading);
  if (refusal || !vectors) return noValue(refusal ?? '', warnings);
  return withValue(sampleStd(vectors.cosines), warnings);
}

const COMMON = {
  symbol: 'NC2',
  meaning: 'How unequal the angles between the class vectors are.',
  source: PAPER,
  figure: 'Fig. 3',
} as const;

export const nc2EquiangularMeans = defineMetric({
  ...COMMON,
  id: 'NC2_EQUIANGULAR_MEANS',
  title: 'Equal angles of the class means',
  formula: "std_{c<c'} cos(m_{c}, m_{c'})",
  needs: ['means'],
  conventions: [CONVENTION.stdOfPairs, CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: ofMeans,
});

export const nc2EquiangularWeights = defineMetric({
  ...COMMON,
  id: 'NC2_EQUIANGULAR_WEIGHTS',
  title: 'Equal angles of the classifier',
  formula: "std_{c<c'} cos(w_{c}, w_{c'})",
  needs: ['weight'],
  conventions: [CONVENTION.stdOfPairs, CONVENTION.weightNotCentred],
  measure: ofWeights,
});
