import { sampleStd } from '../linear-algebra/sample-std.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { ClassVectors, Reading } from './reading.ts';
import { angleLessMeans, angleLessWeights } from './refusals.ts';
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
export function equiangularMeans(reading: Reading): Outcome {
  return spread(reading, reading.means, angleLessMeans(reading), warningsOfMeans(reading));
}

/** The same of the classifier's rows. */
export function equiangularWeights(reading: Reading): Outcome {
  return spread(reading, reading.weights, angleLessWeights(reading), noSimplex(reading));
}

function spread({ C }: Reading, vectors: ClassVectors | null, refusal: string | null, warnings: string[]): Outcome {
  if (refusal || !vectors) return noValue(refusal ?? '', warnings);
  if (C === 2) return noValue('TOO_FEW_PAIRS: two classes make one pair, and one cosine has no spread.', warnings);
  return withValue(sampleStd(vectors.cosines), warnings);
}
