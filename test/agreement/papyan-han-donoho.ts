/**
 * What the notebook of the paper's authors computes (repository neuralcollapse/neuralcollapse, neuralcollapse.ipynb, function `analysis`, at
 * commit 0b88c97), written anew from its definitions. Its conventions:
 *
 *   global mean        mean of the class means (not weighted)
 *   Σ_W, Σ_B           divided by N and by C
 *   NC1                Tr(Σ_W Σ_B⁺), NOT divided by C (the paper's figure 6 divides); the inverse on the C-1 largest singular vectors
 *   norms              sample standard deviation (divisor C-1) over the mean
 *   angles             mean over ordered pairs of |cos + 1/(C-1)|
 *   NC3                squared Frobenius norm
 *   NC4                scores with bias, Euclidean distance
 *   MSE                λ is half of the weight decay
 */
import type { Features } from './features.ts';
import * as m from './matrices.ts';
import { centred, choices, classMeans, nearest, share, withinClass } from './statistics.ts';

export function notebook(given: Features) {
  const { weight, labels } = given;
  const C = weight.length;
  const means = classMeans(given);
  const M = centred(means, m.meanRow(means));
  const within = withinClass(given);
  const between = m.scaled(m.scatterOf(M), 1 / C);
  const [net, centre] = [choices(given), nearest(given)];
  return {
    Sw_invSb: m.trace(m.product(within, m.pseudoInverse(between, C - 1))),
    norm_M_CoV: variation(M.map(m.norm)),
    norm_W_CoV: variation(weight.map(m.norm)),
    cos_M: coherence(M),
    cos_W: coherence(weight),
    W_M_dist: m.frobenius(m.subtracted(m.scaled(weight, 1 / m.frobenius(weight)), m.scaled(M, 1 / m.frobenius(M)))) ** 2,
    NCC_mismatch: 1 - share(net.map((c, i) => c === centre[i])),
    error: 1 - share(net.map((c, i) => c === labels[i])),
    ...decomposition(given, means, within, between),
  };
}

const variation = (norms: number[]) => m.std(norms, 1) / m.mean(norms);

function coherence(rows: m.Matrix): number {
  const C = rows.length;
  const units = rows.map((row) => m.times(row, 1 / m.norm(row)));
  let sum = 0;
  for (let a = 0; a < C; a++) for (let b = 0; b < C; b++) if (a !== b) sum += Math.abs(m.dot(units[a]!, units[b]!) + 1 / (C - 1));
  return sum / (C * (C - 1));
}

/** The three parts of the MSE loss. Class means are rows here. */
function decomposition({ weight, bias, weightDecay }: Features, means: m.Matrix, within: m.Matrix, between: m.Matrix) {
  const [C, p, wd] = [weight.length, weight[0]!.length, weightDecay / 2];
  const muG = m.meanRow(means);
  const ridge = m.scaled(m.identity(p), wd);
  const total = m.added(within, between);
  const inverse = m.inverse(m.added(m.added(total, m.scaled(m.outer(muG, muG), wd / (wd + 1))), ridge));
  const best = m.scaled(m.product(centred(means, m.times(muG, 1 / (1 + wd))), inverse), 1 / C);
  const bestBias = best.map((row) => (1 / C - m.dot(row, muG)) / (1 + wd));
  const scores = m.byRows(best, means).map((row, c) => row.map((score) => score + bestBias[c]!));
  const A = [...m.added(m.added(total, m.outer(muG, muG)), ridge).map((row, i) => [...row, muG[i]!]), [...muG, 1 + wd]];
  const off = m.subtracted(weight.map((row, c) => [...row, bias[c]!]), best.map((row, c) => [...row, bestBias[c]!]));
  return {
    LNC1: 0.5 * (m.trace(m.byRows(m.product(best, m.added(within, ridge)), best)) + wd * m.dot(bestBias, bestBias)),
    LNC23: (0.5 / C) * m.frobenius(m.subtracted(scores, m.identity(C))) ** 2,
    Lperp: 0.5 * m.trace(m.byRows(m.product(off, A), off)),
  };
}
