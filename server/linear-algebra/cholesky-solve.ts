import { forwardSolve } from './forward-solve.ts';

/**
 * Solves A x = b in place, given the Cholesky factor of A.
 *
 *   L y = b, then Lᵀ x = y
 *
 * Shapes     L [n, n] row-major lower triangular; b [n], overwritten by x
 * Allocates  nothing
 */
export function choleskySolve(L: Float64Array, n: number, b: Float64Array): void {
  forwardSolve(L, n, b);
  for (let i = n - 1; i >= 0; i--) {
    const x = b[i]! / L[i * n + i]!;
    b[i] = x;
    // goes on along row i of L, not down column i: the memory order of L
    for (let k = 0; k < i; k++) b[k]! -= L[i * n + k]! * x;
  }
}
