import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { gram } from '../linear-algebra/gram.ts';
import { pairCosines } from '../linear-algebra/pair-cosines.ts';
import { rowNorms } from '../linear-algebra/row-norms.ts';

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

  constructor(core: SnapshotCore) {
    this.core = core;
    this.C = core.classes;
    this.p = core.features;
  }

  /** M and the lengths of its rows. A row that is rounding noise beside the longest one is exactly zero. */
  get means(): ClassVectors {
    this.#means ??= silenceNoise(centredMeans(this.core.means, this.C, this.p), this.C, this.p);
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
}

/**
 * Rows μ_c - μ_G. Taken as differences to the first mean before averaging: where the means are far from the origin and
 * near each other, those differences are exact, while the average of the means themselves is rounded at their size.
 */
function centredMeans(means: Float64Array, C: number, p: number): Float64Array {
  const M = new Float64Array(C * p);
  for (let k = 0; k < p; k++) {
    let sum = 0;
    for (let c = 0; c < C; c++) {
      M[c * p + k] = means[c * p + k]! - means[k]!;
      sum += M[c * p + k]!;
    }
    for (let c = 0; c < C; c++) M[c * p + k]! -= sum / C;
  }
  return M;
}

function silenceNoise(M: Float64Array, C: number, p: number): ClassVectors {
  const norms = rowNorms(M, C, p);
  const noise = C * 2 ** -52 * norms.reduce((longest, norm) => Math.max(longest, norm), 0);
  norms.forEach((norm, c) => {
    if (norm > noise) return;
    norms[c] = 0;
    M.fill(0, c * p, (c + 1) * p);
  });
  return new ClassVectors(M, norms);
}
