import { dot } from './dot.ts';

/**
 * Lower triangular factor of a wide matrix by Householder reflectors, the longest remaining row first.
 *
 *   P M = L Q,  Q with orthonormal rows (not made), P a permutation; |L_00| >= |L_11| >= ...
 *
 * Working row by row keeps the error of each row relative to that row's length, and taking the longest first keeps the
 * columns of L, each scaled to one, well-conditioned: what one-sided Jacobi needs to find small singular values exactly.
 *
 * Shapes     M [rows, columns] row-major, rows <= columns, overwritten -> Lᵀ [rows, rows]: row k is column k of L
 * Allocates  the result and a vector of length rows
 * Source     Drmač and Veselić 2008, SIAM J. Matrix Anal. Appl. 29 (preconditioned Jacobi); Golub and Van Loan, section 5.4.2
 */
export function triangularFactor(M: Float64Array, rows: number, columns: number): Float64Array {
  const Lt = new Float64Array(rows * rows);
  for (let k = 0; k < rows; k++) {
    swapRows(M, Lt, rows, columns, k, longestRow(M, rows, columns, k));
    reflectRemaining(M, Lt, rows, columns, k);
  }
  return Lt;
}

/** Lengths are computed anew in each step: downdating them would cost their accuracy. */
function longestRow(M: Float64Array, rows: number, columns: number, k: number): number {
  let longest = k;
  let square = -1;
  for (let i = k; i < rows; i++) {
    const candidate = dot(M, i * columns + k, M, i * columns + k, columns - k);
    if (candidate > square) [longest, square] = [i, candidate];
  }
  return longest;
}

/** Rows a and b of M, and what they have contributed to L so far. */
function swapRows(M: Float64Array, Lt: Float64Array, rows: number, columns: number, a: number, b: number): void {
  if (a === b) return;
  const row = M.slice(a * columns, (a + 1) * columns);
  M.copyWithin(a * columns, b * columns, (b + 1) * columns);
  M.set(row, b * columns);
  for (let k = 0; k < a; k++) {
    const entry = Lt[k * rows + a]!;
    Lt[k * rows + a] = Lt[k * rows + b]!;
    Lt[k * rows + b] = entry;
  }
}

/** Makes row k of M a multiple of e_k, applies the same reflector to the rows below, and stores column k of L. */
function reflectRemaining(M: Float64Array, Lt: Float64Array, rows: number, columns: number, k: number): void {
  const at = k * columns + k;
  const length = columns - k;
  const size = Math.sqrt(dot(M, at, M, at, length));
  if (size === 0) return; // so are the rows below: they are not longer
  const first = M[at]!;
  const pivot = first > 0 ? -size : size; // the sign that adds: M[at] does not cancel
  M[at] = first - pivot;
  const factor = 1 / (size * (size + Math.abs(first)));
  Lt[k * rows + k] = pivot;
  for (let i = k + 1; i < rows; i++) {
    const to = i * columns + k;
    const scale = factor * dot(M, at, M, to, length);
    for (let j = 0; j < length; j++) M[to + j]! -= scale * M[at + j]!;
    Lt[k * rows + i] = M[to]!;
  }
}
