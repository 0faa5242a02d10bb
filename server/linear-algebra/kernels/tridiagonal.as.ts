/**
 * Householder reduction of a symmetric matrix to tridiagonal form.
 *
 *   A = Q T Qᵀ,  Q = H_0 H_1 ... H_{n-3},  H_k = I - f_k v_k v_kᵀ;   Y <- Qᵀ Y
 *
 * Shapes   A [n, n], its lower triangle read and overwritten; diagonal, below [n]; Y [n, width], width even; `scratch` [5 n'] zeros and
 *          [width] more, n' = n rounded up to even
 * Order    step k needs A after the update of step k - 1, but only one column of it before v_k is known: so that update
 *          and the product A v_k share one pass over the triangle, two rows at a time. Each number is then loaded and
 *          stored once a step, which is what bounds the speed of larger matrices.
 */

/** Column k of A after the update that still waits: A - v wᵀ - w vᵀ. */
function takeColumn(a: usize, stride: usize, k: i32, n: i32, v: usize, w: usize, x: usize): void {
  const at = <usize>k << 3, vk = load<f64>(v + at), wk = load<f64>(w + at);
  for (let i = k; i < n; i++) {
    const o = <usize>i << 3;
    store<f64>(x + o, load<f64>(a + <usize>i * stride + at) - load<f64>(v + o) * wk - load<f64>(w + o) * vk);
  }
}

/** x[from..n) becomes v of the reflector that maps x onto (pivot, 0, ...), pivot stored at `pivot`; returns f, 0 when x is there already. */
function reflector(x: usize, from: i32, n: i32, pivot: usize): f64 {
  const at = x + (<usize>from << 3), end = x + (<usize>n << 3);
  const first = load<f64>(at);
  let largest: f64 = 0;
  for (let o = at + 8; o < end; o += 8) largest = max(largest, Math.abs(load<f64>(o)));
  store<f64>(pivot, first);
  if (largest == 0) return 0;
  largest = max(largest, Math.abs(first));
  let square: f64 = 0;
  for (let o = at; o < end; o += 8) {
    const value = load<f64>(o) / largest; // so that no square overflows or vanishes
    store<f64>(o, value);
    square += value * value;
  }
  // the sign that adds: the first number does not cancel
  const head = load<f64>(at), length = head > 0 ? -Math.sqrt(square) : Math.sqrt(square);
  store<f64>(pivot, length * largest);
  store<f64>(at, head - length);
  return 1 / (square - head * length);
}

/** A -= v wᵀ + w vᵀ and y = A x over rows and columns from `from` (even) to n (even), lower triangle. */
export function sweep(a: usize, stride: usize, from: i32, n: i32, v: usize, w: usize, x: usize, y: usize): void {
  memory.fill(y + (<usize>from << 3), 0, <usize>(n - from) << 3);
  for (let i = from; i < n; i += 2) {
    const o = <usize>i << 3, row = a + <usize>i * stride, next = row + stride;
    const v0 = v128.load64_splat(v + o), v1 = v128.load64_splat(v + o, 8), w0 = v128.load64_splat(w + o), w1 = v128.load64_splat(w + o, 8);
    const x0 = v128.load64_splat(x + o), x1 = v128.load64_splat(x + o, 8);
    let s0 = f64x2.splat(0), s1 = f64x2.splat(0);
    for (let j = <usize>from << 3; j < o; j += 16) {
      const vj = v128.load(v + j), wj = v128.load(w + j), xj = v128.load(x + j);
      const a0 = f64x2.sub(f64x2.sub(v128.load(row + j), f64x2.mul(v0, wj)), f64x2.mul(w0, vj));
      const a1 = f64x2.sub(f64x2.sub(v128.load(next + j), f64x2.mul(v1, wj)), f64x2.mul(w1, vj));
      v128.store(row + j, a0);
      v128.store(next + j, a1);
      s0 = f64x2.add(s0, f64x2.mul(a0, xj));
      s1 = f64x2.add(s1, f64x2.mul(a1, xj));
      v128.store(y + j, f64x2.add(v128.load(y + j), f64x2.add(f64x2.mul(a0, x0), f64x2.mul(a1, x1))));
    }
    diagonalSquare(row, next, o, v, w, x, y, sumOf(s0), sumOf(s1));
  }
}

