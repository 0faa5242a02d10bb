import { diagonalise } from './diagonalise.ts';

/** Eigenvalues, largest first, and the eigenvector of each as a row of `vectors`. */
export interface Eigen {
  values: Float64Array;
  vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix.
 *
 * Shapes     A [n, n] row-major, not changed, only its lower triangle is read -> values [n] descending, vectors [n, n], row k
 *            belonging to value k
 * Allocates  the results and two n x n matrices; in the workspace two n x n matrices
 * Accuracy   values absolute n 2^-53 |λ|_max; vectors orthonormal within n 2^-53, whatever the distance of the eigenvalues
 * Undefined  NaN throughout when A holds a number that is not finite
 * Source     Golub and Van Loan, Matrix Computations, 4th ed., section 8.3
 */
export function symmetricEigen(A: Float64Array, n: number): Eigen {
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  const { values, turned } = diagonalise(A, n, identity, n);
  return { values, vectors: turned };
}
