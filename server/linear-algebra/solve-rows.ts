import { inWorkspace } from './workspace.ts';

/**
 * Solves for many right-hand sides in place, given the Cholesky factor of A = L Lᵀ: each row x of X becomes A⁻¹ x.
 *
 *   X <- X L⁻ᵀ L⁻¹
 *
 * Shapes     L [n, n] row-major lower triangular; X [rows, n] row-major, overwritten
 * Allocates  nothing; in the workspace L, Lᵀ and X
 * Accuracy   backward stable, as one substitution after the other
 */
export function solveRows(L: Float64Array, n: number, X: Float64Array, rows: number): void {
  substitute(L, n, X, rows, true);
}

/** X <- X L⁻ᵀ, and, unless only `forwardSolveRows` was asked for, X <- X L⁻¹. */
export function substitute(L: Float64Array, n: number, X: Float64Array, rows: number, backward: boolean): void {
  inWorkspace((workspace) => {
    const l = workspace.place(L, n, n);
    const u = workspace.matrix(n, n);
    const x = workspace.place(X, rows, n);
    const padded = (rows + 3) & ~3;
    workspace.run.transposeLower(l.at, u.at, l.stride, n);
    workspace.run.forwardRows(l.at, u.at, l.stride, n, x.at, x.stride, padded);
    if (backward) workspace.run.backwardRows(l.at, u.at, l.stride, n, x.at, x.stride, padded);
    workspace.take(x, rows, n, X);
  });
}
