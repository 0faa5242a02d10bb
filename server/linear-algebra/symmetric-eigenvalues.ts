import { diagonalise } from './diagonalise.ts';

const NOTHING = new Float64Array(0);

/**
 * Eigenvalues of a symmetric matrix, largest first.
 *
 * Shapes     A [n, n] row-major, not changed; only its lower triangle is read -> [n]
 * Allocates  the result; in the workspace A and a few vectors of length n
 * Accuracy   absolute error about n 2^-53 |λ|_max: a small eigenvalue beside a large one has no relative accuracy
 * Undefined  NaN throughout when A holds a number that is not finite
 * Source     Golub and Van Loan, Matrix Computations, 4th ed., section 8.3
 */
export function symmetricEigenvalues(A: Float64Array, n: number): Float64Array {
  return diagonalise(A, n, NOTHING, 0).values;
}
