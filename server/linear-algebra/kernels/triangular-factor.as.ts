/**
 * Lower triangular factor of a wide matrix by Householder reflectors, the longest remaining row first.
 *
 *   P M = L Q,  Q with orthonormal rows (not made), P a permutation
 *
 * Working row by row keeps the error of each row relative to that row's length, and taking the longest first keeps the
 * columns of L, each scaled to one, well-conditioned: what one-sided Jacobi needs to find small singular values exactly.
 *
 * Shapes   M [rows, columns], rows <= columns, overwritten (columns padded with zeros to even); Lᵀ [rows, rows] of zeros, row k becomes
 *          column k of L; order [rows] becomes the row of M that stands in each row of P M;
 *          squares [rows] is room
 * Source   Drmač and Veselić 2008, SIAM J. Matrix Anal. Appl. 29; Golub and Van Loan, Matrix Computations, section 5.4.2
 */
import { dot } from './vector.as';

function longestRow(squares: usize, rows: i32, k: i32): i32 {
  let longest = k;
  for (let i = k + 1; i < rows; i++) if (load<f64>(squares + (<usize>i << 3)) > load<f64>(squares + (<usize>longest << 3))) longest = i;
  return longest;
}

/**
 * a -= factor b from byte `skip` to `bytes`; returns the square of what is then there. It is summed
 * anew rather than taken off the square of before, which would cost its accuracy.
 */
export function reflectRow(a: usize, factor: f64, b: usize, skip: usize, bytes: usize): f64 {
  const f = f64x2.splat(factor);
  let sum = f64x2.splat(0);
  for (let o = skip; o < bytes; o += 16) {
    const value = f64x2.sub(v128.load(a + o), f64x2.mul(f, v128.load(b + o)));
    v128.store(a + o, value);
    sum = f64x2.add(sum, f64x2.mul(value, value));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
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

export function lowerFactor(
  m: usize, stride: usize, rows: i32, columns: i32, lt: usize, ltStride: usize, order: usize, squares: usize,
): void {
  const width = <usize>((columns + 1) & ~1) << 3;
  for (let i: i32 = 0; i < rows; i++) {
    const row = m + <usize>i * stride;
    store<f64>(order + (<usize>i << 3), i);
    store<f64>(squares + (<usize>i << 3), dot(row, row, width));
  }
  for (let k: i32 = 0; k < rows; k++) {
    const o = <usize>k << 3, longest = longestRow(squares, rows, k);
    if (longest != k) {
      swapRows(m, stride, width, lt, ltStride, k, longest);
      swap(order + o, order + (<usize>longest << 3));
      swap(squares + o, squares + (<usize>longest << 3));
    }
    // from an even column on: what earlier reflectors have dealt with is 0
    const at = o & ~15, bytes = width - at, row = m + <usize>k * stride + at;
    const size = Math.sqrt(load<f64>(squares + o));
    if (size == 0) return; // so are the rows below: they are not longer
    const first = load<f64>(row + (o - at)), pivot = first > 0 ? -size : size; // the sign that adds: nothing cancels
    store<f64>(row + (o - at), first - pivot);
    store<f64>(lt + <usize>k * ltStride + o, pivot);
    const factor = 1 / (size * (size + Math.abs(first)));
    for (let i = k + 1; i < rows; i++) reflectBelow(m + <usize>i * stride + at, row, o - at, bytes, factor, lt + <usize>k * ltStride, i, squares);
  }
}

/** Row i: its entry of column k goes to L, and is 0 from now on. */
function reflectBelow(other: usize, row: usize, entry: usize, bytes: usize, factor: f64, l: usize, i: i32, squares: usize): void {
  const scale = factor * dot(row, other, bytes), place = <usize>i << 3;
  store<f64>(l + place, load<f64>(other + entry) - scale * load<f64>(row + entry));
  store<f64>(other + entry, 0);
  // the other number of the first pair is 0 already, or reflected here with its neighbours
  let rest: f64 = 0;
  if (entry == 0) {
    rest = load<f64>(other, 8) - scale * load<f64>(row, 8);
    store<f64>(other, rest, 8);
  }
  store<f64>(squares + place, rest * rest + reflectRow(other, scale, row, 16, bytes));
}
