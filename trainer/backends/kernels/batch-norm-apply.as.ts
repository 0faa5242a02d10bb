/**
 * The normalisation itself, from statistics of the batch (training) or running ones (evaluation).
 *
 *   y = (x - mean) scale + beta         scale = gamma / sqrt(variance + epsilon);   with ReLU y = max(y, 0)
 *
 * Shapes     x, y [P,C]; the others [C]
 * Accuracy   values are centred before they are scaled
 */
import { elementwiseRows } from './batch-norm-statistics.as';

@inline
function normalised(x: v128, m: v128, s: v128, t: v128): v128 {
  return f32x4.add(f32x4.mul(f32x4.sub(x, m), s), t);
}

/** One block of rows of 16 channels, a line of the cache: their constants stay in registers. */
function applyLine(x: usize, y: usize, n: i32, row: usize, mean: usize, scale: usize, beta: usize, relu: i32): void {
  const zero = f32x4.splat(0);
  const m0 = v128.load(mean), m1 = v128.load(mean, 16), m2 = v128.load(mean, 32), m3 = v128.load(mean, 48);
  const s0 = v128.load(scale), s1 = v128.load(scale, 16), s2 = v128.load(scale, 32), s3 = v128.load(scale, 48);
  const t0 = v128.load(beta), t1 = v128.load(beta, 16), t2 = v128.load(beta, 32), t3 = v128.load(beta, 48);
  if (relu) for (let p: i32 = 0; p < n; p++) {
    v128.store(y, f32x4.pmax(normalised(v128.load(x), m0, s0, t0), zero));
    v128.store(y, f32x4.pmax(normalised(v128.load(x, 16), m1, s1, t1), zero), 16);
    v128.store(y, f32x4.pmax(normalised(v128.load(x, 32), m2, s2, t2), zero), 32);
    v128.store(y, f32x4.pmax(normalised(v128.load(x, 48), m3, s3, t3), zero), 48);
    x += row; y += row;
  } else for (let p: i32 = 0; p < n; p++) {
    v128.store(y, normalised(v128.load(x), m0, s0, t0));
    v128.store(y, normalised(v128.load(x, 16), m1, s1, t1), 16);
    v128.store(y, normalised(v128.load(x, 32), m2, s2, t2), 32);
    v128.store(y, normalised(v128.load(x, 48), m3, s3, t3), 48);
    x += row; y += row;
  }
}

/** One block of rows, 4 channels at a time. */
function applyBlock(
  x: usize, y: usize, n: i32, row: usize, mean: usize, scale: usize, beta: usize, relu: i32,
): void {
  const zero = f32x4.splat(0);
  let c: usize = 0;
  for (; c + 64 <= row; c += 64) applyLine(x + c, y + c, n, row, mean + c, scale + c, beta + c, relu);
  for (; c + 16 <= row; c += 16) {
    const m = v128.load(mean + c), s = v128.load(scale + c), t = v128.load(beta + c);
    let from = x + c, to = y + c;
    if (relu) for (let p: i32 = 0; p < n; p++) {
      v128.store(to, f32x4.pmax(normalised(v128.load(from), m, s, t), zero));
      from += row; to += row;
    } else for (let p: i32 = 0; p < n; p++) {
      v128.store(to, normalised(v128.load(from), m, s, t));
      from += row; to += row;
    }
  }
  for (; c < row; c += 4) {
    for (let p: i32 = 0; p < n; p++) {
      const at = <usize>p * row + c;
      const v = (load<f32>(x + at) - load<f32>(mean + c)) * load<f32>(scale + c) + load<f32>(beta + c);
      store<f32>(y + at, relu && v < 0 ? 0 : v);
    }
  }
}

export function batchNormApply(
  x: usize, y: usize, P: i32, C: i32, mean: usize, scale: usize, beta: usize, relu: i32,
): void {
  const row = <usize>C << 2;
  const rows = elementwiseRows(row);
  for (let p: i32 = 0; p < P; p += rows) {
    const block = <usize>p * row;
    applyBlock(x + block, y + block, min(rows, P - p), row, mean, scale, beta, relu);
  }
}
