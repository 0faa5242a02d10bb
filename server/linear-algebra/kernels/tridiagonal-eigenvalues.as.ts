/**
 * Eigenvalues of a symmetric tridiagonal matrix by implicit QL steps with Wilkinson's shift, in no particular order.
 *
 *   T = Z Λ Zᵀ;  Y <- Zᵀ Y
 *
 * Shapes   d [n] the diagonal, overwritten by the eigenvalues; e [n] beside it, e[n-1] = 0, overwritten; Y [n, width], width even
 * Needs    entries of at most 1, the largest being 1
 * Returns  n, or the place of an eigenvalue that MAX_STEPS steps did not find
 */
const EPSILON: f64 = 2.220446049250313e-16;
/**
 * Negligible beside the largest entry, which is 1. Without it a matrix of low rank never ends: its zeros are rounding noise,
 * which each step stirs up anew, and noise does not become small beside noise.
 */
const NEGLIGIBLE: f64 = 5.551115123125783e-17;
/** Fewer than two steps an eigenvalue are needed on average; far beyond that something is wrong. */
const MAX_STEPS: i32 = 80;

/** The first m >= l whose entry beside the diagonal is negligible. */
function blockEnd(d: usize, e: usize, l: i32, n: i32): i32 {
  let m = l;
  for (; m < n - 1; m++) {
    const o = <usize>m << 3, size = Math.abs(load<f64>(e + o));
    if (size <= NEGLIGIBLE || size <= EPSILON * (Math.abs(load<f64>(d + o)) + Math.abs(load<f64>(d + o, 8)))) break;
  }
  return m;
}

/** Rows i and i + 1 of Y, turned. */
function rotateRows(row: usize, stride: usize, bytes: usize, cosine: f64, sine: f64): void {
  const c = f64x2.splat(cosine), s = f64x2.splat(sine), next = row + stride;
  for (let o: usize = 0; o < bytes; o += 16) {
    const low = v128.load(row + o), high = v128.load(next + o);
    v128.store(next + o, f64x2.add(f64x2.mul(s, low), f64x2.mul(c, high)));
    v128.store(row + o, f64x2.sub(f64x2.mul(c, low), f64x2.mul(s, high)));
  }
}

export function step(d: usize, e: usize, l: i32, m: i32, y: usize, stride: usize, bytes: usize): void {
  const first = <usize>l << 3, last = <usize>m << 3;
  const slope = (load<f64>(d + first, 8) - load<f64>(d + first)) / (2 * load<f64>(e + first));
  const size = Math.abs(slope) > 1e150 ? Math.abs(slope) : Math.sqrt(slope * slope + 1);
  let g = load<f64>(d + last) - load<f64>(d + first) + load<f64>(e + first) / (slope + (slope >= 0 ? size : -size));
  let sine: f64 = 1, cosine: f64 = 1, p: f64 = 0;
  for (let i = m - 1; i >= l; i--) {
    const o = <usize>i << 3, beside = load<f64>(e + o);
    const f = sine * beside, b = cosine * beside, r = Math.sqrt(f * f + g * g);
    store<f64>(e + o, r, 8);
    if (r == 0) {
      // the block falls apart here: what is done so far stands
      store<f64>(d + o, load<f64>(d + o, 8) - p, 8);
      store<f64>(e + last, 0);
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = load<f64>(d + o, 8) - p;
    const t = (load<f64>(d + o) - g) * sine + 2 * cosine * b;
    p = sine * t;
    store<f64>(d + o, g + p, 8);
    g = cosine * t - b;
    if (bytes) rotateRows(y + <usize>i * stride, stride, bytes, cosine, sine);
  }
  store<f64>(d + first, load<f64>(d + first) - p);
  store<f64>(e + first, g);
  store<f64>(e + last, 0);
}

export function iterate(d: usize, e: usize, n: i32, y: usize, stride: usize, width: i32): i32 {
  const bytes = <usize>width << 3;
  for (let l: i32 = 0; l < n; l++) {
    for (let steps: i32 = 0; ; steps++) {
      const m = blockEnd(d, e, l, n);
      if (m == l) break;
      if (steps == MAX_STEPS) return l;
      step(d, e, l, m, y, stride, bytes);
    }
  }
  return n;
}
