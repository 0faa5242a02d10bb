import { substitute } from './solve-rows.ts';

/**
 * Solves for many right-hand sides in place: each row x of X becomes L⁻¹ x.
 *
 *   X <- X L⁻ᵀ
 *
 * Shapes     L [n, n] row-major lower triangular; X [rows, n] row-major, overwritten
 * Allocates  nothing; in the workspace L, Lᵀ and X
 * Accuracy   backward stable, as one substitution after the other
 */
export function forwardSolveRows(L: Float64Array, n: number, X: Float64Array, rows: number): void {
  substitute(L, n, X, rows, false);
}
