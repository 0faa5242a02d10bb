/**
 * Cholesky factor of a symmetric positive definite matrix.
 *
 *   A = L Lᵀ, L lower triangular
 *
 * Shapes     A [n, n] row-major -> L [n, n], zero above the diagonal
 * Allocates  L
 * Undefined  null when a pivot is not positive: A is not positive definite within rounding
 */
export function cholesky(A: Float64Array, n: number): Float64Array | null {
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = A[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= L[i * n + k]! * L[j * n + k]!;
      if (i !== j) L[i * n + j] = sum / L[j * n + j]!;
      else if (sum > 0) L[i * n + i] = Math.sqrt(sum);
      else return null; // also catches NaN, for which every comparison is false
    }
  }
  return L;
}