@inline
function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** The 2 x 2 square on the diagonal, and what the rows gave beside it. */
function diagonalSquare(row: usize, next: usize, o: usize, v: usize, w: usize, x: usize, y: usize, s0: f64, s1: f64): void {
  const v0 = load<f64>(v + o), v1 = load<f64>(v + o, 8), w0 = load<f64>(w + o), w1 = load<f64>(w + o, 8);
  const x0 = load<f64>(x + o), x1 = load<f64>(x + o, 8);
  const a = load<f64>(row + o) - 2 * v0 * w0;
  const b = load<f64>(next + o) - v1 * w0 - w1 * v0;
  const c = load<f64>(next + o, 8) - 2 * v1 * w1;
  store<f64>(row + o, a);
  store<f64>(next + o, b);
  store<f64>(next + o, c, 8);
  store<f64>(y + o, s0 + a * x0 + b * x1);
  store<f64>(y + o, s1 + b * x0 + c * x1, 8);
}

/** y becomes w = f y - (f²/2) (xᵀy) x, the other half of the rank-2 update. */
function halfUpdate(x: usize, y: usize, from: i32, n: i32, f: f64): void {
  let product: f64 = 0;
  const start = <usize>from << 3, end = <usize>n << 3;
  for (let o = start; o < end; o += 8) product += load<f64>(x + o) * load<f64>(y + o);
  const share = 0.5 * f * f * product;
  for (let o = start; o < end; o += 8) store<f64>(y + o, f * load<f64>(y + o) - share * load<f64>(x + o));
}

/** Y[from..n) -= f v (vᵀ Y). */
export function reflectRows(y: usize, stride: usize, width: i32, from: i32, n: i32, v: usize, f: f64, sums: usize): void {
  const bytes = <usize>width << 3;
  memory.fill(sums, 0, bytes);
  for (let i = from; i < n; i++) {
    const factor = v128.load64_splat(v + (<usize>i << 3)), row = y + <usize>i * stride;
    for (let o: usize = 0; o < bytes; o += 16) v128.store(sums + o, f64x2.add(v128.load(sums + o), f64x2.mul(factor, v128.load(row + o))));
  }
  for (let i = from; i < n; i++) {
    const factor = f64x2.splat(f * load<f64>(v + (<usize>i << 3))), row = y + <usize>i * stride;
    for (let o: usize = 0; o < bytes; o += 16) v128.store(row + o, f64x2.sub(v128.load(row + o), f64x2.mul(factor, v128.load(sums + o))));
  }
}

export function reduce(
  a: usize, stride: usize, n: i32, diagonal: usize, below: usize, y: usize, yStride: usize, width: i32, scratch: usize,
): void {
  const even = (n + 1) & ~1, size = <usize>even << 3;
  // v and w of the update that waits, x and z of the step at hand; they change places
  let v = scratch, w = v + size, x = w + size, z = x + size;
  const sums = z + size;
  for (let k: i32 = 0; k < n; k++) {
    takeColumn(a, stride, k, n, v, w, x);
    store<f64>(diagonal + (<usize>k << 3), load<f64>(x + (<usize>k << 3)));
    store<f64>(x + (<usize>k << 3), 0); // the step works from k + 1 on; a pass that begins at an even k finds 0 here
    if (k == n - 1) break;
    const f = reflector(x, k + 1, n, below + (<usize>k << 3));
    if (f == 0) memory.fill(x, 0, size);
    sweep(a, stride, (k + 1) & ~1, even, v, w, x, z);
    halfUpdate(x, z, k + 1, n, f);
    if (!(k & 1)) store<f64>(z + (<usize>k << 3), 0); // the pass began at k
    if (f != 0 && width) reflectRows(y, yStride, width, k + 1, n, x, f, sums);
    let swap = v; v = x; x = swap;
    swap = w; w = z; z = swap;
  }
}
