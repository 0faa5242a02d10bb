import { randomGamma, randomNormal } from 'd3-random';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { ClassMeans, ClassSpread } from '../../prisma/snapshot/moments.ts';
import type { SnapshotCore, SnapshotMetadata } from '../../prisma/snapshot/snapshot.ts';
import { cholesky } from '../linear-algebra/cholesky.ts';
import { gram } from '../linear-algebra/gram.ts';
import { product } from '../linear-algebra/product.ts';
import { transpose } from '../linear-algebra/transpose.ts';
import type { NullReferenceTask } from './null-reference-task.ts';

type Sizes = Omit<NullReferenceTask, 'metrics'>;

/** Random numbers from a seed, the same on every machine up to the last bits of its logarithm. */
export class Draw {
  readonly normal: () => number;
  readonly #gamma: (shape: number) => () => number;

  constructor(seed: number) {
    const generator = xoroshiro128plus(seed);
    const uniform = () => uniformFloat64(generator);
    this.normal = randomNormal.source(uniform)();
    this.#gamma = randomGamma.source(uniform);
  }

  normals(count: number): Float64Array {
    return Float64Array.from({ length: count }, this.normal);
  }

  /** chi-square with k degrees of freedom; 0 for k = 0 */
  chiSquare(k: number): number {
    return k > 0 ? 2 * this.#gamma(k / 2)() : 0;
  }
}

/**
 * A snapshot of no collapse at all, drawn as its statistics: Gaussian features h ~ N(0, I) with random labels, and a classifier that
 * knows nothing of them. Without the features:
 *
 *   μ_c ~ N(0, I / n_c),   n_c v_c ~ χ²(p (n_c - 1)),   N A ~ Wishart(N - C, M Mᵀ) given the means,   W ~ N(0, I)
 *
 * Each of v and A has its exact law given the means, but they are drawn apart: no metric may read both. n_c is N / C, the remainder
 * going to the first classes. The tables of choices are empty: see `drawFromFeatures`.
 *
 * Cost       C p + C² min(C-1, p) operations, however many samples
 */
export function drawStatistics(sizes: Sizes, draw: Draw): SnapshotCore {
  const { classes: C, features: p, samples: N } = sizes;
  const counts = balancedCounts(C, N);
  const means = Float64Array.from({ length: C * p }, (_, k) => draw.normal() / Math.sqrt(counts[Math.floor(k / p)]!));
  const none = new Uint32Array(C * C);
  return {
    ...{ classes: C, features: p, samples: N, counts, means },
    within: counts.map((n) => draw.chiSquare(p * (n - 1)) / n),
    scatter: drawScatter(centred(means, C, p), C, p, N, draw),
    ...{ weight: draw.normals(C * p), bias: new Float64Array(C), nearest: none, confusion: none, agreement: none },
    metadata: METADATA,
  };
}

/**
 * The same drawn sample by sample, for what only the samples can tell: which class mean is nearest, what the classifier chooses, and
 * the covariance.
 *
 * Cost       N p C operations, and N p² / 2 for the covariance
 */
export function drawFromFeatures(sizes: Sizes, draw: Draw, withCovariance: boolean): { core: SnapshotCore; covariance?: Float64Array } {
  const { classes: C, features: p, samples: N } = sizes;
  const labels = Uint32Array.from({ length: N }, (_, i) => i % C);
  const features = draw.normals(N * p);
  const weight = draw.normals(C * p);
  const first = new ClassMeans(C, p);
  first.add(features, labels);
  const { counts, means } = first.finish();
  const second = new ClassSpread({ classes: C, features: p, counts, means, choices: true, covariance: withCovariance });
  second.add(features, labels, choicesOf(product(features, weight, N, C, p), C));
  const { covariance, ...sums } = second.finish();
  return { core: { classes: C, features: p, samples: N, counts, means, ...sums, weight, bias: new Float64Array(C), metadata: METADATA }, covariance };
}

const METADATA: SnapshotMetadata = {
  ...{ run: 'null-reference', epoch: 0, split: 'TRAIN', layer: 'last', featureType: 'float64', largestFeature: 1 },
  ...{ weightDecay: null, lossReduction: null, parts: {} },
};

function balancedCounts(C: number, N: number): Float64Array {
  return Float64Array.from({ length: C }, (_, c) => Math.floor(N / C) + (c < N % C ? 1 : 0));
}

function centred(means: Float64Array, C: number, p: number): Float64Array {
  const sums = new Float64Array(p);
  means.forEach((value, k) => {
    sums[k % p]! += value;
  });
  return means.map((value, k) => value - sums[k % p]! / C);
}

/**
 * A = H G Hᵀ / N with H Hᵀ = M Mᵀ of r = min(C-1, p) columns and G ~ Wishart_r(N - C, I). For p < C that H is M itself; else the
 * Cholesky factor of the first C-1 rows, whose last row is minus the sum of the others, as the rows of M sum to zero.
 */
function drawScatter(M: Float64Array, C: number, p: number, N: number, draw: Draw): Float64Array {
  const r = Math.min(C - 1, p);
  const H = p < C ? M : factorOfMeans(M, C, p);
  const root = wishartRoot(r, N - C, draw);
  const rank = root.length / r;
  // H T as [C, rank]: entry (c, k) is h_c · t_k, t_k the k-th column of the root T; its Gram matrix is H T Tᵀ Hᵀ
  const HT = product(H, transpose(root, r, rank), C, rank, r);
  return gram(HT, C, rank).map((value) => value / N);
}

function factorOfMeans(M: Float64Array, C: number, p: number): Float64Array {
  const r = C - 1;
  // Gaussian means are independent with probability one
  const L = cholesky(gram(M.subarray(0, r * p), r, p), r)!;
  const H = new Float64Array(C * r);
  H.set(L);
  for (let c = 0; c < r; c++) for (let k = 0; k <= c; k++) H[r * r + k]! -= L[c * r + k]!;
  return H;
}

/** T [r, k] with T Tᵀ ~ Wishart_r(degrees, I): Bartlett's triangle, or plain normals where there are fewer degrees than r. */
function wishartRoot(r: number, degrees: number, draw: Draw): Float64Array {
  if (degrees < r) return draw.normals(r * degrees);
  const T = new Float64Array(r * r);
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < i; j++) T[i * r + j] = draw.normal();
    T[i * r + i] = Math.sqrt(draw.chiSquare(degrees - i));
  }
  return T;
}

/** argmax of each row of scores [N,C]; the lower class at a tie. */
function choicesOf(scores: Float64Array, C: number): Uint32Array {
  return Uint32Array.from({ length: scores.length / C }, (_, i) => {
    let best = 0;
    for (let c = 1; c < C; c++) if (scores[i * C + c]! > scores[i * C + best]!) best = c;
    return best;
  });
}
