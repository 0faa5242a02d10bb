import { product } from './product.ts';
import { singularBasis } from './singular-basis.ts';
import { transpose } from './transpose.ts';

/** A partial isometry, and how many directions it keeps. */
export interface PolarFactor {
  /** [rows, columns] */
  Q: Float64Array;
  rank: number;
}

/**
 * The orthogonal factor of a polar decomposition: the partial isometry nearest to a matrix. It solves the orthogonal Procrustes
 * problem: for M = Aᵀ B, the Q that makes |A Q - B|_F least.
 *
 *   M = U S Vᵀ;  Q = U_r V_rᵀ, r the directions with s_k² > s_max² · max(rows, columns) · 2^-52
 *
 * A direction of no length cannot be turned anywhere: it is left out rather than turned by rounding noise, so Q is the same for
 * every choice of singular vectors.
 *
 * Shapes     M [rows, columns] row-major, not changed -> Q [rows, columns]
 * Allocates  Q and what `singularBasis` does
 * Accuracy   about 2^-52 s_max / s_r
 * Undefined  rank 0 and Q = 0 when M is zero or holds a number that is not finite
 * Source     Higham, Functions of Matrices (2008), section 8.1
 */
export function polarFactor(M: Float64Array, rows: number, columns: number): PolarFactor {
  const { values, vectors } = singularBasis(M, rows, columns);
  const cut = values[0]! ** 2 * Math.max(rows, columns) * 2 ** -52;
  const rank = values.filter((value) => value ** 2 > cut).length;
  if (rank === 0) return { Q: new Float64Array(rows * columns), rank };
  const V = vectors.subarray(0, rank * columns);
  const U = product(M, V, rows, rank, columns).map((entry, k) => entry / values[k % rank]!);
  return { Q: product(U, transpose(V, rank, columns), rows, columns, rank), rank };
}
