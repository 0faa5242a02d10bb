import { choleskySolve } from './cholesky-solve.ts';

/**
 * Solves for many right-hand sides in place, given the Cholesky factor of A = L Lᵀ: each row x of X becomes A⁻¹ x.
 *
 *   X <- X L⁻ᵀ L⁻¹
 *
 * Shapes     L [n, n] row-major lower triangular; X [rows, n] row-major, overwritten
 * Allocates  nothing
 */
export function solveRows(L: Float64Array, n: number, X: Float64Array, rows: number): void {
  for (let r = 0; r < rows; r++) choleskySolve(L, n, X.subarray(r * n, (r + 1) * n));
}
