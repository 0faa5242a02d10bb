import { orthogonalFactor } from './orthogonal-factor.ts';
import { product } from './product.ts';
import { transpose } from './transpose.ts';

/** Singular values, largest first, and the right singular vector of each as a row of `vectors`. */
export interface SingularBasis {
  values: Float64Array;
  vectors: Float64Array;
}

/**
 * Singular values and right singular vectors of a matrix by one-sided Jacobi: an orthonormal basis of its rows.
 *
 *   M = U S Vᵀ;  values = diag S, vectors = Vᵀ
 *
 * Shapes     M [rows, columns] row-major, not changed -> values [n], vectors [n, columns], n = min(rows, columns)
 * Allocates  the results, two copies of M and three n x n matrices
 * Accuracy   values as in `orthogonalFactor`; a vector within n 2^-52 s_max / s of the exact one where M is wide, so that those
 *            of values at the rounding of the largest mean nothing; the vector of a zero value is zero
 * Undefined  NaN throughout when M holds a number that is not finite
 * Source     as `orthogonalFactor`
 */
export function singularBasis(M: Float64Array, rows: number, columns: number): SingularBasis {
  const isWide = rows <= columns;
  const n = isWide ? rows : columns;
  const { X, lengths, order } = orthogonalFactor(isWide ? M : transpose(M, rows, columns), n, isWide ? columns : rows);
  const ranking = Array.from(lengths.keys()).sort((a, b) => lengths[b]! - lengths[a]!);
  const values = Float64Array.from(ranking, (k) => lengths[k]!);
  const W = new Float64Array(n * n);
  ranking.forEach((from, to) => {
    for (let j = 0; j < n && values[to]! > 0; j++) W[to * n + order[j]!] = X[from * n + j]! / values[to]!;
  });
  // a tall matrix: these are its vectors. A wide one: they are those of the left side, and v = Mᵀ w / s
  const vectors = isWide ? product(W, transpose(M, rows, columns), n, columns, n) : W;
  if (isWide) for (let k = 0; k < n; k++) divideRow(vectors, k, columns, values[k]!);
  return { values, vectors };
}

function divideRow(vectors: Float64Array, k: number, columns: number, length: number): void {
  for (let j = k * columns; j < (k + 1) * columns; j++) vectors[j] = length > 0 ? vectors[j]! / length : 0;
}
