/**
 * Projections and distances of a chunk of samples.
 *
 *   dots[s,c] = m_c . d_s        distances[s,c] = |h_s - t_c|²
 *
 * Shapes   rows h, deviations d [samples, p]; centred M, targets t [C, p]; dots, distances [samples, C], zero at the start;
 *          samples a multiple of 4, p and C of 2; h, d, M, t share the stride `stride`
 * Order    each sum runs over even and odd features apart, in blocks of DEPTH features: it does not depend on the
 *          other samples of the chunk
 * Speed    a tile keeps 4 samples x 2 classes in registers; the features of a block of the two classes stay in the
 *          first-level cache while the samples pass by, which stay in the second
 */
const DEPTH: i32 = 512;

@inline
function addPair(at: usize, s: v128, t: v128): void {
  const sums = f64x2.add(v128.shuffle<f64>(s, t, 0, 2), v128.shuffle<f64>(s, t, 1, 3));
  v128.store(at, f64x2.add(v128.load(at), sums));
}

/** sum + a * b, or, where `squared`, sum + (a - b)²: as a difference, which does not cancel near a mean. */
@inline
function addTerm(squared: bool, sum: v128, a: v128, b: v128): v128 {
  if (!squared) return f64x2.add(sum, f64x2.mul(a, b));
  const gap = f64x2.sub(a, b);
  return f64x2.add(sum, f64x2.mul(gap, gap));
}

/** out[0..4, 0..2] += terms of 4 samples with 2 classes, over `bytes` of features; inlined, so that `squared` is decided by the compiler. */
@inline
function addTile(squared: bool, out: usize, outStride: usize, samples: usize, classes: usize, stride: usize, bytes: usize): void {
  let s00 = f64x2.splat(0), s01 = f64x2.splat(0), s10 = f64x2.splat(0), s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0), s21 = f64x2.splat(0), s30 = f64x2.splat(0), s31 = f64x2.splat(0);
  const a1 = samples + stride, a2 = a1 + stride, a3 = a2 + stride, b1 = classes + stride;
  for (let k: usize = 0; k < bytes; k += 16) {
    const x = v128.load(classes + k), y = v128.load(b1 + k);
    let row = v128.load(samples + k);
    s00 = addTerm(squared, s00, row, x); s01 = addTerm(squared, s01, row, y);
    row = v128.load(a1 + k);
    s10 = addTerm(squared, s10, row, x); s11 = addTerm(squared, s11, row, y);
    row = v128.load(a2 + k);
    s20 = addTerm(squared, s20, row, x); s21 = addTerm(squared, s21, row, y);
    row = v128.load(a3 + k);
    s30 = addTerm(squared, s30, row, x); s31 = addTerm(squared, s31, row, y);
  }
  addPair(out, s00, s01);
  addPair(out + outStride, s10, s11);
  addPair(out + 2 * outStride, s20, s21);
  addPair(out + 3 * outStride, s30, s31);
}

/** Dot products of 4 samples with 2 classes. */
export function dotTile(out: usize, outStride: usize, samples: usize, classes: usize, stride: usize, bytes: usize): void {
  addTile(false, out, outStride, samples, classes, stride, bytes);
}

/** Squared distances of 4 samples from 2 classes. */
export function distanceTile(out: usize, outStride: usize, samples: usize, classes: usize, stride: usize, bytes: usize): void {
  addTile(true, out, outStride, samples, classes, stride, bytes);
}

export function projectSamples(
  rows: usize, deviations: usize, centred: usize, targets: usize, stride: usize, dots: usize, distances: usize, outStride: usize,
  samples: i32, C: i32, p: i32,
): void {
  for (let k: i32 = 0; k < p; k += DEPTH) {
    const at = <usize>k << 3, bytes = <usize>min(DEPTH, p - k) << 3;
    for (let c: i32 = 0; c < C; c += 2) {
      const from = <usize>c * stride + at, to = <usize>c << 3;
      for (let s: i32 = 0; s < samples; s += 4) {
        const sample = <usize>s * stride + at, out = <usize>s * outStride + to;
        dotTile(dots + out, outStride, deviations + sample, centred + from, stride, bytes);
        distanceTile(distances + out, outStride, rows + sample, targets + from, stride, bytes);
      }
    }
  }
}
