/**
 * The normalisation itself, from statistics of the batch (training) or running ones (evaluation).
 *
 *   y = (x - mean) scale + beta         scale = gamma / sqrt(variance + epsilon);   with ReLU y = max(y, 0)
 *
 * Shapes     x, y [P,C]; the others [C]
 * Accuracy   values are centred before they are scaled
 */
import { BLOCK } from './batch-norm-statistics.as';

/** One block of rows, 4 channels at a time: their constants stay in registers. */
function applyBlock(
  x: usize, y: usize, n: i32, row: usize, mean: usize, scale: usize, beta: usize, relu: i32,
): void {
  const zero = f32x4.splat(0);
  let c: usize = 0;
  for (; c + 16 <= row; c += 16) {
    const m = v128.load(mean + c), s = v128.load(scale + c), t = v128.load(beta + c);
    let from = x + c, to = y + c;
    if (relu) for (let p: i32 = 0; p < n; p++) {
      v128.store(to, f32x4.pmax(f32x4.add(f32x4.mul(f32x4.sub(v128.load(from), m), s), t), zero));
      from += row; to += row;
    } else for (let p: i32 = 0; p < n; p++) {
      v128.store(to, f32x4.add(f32x4.mul(f32x4.sub(v128.load(from), m), s), t));
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
  for (let p: i32 = 0; p < P; p += BLOCK) {
    const block = <usize>p * row;
    applyBlock(x + block, y + block, min(BLOCK, P - p), row, mean, scale, beta, relu);
  }
}
