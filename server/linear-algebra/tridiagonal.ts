/** A symmetric tridiagonal matrix: its diagonal [n], and beside it `below` [n], below[i] joining i and i + 1; below[n - 1] is 0. */
export interface Tridiagonal {
  diagonal: Float64Array;
  below: Float64Array;
}

/**
 * Householder reduction of a symmetric matrix to tridiagonal form.
 *
 *   A = Q T Qᵀ,  Q = H_0 H_1 ... H_{n-3},  H_k = I - 2 v_k v_kᵀ / v_kᵀv_k
 *
 * The columns of Y = Xᵀ are turned on the way: Y becomes QᵀY. Q itself is never made.
 *
 * Shapes     A [n, n] row-major, overwritten (only its lower triangle is read); Y [n, width] row-major, overwritten
 * Allocates  four vectors of length n, one of length width
 * Source     Golub and Van Loan, Matrix Computations, 4th ed., section 8.3.1
 */
export function tridiagonalise(A: Float64Array, n: number, Y: Float64Array, width: number): Tridiagonal {
  const T = { diagonal: new Float64Array(n), below: new Float64Array(n) };
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  const row = new Float64Array(width);
  for (let k = 0; k < n; k++) {
    T.diagonal[k] = A[k * n + k]!;
    if (k === n - 1) break;
    for (let i = k + 1; i < n; i++) v[i] = A[i * n + k]!;
    const { pivot, factor } = reflector(v, k + 1, n);
    T.below[k] = pivot;
    if (factor === 0) continue;
    updateTwice(A, n, k + 1, v, w, factor);
    reflectRows(Y, width, k + 1, n, v, factor, row);
  }
  return T;
}

/**
 * Turns x = v[from..n) into the vector of the reflector I - factor v vᵀ that maps x onto (pivot, 0, ..., 0).
 * factor 0: x is there already, and there is nothing to reflect.
 */
function reflector(v: Float64Array, from: number, n: number): { pivot: number; factor: number } {
  let largest = 0;
  for (let i = from + 1; i < n; i++) largest = Math.max(largest, Math.abs(v[i]!));
  const first = v[from]!;
  if (largest === 0) return { pivot: first, factor: 0 };
  largest = Math.max(largest, Math.abs(first));
  let square = 0;
  for (let i = from; i < n; i++) {
    v[i]! /= largest; // so that no square overflows or vanishes
    square += v[i]! ** 2;
  }
  // the sign that adds: v[from] does not cancel
  const length = v[from]! > 0 ? -Math.sqrt(square) : Math.sqrt(square);
  const tail = square - v[from]! ** 2;
  v[from]! -= length;
  return { pivot: length * largest, factor: 2 / (v[from]! ** 2 + tail) };
}

/** Lower triangle of A[from..n, from..n) becomes H A H = A - v wᵀ - w vᵀ, w = factor A v - (factor²/2) (vᵀ A v) v. */
function updateTwice(A: Float64Array, n: number, from: number, v: Float64Array, w: Float64Array, factor: number): void {
  w.fill(0, from);
  for (let i = from; i < n; i++) {
    const vi = v[i]!;
    let sum = A[i * n + i]! * vi;
    for (let j = from; j < i; j++) {
      const a = A[i * n + j]!;
      sum += a * v[j]!;
      w[j]! += a * vi;
    }
    w[i]! += sum;
  }
  let product = 0;
  for (let i = from; i < n; i++) {
    w[i]! *= factor;
    product += w[i]! * v[i]!;
  }
  for (let i = from; i < n; i++) w[i]! -= 0.5 * factor * product * v[i]!;
  for (let i = from; i < n; i++) {
    const [vi, wi] = [v[i]!, w[i]!];
    for (let j = from; j <= i; j++) A[i * n + j]! -= vi * w[j]! + wi * v[j]!;
  }
}

function reflectRows(Y: Float64Array, width: number, from: number, n: number, v: Float64Array, factor: number, row: Float64Array): void {
  if (width === 0) return;
  row.fill(0);
  for (let i = from; i < n; i++) for (let r = 0; r < width; r++) row[r]! += v[i]! * Y[i * width + r]!;
  for (let i = from; i < n; i++) {
    const scale = factor * v[i]!;
    for (let r = 0; r < width; r++) Y[i * width + r]! -= scale * row[r]!;
  }
}
