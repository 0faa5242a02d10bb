import { gram } from './gram.ts';
import { orthogonalFactor } from './orthogonal-factor.ts';
import { symmetricEigenvalues } from './symmetric-eigenvalues.ts';
import { transpose } from './transpose.ts';

/** Up to this smaller side Jacobi is affordable. */
const JACOBI_LIMIT = 128;

/**
 * Singular values of a matrix, largest first.
 *
 * Up to a smaller side of 128: a triangular factor of the longer side, then one-sided Jacobi. Beyond: square roots of the
 * eigenvalues of the smaller Gram matrix, a negative one counting as 0.
 *
 * Shapes     M [rows, columns] row-major, not changed -> [min(rows, columns)]
 * Allocates  two copies of M and the square of its smaller side
 * Accuracy   by Jacobi relative, about 1e-14 (also of values far below the largest, where M is badly scaled rather than
 *            singular; of an exactly dependent row rounding leaves 1e-16 of the largest); by the Gram matrix the error of a
 *            value s is about 1e-15 s_max² / s, and what should be 0 comes out at up to 3e-8 s_max
 * Undefined  NaN throughout when M holds a number that is not finite
 */
export function singularValues(M: Float64Array, rows: number, columns: number): Float64Array {
  const n = Math.min(rows, columns);
  const longer = Math.max(rows, columns);
  const wide = rows <= columns ? M : transpose(M, rows, columns);
  if (n > JACOBI_LIMIT) return symmetricEigenvalues(gram(wide, n, longer), n).map((value) => Math.sqrt(Math.max(0, value)));
  return orthogonalFactor(wide, n, longer).lengths.sort().reverse();
}
