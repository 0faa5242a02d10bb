import { mean } from '../linear-algebra/mean.ts';
import { sampleStd } from '../linear-algebra/sample-std.ts';
import { CONVENTION, defineMetric, PAPER } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { flatMeans, flatWeights } from './refusals.ts';
import { noSimplex, warningsOfMeans } from './warnings.ts';

/**
 * NC2, equal norms: how much the lengths of the class vectors differ.
 *
 *   std_c |x_c| / mean_c |x_c|     x_c = m_c (class means, centred) or w_c (classifier's rows, not centred)
 *
 * Shapes     M, W [C,p] row-major
 * Units      none; >= 0; 0 at collapse; linear axis; std has the divisor C-1
 * Needs      `means`; `weight`
 * Allocates  nothing beyond the lengths, which the reading keeps
 * Undefined  all means equal: COINCIDING_MEANS; all rows of W zero: ZERO_WEIGHT; no classifier: NO_CLASSIFIER
 * Accuracy   relative 1e-12 of the mean length
 * Source     Papyan, Han, Donoho 2020, arXiv 2008.08186, Fig. 2; sample std as in the authors' notebook
 * Version    1   raise when the value can change
 */
function ofMeans(reading: Reading): Outcome {
  const refusal = flatMeans(reading);
  const warnings = warningsOfMeans(reading);
  return refusal ? noValue(refusal, warnings) : withValue(variation(reading.means.norms), warnings);
}

function ofWeights(reading: Reading): Outcome {
  const refusal = flatWeights(reading);
  return refusal ? noValue(refusal) : withValue(variation(reading.weights!.norms), noSimplex(reading));
}

function variation(norms: Float64Array): number {
  return sampleStd(norms) / mean(norms);
}

const COMMON = {
  symbol: 'NC2',
  meaning: 'How unequal the lengths of the class vectors are.',
  source: PAPER,
  figure: 'Fig. 2',
} as const;

export const nc2EquinormMeans = defineMetric({
  ...COMMON,
  id: 'NC2_EQUINORM_MEANS',
  title: 'Equal norms of the class means',
  formula: 'std_{c} |m_{c}| / mean_{c} |m_{c}|',
  needs: ['means'],
  conventions: [CONVENTION.stdOfClasses, CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: ofMeans,
});

export const nc2EquinormWeights = defineMetric({
  ...COMMON,
  id: 'NC2_EQUINORM_WEIGHTS',
  title: 'Equal norms of the classifier',
  formula: 'std_{c} |w_{c}| / mean_{c} |w_{c}|',
  needs: ['weight'],
  conventions: [CONVENTION.stdOfClasses, CONVENTION.weightNotCentred],
  measure: ofWeights,
});
