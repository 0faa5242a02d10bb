/**
 * Products of a matrix with the transpose of another: P += sign A Bᵀ.
 *
 * Shapes   A [rows, columns], B [others, columns], P [rows, others]; rows a multiple of 4, others and columns of 2
 * Order    each entry is summed over even and odd columns apart, in blocks of DEPTH columns: the same on every machine
 * Speed    a tile keeps 4 x 2 entries, two partial sums each, in registers. DEPTH columns of its 4 rows stay in the
 *          first-level cache while WIDTH rows of B pass by, which stay in the second.
 */
const DEPTH: i32 = 256;
const WIDTH: i32 = 64;

/** P[0..4, 0..2] += sign A[0..4] B[0..2]ᵀ over 2 `pairs` columns. */
export function tile(p: usize, pStride: usize, a: usize, aStride: usize, b: usize, bStride: usize, pairs: i32, sign: f64): void {
  let s00 = f64x2.splat(0), s01 = f64x2.splat(0), s10 = f64x2.splat(0), s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0), s21 = f64x2.splat(0), s30 = f64x2.splat(0), s31 = f64x2.splat(0);
  const a1 = a + aStride, a2 = a1 + aStride, a3 = a2 + aStride, b1 = b + bStride;
  const end = <usize>pairs << 4;
  for (let k: usize = 0; k < end; k += 16) {
    const x = v128.load(b + k), y = v128.load(b1 + k);
    let row = v128.load(a + k);
    s00 = f64x2.add(s00, f64x2.mul(row, x)); s01 = f64x2.add(s01, f64x2.mul(row, y));
    row = v128.load(a1 + k);
    s10 = f64x2.add(s10, f64x2.mul(row, x)); s11 = f64x2.add(s11, f64x2.mul(row, y));
    row = v128.load(a2 + k);
    s20 = f64x2.add(s20, f64x2.mul(row, x)); s21 = f64x2.add(s21, f64x2.mul(row, y));
    row = v128.load(a3 + k);
    s30 = f64x2.add(s30, f64x2.mul(row, x)); s31 = f64x2.add(s31, f64x2.mul(row, y));
  }
  const factor = f64x2.splat(sign);
  addPair(p, s00, s01, factor); p += pStride;
  addPair(p, s10, s11, factor); p += pStride;
  addPair(p, s20, s21, factor); p += pStride;
  addPair(p, s30, s31, factor);
}

/** Two entries at p += factor times the sums of both halves of s and of t. */
@inline
function addPair(p: usize, s: v128, t: v128, factor: v128): void {
  const sums = f64x2.add(v128.shuffle<f64>(s, t, 0, 2), v128.shuffle<f64>(s, t, 1, 3));
  v128.store(p, f64x2.add(v128.load(p), f64x2.mul(factor, sums)));
}

export function addProduct(
  p: usize, pStride: usize, a: usize, aStride: usize, b: usize, bStride: usize, rows: i32, others: i32, columns: i32, sign: f64,
): void {
  for (let k: i32 = 0; k < columns; k += DEPTH) {
    const pairs = min(DEPTH, columns - k) >> 1;
    const at = <usize>k << 3;
    for (let j0: i32 = 0; j0 < others; j0 += WIDTH) {
      const j1 = min(j0 + WIDTH, others);
      for (let i: i32 = 0; i < rows; i += 4) {
        const from = a + <usize>i * aStride + at, to = p + <usize>i * pStride;
        for (let j = j0; j < j1; j += 2) tile(to + (<usize>j << 3), pStride, from, aStride, b + <usize>j * bStride + at, bStride, pairs, sign);
      }
    }
  }
}

/** P += sign A Aᵀ, but for entries above the diagonal, of which only some are computed; rows a multiple of 4. */
export function addGram(p: usize, pStride: usize, a: usize, aStride: usize, rows: i32, columns: i32, sign: f64): void {
  for (let k: i32 = 0; k < columns; k += DEPTH) {
    const pairs = min(DEPTH, columns - k) >> 1;
    const at = <usize>k << 3;
    for (let j0: i32 = 0; j0 < rows; j0 += WIDTH) {
      for (let i = j0; i < rows; i += 4) {
        const from = a + <usize>i * aStride + at, to = p + <usize>i * pStride;
        const j1 = min(j0 + WIDTH, i + 4);
        for (let j = j0; j < j1; j += 2) tile(to + (<usize>j << 3), pStride, from, aStride, a + <usize>j * aStride + at, aStride, pairs, sign);
      }
    }
  }
}

/** The entries above the diagonal of P [n, n] from those below it, in squares of 16 so that both sides stay in cache. */
export function mirrorLower(p: usize, stride: usize, n: i32): void {
  for (let i0: i32 = 0; i0 < n; i0 += 16) {
    for (let j0: i32 = 0; j0 <= i0; j0 += 16) {
      for (let i = i0; i < min(i0 + 16, n); i++) {
        for (let j = j0; j < min(j0 + 16, i); j++) {
          store<f64>(p + <usize>j * stride + (<usize>i << 3), load<f64>(p + <usize>i * stride + (<usize>j << 3)));
        }
      }
    }
  }
}
