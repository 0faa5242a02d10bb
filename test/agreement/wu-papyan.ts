/**
 * What the package of "Linguistic collapse" computes (rhubarbwu/neural-collapse, neural_collapse/measure.py at commit c3864c2, kernels.py at
 * 1ab766b, accumulate.py at 3648a44), written anew from its definitions. Its conventions:
 *
 *   global mean        mean of the class means, handed over by the caller
 *   Σ_W                divided by N; Σ_B divided by the number of FEATURES p, not of classes
 *   NC1                Tr(Σ_B⁺ Σ_W) / C; with svd=True, as its example calls it, not divided by C
 *   kernels            variance over unordered pairs with divisor C(C-1)/2
 *   NC4                an agreement, and scores WITHOUT bias
 */
import type { Features } from './features.ts';
import * as m from './matrices.ts';
import { centred, choices, classMeans, nearest, pairs, share, withinClass } from './statistics.ts';
import { offSimplex } from './zhu.ts';

export function linguisticCollapse(given: Features) {
  const { features, labels, weight } = given;
  const [C, p] = [weight.length, weight[0]!.length];
  const means = classMeans(given);
  const M = centred(means, m.meanRow(means));
  const within = withinClass(given);
  const between = m.scaled(m.scatterOf(M), 1 / p);
  const pinv = m.trace(m.product(m.pseudoInverse(between), within));
  const spread = means.map((mu, c) => m.mean(features.filter((_, i) => labels[i] === c).map((h) => m.norm(m.minus(h, mu)) ** 2)));
  const units = M.map((row) => m.times(row, 1 / m.norm(row)));
  const kernel = pairs(C, (a, b) => Math.log(1 / m.norm(m.minus(units[a]!, units[b]!))));
  const cosines = weight.map((w, c) => m.dot(w, M[c]!) / m.norm(w) / m.norm(M[c]!));
  const net = choices({ ...given, bias: weight.map(() => 0) });
  const centre = nearest(given);
  return {
    covariance_pinv: pinv / C,
    covariance_pinv_svd: pinv,
    covariance_ratio: m.trace(within) / m.trace(between),
    variability_cdnv: m.mean(pairs(C, (a, b) => (spread[a]! + spread[b]!) / 2 / m.norm(m.minus(means[a]!, means[b]!)) ** 2)),
    simplex_etf_error: offSimplex(m.byRows(M, M)),
    simplex_etf_error_uncentred: offSimplex(m.byRows(means, means)),
    self_duality_error: offSimplex(m.byRows(weight, M)),
    log_kernel_mean: m.mean(kernel),
    log_kernel_variance: m.std(kernel, 0) ** 2,
    similarities_mean: m.mean(cosines),
    similarities_std: m.std(cosines, 1),
    clf_ncc_agreement: share(net.map((c, i) => c === centre[i])),
  };
}
