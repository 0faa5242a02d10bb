/**
 * What nc-toolbox computes (felixsh/nc-toolbox, nc_toolbox/metrics.py at commit a1cbf47, util.py at 6e790cf), written anew from its definitions.
 * Its conventions:
 *
 *   global mean        mean of all SAMPLES
 *   NC2 kernel         std over mean, of all unordered pairs, the std that of a population
 *   NC3                Frobenius norm, NOT squared
 *   NC4                an agreement, scores with bias
 */
import type { Features } from './features.ts';
import * as m from './matrices.ts';
import { centred, choices, classMeans, nearest, pairs, sampleMean, share } from './statistics.ts';

export function ncToolbox(given: Features, about = sampleMean(given)) {
  const { weight } = given;
  const M = centred(classMeans(given), about);
  const units = M.map((row) => m.times(row, 1 / m.norm(row)));
  const kernel = pairs(M.length, (a, b) => Math.log(1 / m.norm(m.minus(units[a]!, units[b]!))));
  const [net, centre] = [choices(given), nearest(given)];
  return {
    gnc2_hypershperical_uniformity: m.std(kernel, 0) / m.mean(kernel),
    nc3_self_duality: m.frobenius(m.subtracted(m.scaled(weight, 1 / m.frobenius(weight)), m.scaled(M, 1 / m.frobenius(M)))),
    nc4_classifier_agreement: share(net.map((c, i) => c === centre[i])),
  };
}
