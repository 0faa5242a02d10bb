/**
 * Cholesky factor in place: the lower triangle of A [n, n] becomes L, A = L Lᵀ.
 *
 * Needs    A padded with zeros to whole tiles; U [n, n] of zeros, whose diagonal blocks become those of Lᵀ
 * Order    BLOCK columns at a time, left-looking: the columns before are subtracted as a product along rows, then the
 *          square on the diagonal is factored and the rows below it are solved
 * Returns  0 when a pivot is not positive (or not a number), else 1
 */
import { addProduct } from './product.as';
import { BLOCK, forwardBlock } from './triangular-rows.as';

export function factorise(a: usize, u: usize, stride: usize, n: i32): i32 {
  const padded = (n + 3) & ~3;
  for (let j: i32 = 0; j < n; j += BLOCK) {
    const size = min(BLOCK, n - j), at = <usize>j << 3, row = a + <usize>j * stride;
    if (j) addProduct(row + at, stride, row, stride, row, stride, padded - j, (size + 1) & ~1, j, -1);
    if (!factoriseSquare(row + at, u + <usize>j * stride + at, stride, size)) return 0;
    for (let i = j + size; i < n; i++) forwardBlock(u + <usize>j * stride + at, stride, size, a + <usize>i * stride + at);
  }
  return 1;
}

function factoriseSquare(a: usize, u: usize, stride: usize, size: i32): i32 {
  for (let i: i32 = 0; i < size; i++) {
    const x = a + <usize>i * stride;
    for (let j: i32 = 0; j <= i; j++) {
      const y = a + <usize>j * stride, at = <usize>j << 3;
      let sum = load<f64>(x + at);
      for (let k: usize = 0; k < at; k += 8) sum -= load<f64>(x + k) * load<f64>(y + k);
      if (i == j && !(sum > 0)) return 0;
      const entry = i == j ? Math.sqrt(sum) : sum / load<f64>(y + at);
      store<f64>(x + at, entry);
      store<f64>(u + <usize>j * stride + (<usize>i << 3), entry);
    }
  }
  return 1;
}
