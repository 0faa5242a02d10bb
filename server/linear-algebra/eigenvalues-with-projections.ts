import { transpose } from './transpose.ts';
import { tridiagonalise } from './tridiagonal.ts';
import { tridiagonalEigenvalues } from './tridiagonal-eigenvalues.ts';

/**
 * Eigenvalues of a symmetric matrix, largest first, and given rows in the basis of its eigenvectors.
 *
 *   A = V Λ Vᵀ;  values = diag Λ, projections = X V
 *
 * Reflectors and rotations are applied to the rows of X only, so that V [n, n] is never made. The sign of an eigenvector
 * is arbitrary, and so is the basis of an eigenspace: sums of squares over it are what has a meaning.
 *
 * Shapes     A [n, n] row-major, not changed; X [rows, n] row-major, not changed -> values [n], projections [rows, n]
 * Allocates  a copy of A, two of X, and a few vectors of length n
 * Accuracy   values as in `symmetricEigenvalues`; projections of a row absolute n 2^-53 |x| λ_max / gap to the next eigenvalue
 * Errors     RangeError when A holds a number that is not finite
 * Source     Golub and Van Loan, Matrix Computations, 4th ed., section 8.3
 */
export function eigenvaluesWithProjections(
  A: Float64Array,
  n: number,
  X: Float64Array,
  rows: number,
): { values: Float64Array; projections: Float64Array } {
  const Y = transpose(X, rows, n);
  const T = tridiagonalise(Float64Array.from(A), n, Y, rows);
  tridiagonalEigenvalues(T, Y, rows);
  const order = Array.from(T.diagonal.keys()).sort((a, b) => T.diagonal[b]! - T.diagonal[a]!);
  const projections = new Float64Array(rows * n);
  order.forEach((from, to) => {
    for (let r = 0; r < rows; r++) projections[r * n + to] = Y[from * rows + r]!;
  });
  return { values: Float64Array.from(order, (k) => T.diagonal[k]!), projections };
}
