/**
 * Triangular solves for many right-hand sides, which are the rows of X.
 *
 *   forwardRows   X <- X L⁻ᵀ: each row x becomes L⁻¹ x
 *   backwardRows  X <- X L⁻¹: each row x becomes L⁻ᵀ x
 *
 * Shapes   L [n, n] lower triangular, U = Lᵀ, X [rows, n]; rows a multiple of 4, everything beyond n is 0
 * Order    BLOCK unknowns at a time: first all that is known is subtracted, as a product along rows; then the block
 *          is solved by itself. U is kept beside L so that both directions read along rows.
 */
import { addProduct } from './product.as';

export const BLOCK: i32 = 16;

/** U = Lᵀ [n, n], in squares of 16; what lies below the diagonal of U is not touched. */
export function transposeLower(l: usize, u: usize, stride: usize, n: i32): void {
  for (let i0: i32 = 0; i0 < n; i0 += 16) {
    for (let j0: i32 = 0; j0 <= i0; j0 += 16) {
      for (let i = i0; i < min(i0 + 16, n); i++) {
        for (let j = j0; j < min(j0 + 16, i + 1); j++) {
          store<f64>(u + <usize>j * stride + (<usize>i << 3), load<f64>(l + <usize>i * stride + (<usize>j << 3)));
        }
      }
    }
  }
}

export function forwardRows(l: usize, u: usize, stride: usize, n: i32, x: usize, xStride: usize, rows: i32): void {
  for (let j: i32 = 0; j < n; j += BLOCK) {
    const size = min(BLOCK, n - j), at = <usize>j << 3;
    if (j) addProduct(x + at, xStride, x, xStride, l + <usize>j * stride, stride, rows, (size + 1) & ~1, j, -1);
    for (let r: i32 = 0; r < rows; r++) forwardBlock(u + <usize>j * stride + at, stride, size, x + <usize>r * xStride + at);
  }
}

/** x_i = x_i / U_ii, then x_k -= x_i U_ik for k > i. An odd size works on one number beyond, which is 0 and stays so. */
export function forwardBlock(u: usize, stride: usize, size: i32, x: usize): void {
  for (let i: i32 = 0; i < size; i++) {
    const row = u + <usize>i * stride, at = <usize>i << 3;
    const value = load<f64>(x + at) / load<f64>(row + at);
    const factor = f64x2.splat(value);
    let k = at + 8;
    if (i & 1) store<f64>(x + at, value);
    else {
      store<f64>(x + at, value);
      store<f64>(x + k, load<f64>(x + k) - value * load<f64>(row + k));
      k += 8;
    }
    for (; k < <usize>size << 3; k += 16) v128.store(x + k, f64x2.sub(v128.load(x + k), f64x2.mul(factor, v128.load(row + k))));
  }
}

export function backwardRows(l: usize, u: usize, stride: usize, n: i32, x: usize, xStride: usize, rows: i32): void {
  for (let j = (n - 1) & ~(BLOCK - 1); j >= 0; j -= BLOCK) {
    const size = min(BLOCK, n - j), at = <usize>j << 3, next = j + size, known = <usize>next << 3;
    const columns = (n - next + 1) & ~1;
    if (columns) addProduct(x + at, xStride, x + known, xStride, u + <usize>j * stride + known, stride, rows, size, columns, -1);
    for (let r: i32 = 0; r < rows; r++) backwardBlock(l + <usize>j * stride + at, stride, size, x + <usize>r * xStride + at);
  }
}

/** x_i = x_i / L_ii from the last to the first, x_k -= x_i L_ik for k < i. */
export function backwardBlock(l: usize, stride: usize, size: i32, x: usize): void {
  for (let i = size - 1; i >= 0; i--) {
    const row = l + <usize>i * stride, at = <usize>i << 3;
    const value = load<f64>(x + at) / load<f64>(row + at);
    const factor = f64x2.splat(value);
    store<f64>(x + at, value);
    let k: usize = 0;
    for (; k + 16 <= at; k += 16) v128.store(x + k, f64x2.sub(v128.load(x + k), f64x2.mul(factor, v128.load(row + k))));
    if (k < at) store<f64>(x + k, load<f64>(x + k) - value * load<f64>(row + k));
  }
}
