/**
 * The full symmetric matrix of a packed upper triangle: element (i, j), i <= j, lies at i n - i(i-1)/2 + (j - i).
 *
 * Shapes     packed [n(n+1)/2], row by row -> [n, n] row-major
 * Allocates  the result
 */
export function unpackSymmetric(packed: Float64Array, n: number): Float64Array {
  const A = new Float64Array(n * n);
  for (let i = 0, k = 0; i < n; i++) {
    for (let j = i; j < n; j++, k++) {
      A[i * n + j] = packed[k]!;
      A[j * n + i] = packed[k]!;
    }
  }
  return A;
}
