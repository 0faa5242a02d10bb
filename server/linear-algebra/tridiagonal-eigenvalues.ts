import type { Tridiagonal } from './tridiagonal.ts';

const EPSILON = 2 ** -52;
/** QL needs fewer than two steps an eigenvalue on average; far beyond that something is wrong. */
const MAX_STEPS = 80;

/**
 * Eigenvalues of a symmetric tridiagonal matrix by implicit QL steps with Wilkinson's shift, in no particular order.
 *
 *   T = Z Λ Zᵀ;  Y becomes ZᵀY
 *
 * Shapes     T overwritten, its diagonal [n] by the eigenvalues; Y [n, width] row-major, overwritten
 * Allocates  nothing
 * Accuracy   absolute error of a few 2^-52 |T|
 * Errors     RangeError when T holds a number that is not finite
 * Source     Golub and Van Loan, Matrix Computations, 4th ed., section 8.3.3; Martin and Wilkinson 1968 (imtql2)
 */
export function tridiagonalEigenvalues({ diagonal: d, below: e }: Tridiagonal, Y: Float64Array, width: number): void {
  const n = d.length;
  const scale = scaleOf(d, e);
  if (scale === 0) return;
  for (let i = 0; i < n; i++) {
    d[i]! /= scale; // with entries of at most 1 no square overflows
    e[i]! /= scale;
  }
  for (let l = 0; l < n; l++) {
    for (let step = 0; ; step++) {
      const m = blockEnd(d, e, l);
      if (m === l) break;
      if (step === MAX_STEPS) throw new RangeError(`no eigenvalue ${l} of ${n} after ${MAX_STEPS} QL steps`);
      qlStep(d, e, l, m, Y, width);
    }
  }
  for (let i = 0; i < n; i++) d[i]! *= scale;
}

function scaleOf(d: Float64Array, e: Float64Array): number {
  let scale = 0;
  for (let i = 0; i < d.length; i++) {
    const size = Math.max(Math.abs(d[i]!), Math.abs(e[i]!));
    if (!(size < Number.POSITIVE_INFINITY)) throw new RangeError(`entry ${i} of the tridiagonal matrix is not finite`);
    scale = Math.max(scale, size);
  }
  return scale;
}

/** The first m >= l whose entry beside the diagonal is negligible. */
function blockEnd(d: Float64Array, e: Float64Array, l: number): number {
  let m = l;
  while (m < d.length - 1 && Math.abs(e[m]!) > EPSILON * (Math.abs(d[m]!) + Math.abs(d[m + 1]!)) && Math.abs(e[m]!) > 1e-150) m++;
  return m;
}

/** One QL step on the block l..m, its rotations applied to the rows of Y. */
function qlStep(d: Float64Array, e: Float64Array, l: number, m: number, Y: Float64Array, width: number): void {
  let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  const root = Math.hypot(g, 1);
  g = d[m]! - d[l]! + e[l]! / (g + (g >= 0 ? root : -root));
  let sine = 1;
  let cosine = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = sine * e[i]!;
    const b = cosine * e[i]!;
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      // the block falls apart here: what is done so far stands
      d[i + 1]! -= p;
      e[m] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = d[i + 1]! - p;
    const t = (d[i]! - g) * sine + 2 * cosine * b;
    p = sine * t;
    d[i + 1] = g + p;
    g = cosine * t - b;
    rotateRows(Y, width, i, cosine, sine);
  }
  d[l]! -= p;
  e[l] = g;
  e[m] = 0;
}

function rotateRows(Y: Float64Array, width: number, i: number, cosine: number, sine: number): void {
  const at = i * width;
  for (let r = at; r < at + width; r++) {
    const low = Y[r]!;
    const high = Y[r + width]!;
    Y[r + width] = sine * low + cosine * high;
    Y[r] = cosine * low - sine * high;
  }
}
