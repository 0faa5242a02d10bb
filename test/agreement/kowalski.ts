/**
 * What the package kowalski 0.0.2 computes (kowalski/neural_collapse.py), written anew from its definitions. Its conventions:
 *
 *   global mean        mean of all SAMPLES
 *   NC1                the "between-class" matrix is the scatter of all samples about the global mean, divided by C: Σ_T N / C, which
 *                      holds the within-class scatter too. So the value is Tr(Σ_W Σ_T⁺) / N, which cannot exceed p / N
 *   NC2, NC3           as Zhu et al.
 *   CDNV               mean over pairs, v_c with divisor n_c
 */
import type { Features } from './features.ts';
import * as m from './matrices.ts';
import { centred, classMeans, pairs, sampleMean, withinClass } from './statistics.ts';
import { offSimplex } from './zhu.ts';

export function kowalski(given: Features, about = sampleMean(given)) {
  const { features, labels, weight } = given;
  const C = weight.length;
  const means = classMeans(given);
  const all = m.scaled(m.scatterOf(centred(features, about)), 1 / C);
  const spread = means.map((mu, c) => m.mean(features.filter((_, i) => labels[i] === c).map((h) => m.norm(m.minus(h, mu)) ** 2)));
  return {
    within_class_variability: m.trace(m.product(withinClass(given), m.pseudoInverse(all))) / C,
    classifier_etf_convergence: offSimplex(m.byRows(weight, weight)),
    self_duality: offSimplex(m.byRows(weight, centred(means, about))),
    class_distance_normalized_variance: m.mean(pairs(C, (a, b) => (spread[a]! + spread[b]!) / (2 * m.norm(m.minus(means[a]!, means[b]!)) ** 2))),
  };
}
