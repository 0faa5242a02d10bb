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

@inline
function addProduct(sum: v128, a: v128, b: v128): v128 {
  return f64x2.add(sum, f64x2.mul(a, b));
}

@inline
function addSquare(sum: v128, a: v128, b: v128): v128 {
  const gap = f64x2.sub(a, b);
  return f64x2.add(sum, f64x2.mul(gap, gap));
}

/** out[0..4, 0..2] += products of 4 samples with 2 classes, over `bytes` of features. */
export function dotTile(out: usize, outStride: usize, samples: usize, classes: usize, stride: usize, bytes: usize): void {
  let s00 = f64x2.splat(0), s01 = f64x2.splat(0), s10 = f64x2.splat(0), s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0), s21 = f64x2.splat(0), s30 = f64x2.splat(0), s31 = f64x2.splat(0);
  const a1 = samples + stride, a2 = a1 + stride, a3 = a2 + stride, b1 = classes + stride;
  for (let k: usize = 0; k < bytes; k += 16) {
    const x = v128.load(classes + k), y = v128.load(b1 + k);
    let row = v128.load(samples + k);
    s00 = addProduct(s00, row, x); s01 = addProduct(s01, row, y);
    row = v128.load(a1 + k);
    s10 = addProduct(s10, row, x); s11 = addProduct(s11, row, y);
    row = v128.load(a2 + k);
    s20 = addProduct(s20, row, x); s21 = addProduct(s21, row, y);
    row = v128.load(a3 + k);
    s30 = addProduct(s30, row, x); s31 = addProduct(s31, row, y);
  }
  addPair(out, s00, s01); out += outStride;
  addPair(out, s10, s11); out += outStride;
  addPair(out, s20, s21); out += outStride;
  addPair(out, s30, s31);
}

/** out[0..4, 0..2] += squared distances, over `bytes` of features: as differences, which do not cancel near a mean. */
export function distanceTile(out: usize, outStride: usize, samples: usize, classes: usize, stride: usize, bytes: usize): void {
  let s00 = f64x2.splat(0), s01 = f64x2.splat(0), s10 = f64x2.splat(0), s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0), s21 = f64x2.splat(0), s30 = f64x2.splat(0), s31 = f64x2.splat(0);
  const a1 = samples + stride, a2 = a1 + stride, a3 = a2 + stride, b1 = classes + stride;
  for (let k: usize = 0; k < bytes; k += 16) {
    const x = v128.load(classes + k), y = v128.load(b1 + k);
    let row = v128.load(samples + k);
    s00 = addSquare(s00, row, x); s01 = addSquare(s01, row, y);
    row = v128.load(a1 + k);
    s10 = addSquare(s10, row, x); s11 = addSquare(s11, row, y);
    row = v128.load(a2 + k);
    s20 = addSquare(s20, row, x); s21 = addSquare(s21, row, y);
    row = v128.load(a3 + k);
    s30 = addSquare(s30, row, x); s31 = addSquare(s31, row, y);
  }
  addPair(out, s00, s01); out += outStride;
  addPair(out, s10, s11); out += outStride;
  addPair(out, s20, s21); out += outStride;
  addPair(out, s30, s31);
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
