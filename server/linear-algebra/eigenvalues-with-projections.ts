import { diagonalise } from './diagonalise.ts';
import { transpose } from './transpose.ts';

/**
 * Eigenvalues of a symmetric matrix, largest first, and given rows in the basis of its eigenvectors.
 *
 *   A = V Λ Vᵀ;  values = diag Λ, projections = X V
 *
 * Reflectors and rotations are applied to the rows of X only, so that V [n, n] is never made. The sign of an eigenvector
 * is arbitrary, and so is the basis of an eigenspace: sums of squares over it are what has a meaning.
 *
 * Shapes     A [n, n] row-major, not changed; X [rows, n] row-major, not changed -> values [n], projections [rows, n]
 * Allocates  the results and two of the size of X; in the workspace A, X and a few vectors of length n
 * Accuracy   values as in `symmetricEigenvalues`; a projection absolute n 2^-53 |x| |λ|_max / distance to the next eigenvalue
 * Undefined  NaN throughout when A holds a number that is not finite
 * Source     Golub and Van Loan, Matrix Computations, 4th ed., section 8.3
 */
export function eigenvaluesWithProjections(
  A: Float64Array,
  n: number,
  X: Float64Array,
  rows: number,
): { values: Float64Array; projections: Float64Array } {
  const { values, turned } = diagonalise(A, n, transpose(X, rows, n), rows);
  return { values, projections: transpose(turned, n, rows) };
}
