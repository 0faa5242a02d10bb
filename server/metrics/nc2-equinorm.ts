import { mean } from '../linear-algebra/mean.ts';
import { sampleStd } from '../linear-algebra/sample-std.ts';
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
export function equinormMeans(reading: Reading): Outcome {
  const refusal = flatMeans(reading);
  const warnings = warningsOfMeans(reading);
  return refusal ? noValue(refusal, warnings) : withValue(variation(reading.means.norms), warnings);
}

/** The same of the classifier's rows. */
export function equinormWeights(reading: Reading): Outcome {
  const refusal = flatWeights(reading);
  return refusal ? noValue(refusal) : withValue(variation(reading.weights!.norms), noSimplex(reading));
}

function variation(norms: Float64Array): number {
  return sampleStd(norms) / mean(norms);
}
