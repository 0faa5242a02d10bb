import { forwardSolve } from './forward-solve.ts';

/**
 * Solves for many right-hand sides in place: each row x of X becomes L⁻¹ x.
 *
 *   X <- X L⁻ᵀ
 *
 * Shapes     L [n, n] row-major lower triangular; X [rows, n] row-major, overwritten
 * Allocates  nothing
 */
export function forwardSolveRows(L: Float64Array, n: number, X: Float64Array, rows: number): void {
  for (let r = 0; r < rows; r++) forwardSolve(L, n, X.subarray(r * n, (r + 1) * n));
}
