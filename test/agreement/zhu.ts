/**
 * What the repository of "A geometric analysis of neural collapse with unconstrained features" computes (tding1/Neural-Collapse, validate_NC.py,
 * at commit 6b6ba41), written anew from its definitions. Its conventions:
 *
 *   global mean        mean of all SAMPLES: with unequal classes not the mean of the class means
 *   Σ_W, Σ_B           divided by N and by C
 *   NC1                Tr(Σ_W Σ_B⁺) / C
 *   NC2, NC3           |A / |A|_F - E|_F with A = W Wᵀ, W Mᵀ; not squared
 */
import type { Features } from './features.ts';
import * as m from './matrices.ts';
import { centred, classMeans, sampleMean, withinClass } from './statistics.ts';

export function geometricAnalysis(given: Features, about = sampleMean(given)) {
  const C = given.weight.length;
  const M = centred(classMeans(given), about);
  const between = m.scaled(m.scatterOf(M), 1 / C);
  return {
    collapse_metric: m.trace(m.product(withinClass(given), m.pseudoInverse(between))) / C,
    ETF_metric: offSimplex(m.byRows(given.weight, given.weight)),
    WH_relation_metric: offSimplex(m.byRows(given.weight, M)),
  };
}

/** Distance of a C x C matrix, scaled to Frobenius norm 1, to the simplex of that norm. */
export function offSimplex(A: m.Matrix): number {
  const C = A.length;
  const simplex = m.identity(C).map((row) => row.map((value) => (value - 1 / C) / Math.sqrt(C - 1)));
  return m.frobenius(m.subtracted(m.scaled(A, 1 / m.frobenius(A)), simplex));
}
