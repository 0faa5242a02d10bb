import { inWorkspace } from './workspace.ts';

/**
 * Cholesky factor of a symmetric positive definite matrix.
 *
 *   A = L Lᵀ, L lower triangular
 *
 * Shapes     A [n, n] row-major, only its lower triangle is read -> L [n, n], zero above the diagonal
 * Allocates  L; in the workspace A and n x n more
 * Undefined  null when a pivot is not positive: A is not positive definite within rounding
 */
export function cholesky(A: Float64Array, n: number): Float64Array | null {
  return inWorkspace((workspace) => {
    const a = workspace.place(A, n, n);
    const u = workspace.matrix(n, n);
    if (!workspace.run.factorise(a.at, u.at, a.stride, n)) return null;
    const L = workspace.take(a, n, n);
    for (let i = 0; i < n; i++) L.fill(0, i * n + i + 1, (i + 1) * n);
    return L;
  });
}
