/**
 * Lower triangular factor of a wide matrix by Householder reflectors, the longest remaining row first.
 *
 *   P M = L Q,  Q with orthonormal rows (not made), P a permutation
 *
 * Working row by row keeps the error of each row relative to that row's length, and taking the longest first keeps the
 * columns of L, each scaled to one, well-conditioned: what one-sided Jacobi needs to find small singular values exactly.
 *
 * Shapes   M [rows, columns], rows <= columns, overwritten (columns padded with zeros to even); Lᵀ [rows, rows] of zeros, row k becomes
 *          column k of L; order [rows] becomes the row of M that stands in each row of P M
 * Source   Drmač and Veselić 2008, SIAM J. Matrix Anal. Appl. 29; Golub and Van Loan, Matrix Computations, section 5.4.2
 */
import { dot, subtractMultiple } from './vector.as';

/** Lengths are computed anew in each step: downdating them would cost their accuracy. */
function longestRow(m: usize, stride: usize, rows: i32, k: i32, at: usize, bytes: usize): i32 {
  let longest = k, square: f64 = -1;
  for (let i = k; i < rows; i++) {
    const row = m + <usize>i * stride + at, candidate = dot(row, row, bytes);
    if (candidate > square) { longest = i; square = candidate; }
  }
  return longest;
}

function swap(a: usize, b: usize): void {
  const kept = load<f64>(a);
  store<f64>(a, load<f64>(b));
  store<f64>(b, kept);
}

/** Rows a and b of M, and what they have contributed to L so far. */
function swapRows(m: usize, stride: usize, bytes: usize, lt: usize, ltStride: usize, a: i32, b: i32): void {
  const x = m + <usize>a * stride, y = m + <usize>b * stride;
  for (let o: usize = 0; o < bytes; o += 8) swap(x + o, y + o);
  for (let k: i32 = 0; k < a; k++) swap(lt + <usize>k * ltStride + (<usize>a << 3), lt + <usize>k * ltStride + (<usize>b << 3));
}

export function lowerFactor(m: usize, stride: usize, rows: i32, columns: i32, lt: usize, ltStride: usize, order: usize): void {
  const width = <usize>((columns + 1) & ~1) << 3;
  for (let k: i32 = 0; k < rows; k++) store<f64>(order + (<usize>k << 3), k);
  for (let k: i32 = 0; k < rows; k++) {
    // from an even column on: what earlier reflectors have dealt with is 0
    const o = <usize>k << 3, at = o & ~15, bytes = width - at;
    const longest = longestRow(m, stride, rows, k, at, bytes);
    if (longest != k) {
      swapRows(m, stride, width, lt, ltStride, k, longest);
      swap(order + o, order + (<usize>longest << 3));
    }
    const row = m + <usize>k * stride;
    const size = Math.sqrt(dot(row + at, row + at, bytes));
    if (size == 0) return; // so are the rows below: they are not longer
    const first = load<f64>(row + o), pivot = first > 0 ? -size : size; // the sign that adds: nothing cancels
    store<f64>(row + o, first - pivot);
    store<f64>(lt + <usize>k * ltStride + o, pivot);
    const factor = 1 / (size * (size + Math.abs(first)));
    for (let i = k + 1; i < rows; i++) {
      const other = m + <usize>i * stride;
      subtractMultiple(other + at, factor * dot(row + at, other + at, bytes), row + at, bytes);
      store<f64>(lt + <usize>k * ltStride + (<usize>i << 3), load<f64>(other + o));
      store<f64>(other + o, 0);
    }
  }
}
