import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { centreRows } from '../linear-algebra/centre-rows.ts';
import { gram } from '../linear-algebra/gram.ts';
import { pairCosines } from '../linear-algebra/pair-cosines.ts';
import { pairDistances } from '../linear-algebra/pair-distances.ts';
import { rowNorms } from '../linear-algebra/row-norms.ts';
import { singularValues } from '../linear-algebra/singular-values.ts';
import { unpackSymmetric } from '../linear-algebra/unpack-symmetric.ts';

/** The rows whose geometry NC2 looks at, with what several formulas take from them; each is computed at most once. */
export class ClassVectors {
  #gram?: Float64Array;
  #cosines?: Float64Array;

  /** rows [C,p] and their lengths [C] */
  constructor(
    readonly rows: Float64Array,
    readonly norms: Float64Array,
  ) {}

  /** [C,C] scalar products of the rows */
  get gram(): Float64Array {
    const C = this.norms.length;
    this.#gram ??= gram(this.rows, C, this.rows.length / C);
    return this.#gram;
  }

  /** cosines of the pairs c < c'; no row may be zero */
  get cosines(): Float64Array {
    this.#cosines ??= pairCosines(this.gram, this.norms);
    return this.#cosines;
  }
}

/**
 * A snapshot being measured, with the quantities that several formulas need; each is computed at most once.
 *
 *   M [C,p]  rows μ_c - μ_G,  μ_G = (1/C) Σ μ_c the mean of the class means (not of the samples)
 *   K [C,C]  M Mᵀ
 *   W [C,p]  the classifier's rows, not centred
 */
export class Reading {
  readonly core: SnapshotCore;
  readonly C: number;
  readonly p: number;
  #means?: ClassVectors;
  #weights?: ClassVectors | null;
  #meanDistances?: Float64Array;
  #directionDistances?: Float64Array;
  #singularValues?: Float64Array;
  #globalMean?: Float64Array;
  #covarianceMatrix?: Float64Array;
  #totalCovariance?: Float64Array;

  /** `covariance` [p(p+1)/2] the packed upper triangle of Σ_W, where it is known */
  constructor(
    core: SnapshotCore,
    readonly covariance?: Float64Array,
  ) {
    this.core = core;
    this.C = core.classes;
    this.p = core.features;
  }

  /** M and the lengths of its rows. A row that is rounding noise beside the longest one is exactly zero. */
  get means(): ClassVectors {
    this.#means ??= silenceNoise(centreRows(this.core.means, this.C, this.p), this.C, this.p);
    return this.#means;
  }

  /** W and the lengths of its rows; null without a classifier. */
  get weights(): ClassVectors | null {
    if (this.#weights === undefined) {
      const rows = this.core.weight && Float64Array.from(this.core.weight);
      this.#weights = rows ? new ClassVectors(rows, rowNorms(rows, this.C, this.p)) : null;
    }
    return this.#weights;
  }

  /** K = M Mᵀ. */
  get K(): Float64Array {
    return this.means.gram;
  }

  /** Squared distances of the class means, pairs c < c'. */
  get meanDistances(): Float64Array {
    this.#meanDistances ??= pairDistances(this.means.rows, this.K, new Float64Array(this.C).fill(1));
    return this.#meanDistances;
  }

  /** Squared distances of the class means' unit vectors, pairs c < c'; no mean may be zero. */
  get directionDistances(): Float64Array {
    this.#directionDistances ??= pairDistances(this.means.rows, this.K, this.means.norms);
    return this.#directionDistances;
  }

  /** The C-1 singular values of M, descending; those beyond p are exactly 0, and so is what M's rows, summing to zero, leave. */
  get singularValues(): Float64Array {
    const { C, p, means } = this;
    if (!this.#singularValues) {
      this.#singularValues = new Float64Array(C - 1);
      this.#singularValues.set(singularValues(means.rows, C, p).subarray(0, Math.min(C - 1, p)));
    }
    return this.#singularValues;
  }

  /** Tr Σ_W = Σ_c (n_c/N) v_c */
  get withinTrace(): number {
    const { counts, within, samples } = this.core;
    return within.reduce((sum, square, c) => sum + (counts[c]! / samples) * square, 0);
  }

  /** Tr Σ_B = (1/C) Σ_c |m_c|² */
  get betweenTrace(): number {
    return this.means.norms.reduce((sum, norm) => sum + (norm * norm) / this.C, 0);
  }

  /** μ_G [p], the mean of the class means */
  get globalMean(): Float64Array {
    const { C, p, core } = this;
    this.#globalMean ??= Float64Array.from({ length: p }, (_, k) => {
      let sum = 0;
      for (let c = 0; c < C; c++) sum += core.means[c * p + k]!;
      return sum / C;
    });
    return this.#globalMean;
  }

  /** Σ_W [p,p]; only where the covariance was recorded */
  get covarianceMatrix(): Float64Array {
    this.#covarianceMatrix ??= unpackSymmetric(this.covariance!, this.p);
    return this.#covarianceMatrix;
  }

  /** Σ_T = Σ_W + Σ_B [p,p], Σ_B = (1/C) Σ_c m_c m_cᵀ; only where the covariance was recorded */
  get totalCovariance(): Float64Array {
    this.#totalCovariance ??= plusBetween(this.covarianceMatrix, this.means.rows, this.C, this.p);
    return this.#totalCovariance;
  }
}

function plusBetween(within: Float64Array, M: Float64Array, C: number, p: number): Float64Array {
  const total = Float64Array.from(within);
  for (let c = 0; c < C; c++) {
    for (let i = 0; i < p; i++) {
      const share = M[c * p + i]! / C;
      for (let j = 0; j < p; j++) total[i * p + j]! += share * M[c * p + j]!;
    }
  }
  return total;
}

function silenceNoise(M: Float64Array, C: number, p: number): ClassVectors {
  const norms = rowNorms(M, C, p);
  const noise = C * 2 ** -52 * norms.reduce((longest, norm) => Math.max(longest, norm), 0);
  // an overflow is no noise: the formulas give NOT_FINITE for it
  if (!Number.isFinite(noise)) return new ClassVectors(M, norms);
  norms.forEach((norm, c) => {
    if (norm > noise) return;
    norms[c] = 0;
    M.fill(0, c * p, (c + 1) * p);
  });
  return new ClassVectors(M, norms);
}
