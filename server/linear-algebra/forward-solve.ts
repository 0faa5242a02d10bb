import { dot } from './dot.ts';

/**
 * Solves L y = b in place for a lower triangular L.
 *
 * Shapes     L [n, n] row-major; b [n], overwritten by y
 * Allocates  nothing
 */
export function forwardSolve(L: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) b[i] = (b[i]! - dot(L, i * n, b, 0, i)) / L[i * n + i]!;
}
