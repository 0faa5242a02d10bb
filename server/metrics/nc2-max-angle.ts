import { mean } from '../linear-algebra/mean.ts';
import { CONVENTION, defineMetric, PAPER } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { ClassVectors, Reading } from './reading.ts';
import { angleLessMeans, angleLessWeights } from './refusals.ts';
import { noSimplex, warningsOfMeans } from './warnings.ts';

/**
 * NC2, maximal angles: how far the class vectors are from the widest angles that C vectors can all have.
 *
 *   mean over pairs c < c' of | cos(x_c, x_c') + 1/(C-1) |     x_c = m_c (centred) or w_c (not centred)
 *
 * Shapes     M, W [C,p] row-major; C (C-1) / 2 pairs
 * Units      none; >= 0; 0 at collapse; linear axis; mutually orthogonal vectors give 1/(C-1)
 * Needs      `means`; `weight`
 * Allocates  one number a pair, and the C x C scalar products, which the reading keeps
 * Undefined  a mean equal to the global one: ZERO_MEAN; a zero row of W: ZERO_WEIGHT; no classifier: NO_CLASSIFIER
 * Accuracy   absolute 1e-15 times sqrt p
 * Source     Papyan, Han, Donoho 2020, arXiv 2008.08186, Fig. 4
 * Version    1   raise when the value can change
 */
function ofMeans(reading: Reading): Outcome {
  return distance(reading, reading.means, angleLessMeans(reading), warningsOfMeans(reading));
}

function ofWeights(reading: Reading): Outcome {
  return distance(reading, reading.weights, angleLessWeights(reading), noSimplex(reading));
}

function distance({ C }: Reading, vectors: ClassVectors | null, refusal: string | null, warnings: string[]): Outcome {
  if (refusal || !vectors) return noValue(refusal ?? '', warnings);
  return withValue(mean(vectors.cosines.map((cosine) => Math.abs(cosine + 1 / (C - 1)))), warnings);
}

const COMMON = {
  symbol: 'NC2',
  meaning: 'How far the angles between the class vectors are from the widest that so many vectors can all have.',
  source: PAPER,
  figure: 'Fig. 4',
} as const;

export const nc2MaxAngleMeans = defineMetric({
  ...COMMON,
  id: 'NC2_MAX_ANGLE_MEANS',
  title: 'Maximal angle of the class means',
  formula: "mean_{c<c'} |cos(m_{c}, m_{c'}) + 1/(C-1)|",
  needs: ['means'],
  conventions: ['Mean of absolute values.', CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: ofMeans,
});

export const nc2MaxAngleWeights = defineMetric({
  ...COMMON,
  id: 'NC2_MAX_ANGLE_WEIGHTS',
  title: 'Maximal angle of the classifier',
  formula: "mean_{c<c'} |cos(w_{c}, w_{c'}) + 1/(C-1)|",
  needs: ['weight'],
  conventions: ['Mean of absolute values.', CONVENTION.weightNotCentred],
  measure: ofWeights,
});
