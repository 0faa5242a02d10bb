/**
 * Frobenius norm: the square root of the sum of all squares.
 *
 * Scaled by the largest entry first, so that squares neither overflow nor vanish.
 *
 * Allocates  nothing
 */
export function frobeniusNorm(A: Float64Array): number {
  let largest = 0;
  for (const a of A) largest = Math.max(largest, Math.abs(a));
  if (largest === 0) return 0;
  let sum = 0;
  for (const a of A) sum += (a / largest) ** 2;
  return largest * Math.sqrt(sum);
}
