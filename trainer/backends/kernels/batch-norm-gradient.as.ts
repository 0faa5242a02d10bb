/**
 * Gradient of batch normalisation in training, with or without a ReLU behind it.
 *
 *   g = dy where y > 0 (dy without ReLU),   dbeta = sum_p g,   dcentred = sum_p g (x - mean)
 *   dx = k1 g + k2 (x - mean) + k3          k1, k2, k3 per channel, made by the caller from dbeta and dcentred
 *
 * Shapes     x, dy, dx [P,C]; the others [C]
 * Speed      computes the ReLU's mask again from x, exactly as the forward kernel did, instead of reading y
 */
import { BLOCK, elementwiseRows, readAhead } from './batch-norm-statistics.as';

/** dbeta[c] and dcentred[c], blocks of rows summed in registers first. */
export function batchNormGradientSums(
  x: usize, dy: usize, P: i32, C: i32, mean: usize, scale: usize, beta: usize, dbeta: usize, dcentred: usize,
  relu: i32,
): void {
  const row = <usize>C << 2;
  const zero = f32x4.splat(0);
  memory.fill(dbeta, 0, row);
  memory.fill(dcentred, 0, row);
  for (let p0: i32 = 0; p0 < P; p0 += BLOCK) {
    const p1 = min(p0 + BLOCK, P);
    readAhead(x + <usize>p0 * row, p1 - p0, row);
    readAhead(dy + <usize>p0 * row, p1 - p0, row);
    let c: usize = 0;
    for (; c + 16 <= row; c += 16) {
      const m = v128.load(mean + c), s = v128.load(scale + c), t = v128.load(beta + c);
      let a = zero, b = zero, a2 = zero, b2 = zero;
      let at = <usize>p0 * row + c;
      let p = p0;
      for (; p + 2 <= p1; p += 2) {
        let centred = f32x4.sub(v128.load(x + at), m);
        let g = v128.load(dy + at);
        if (relu) g = v128.and(g, f32x4.gt(f32x4.add(f32x4.mul(centred, s), t), zero));
        a = f32x4.add(a, g); b = f32x4.add(b, f32x4.mul(g, centred));
        at += row;
        centred = f32x4.sub(v128.load(x + at), m);
        g = v128.load(dy + at);
        if (relu) g = v128.and(g, f32x4.gt(f32x4.add(f32x4.mul(centred, s), t), zero));
        a2 = f32x4.add(a2, g); b2 = f32x4.add(b2, f32x4.mul(g, centred));
        at += row;
      }
      if (p < p1) {
        const centred = f32x4.sub(v128.load(x + at), m);
        let g = v128.load(dy + at);
        if (relu) g = v128.and(g, f32x4.gt(f32x4.add(f32x4.mul(centred, s), t), zero));
        a = f32x4.add(a, g); b = f32x4.add(b, f32x4.mul(g, centred));
      }
      a = f32x4.add(a, a2); b = f32x4.add(b, b2);
      v128.store(dbeta + c, f32x4.add(v128.load(dbeta + c), a));
      v128.store(dcentred + c, f32x4.add(v128.load(dcentred + c), b));
    }
    for (; c < row; c += 4) {
      const m = load<f32>(mean + c), s = load<f32>(scale + c), t = load<f32>(beta + c);
      let a: f32 = 0, b: f32 = 0;
      for (let p = p0; p < p1; p++) {
        const at = <usize>p * row + c;
        const centred = load<f32>(x + at) - m;
        const open = !relu || centred * s + t > 0;
        const g: f32 = open ? load<f32>(dy + at) : 0;
        a += g;
        b += g * centred;
      }
      store<f32>(dbeta + c, load<f32>(dbeta + c) + a);
      store<f32>(dcentred + c, load<f32>(dcentred + c) + b);
    }
  }
}

/** k1 g + k2 (x - mean) + k3 of 4 values, g masked by the ReLU. */
@inline
function gradientOf(x: v128, dy: v128, m: v128, s: v128, t: v128, a: v128, b: v128, d: v128, relu: i32): v128 {
  const centred = f32x4.sub(x, m);
  const g = relu ? v128.and(dy, f32x4.gt(f32x4.add(f32x4.mul(centred, s), t), f32x4.splat(0))) : dy;
  return f32x4.add(f32x4.add(f32x4.mul(g, a), f32x4.mul(centred, b)), d);
}

/** One block of rows of 8 channels: their constants stay in registers. */
function gradientHalfLine(
  x: usize, dy: usize, dx: usize, n: i32, row: usize, mean: usize, scale: usize, beta: usize, k1: usize, k2: usize, k3: usize, relu: i32,
): void {
  const m0 = v128.load(mean), m1 = v128.load(mean, 16), s0 = v128.load(scale), s1 = v128.load(scale, 16);
  const t0 = v128.load(beta), t1 = v128.load(beta, 16), a0 = v128.load(k1), a1 = v128.load(k1, 16);
  const b0 = v128.load(k2), b1 = v128.load(k2, 16), d0 = v128.load(k3), d1 = v128.load(k3, 16);
  if (relu) for (let p: i32 = 0; p < n; p++) {
    v128.store(dx, gradientOf(v128.load(x), v128.load(dy), m0, s0, t0, a0, b0, d0, 1));
    v128.store(dx, gradientOf(v128.load(x, 16), v128.load(dy, 16), m1, s1, t1, a1, b1, d1, 1), 16);
    x += row; dy += row; dx += row;
  } else for (let p: i32 = 0; p < n; p++) {
    v128.store(dx, gradientOf(v128.load(x), v128.load(dy), m0, s0, t0, a0, b0, d0, 0));
    v128.store(dx, gradientOf(v128.load(x, 16), v128.load(dy, 16), m1, s1, t1, a1, b1, d1, 0), 16);
    x += row; dy += row; dx += row;
  }
}

/** One block of rows. */
function gradientBlock(
  x: usize, dy: usize, dx: usize, n: i32, row: usize, mean: usize, scale: usize, beta: usize,
  k1: usize, k2: usize, k3: usize, relu: i32,
): void {
  let c: usize = 0;
  for (; c + 32 <= row; c += 32) {
    gradientHalfLine(x + c, dy + c, dx + c, n, row, mean + c, scale + c, beta + c, k1 + c, k2 + c, k3 + c, relu);
  }
  for (; c + 16 <= row; c += 16) {
    const m = v128.load(mean + c), s = v128.load(scale + c), t = v128.load(beta + c);
    const a = v128.load(k1 + c), b = v128.load(k2 + c), d = v128.load(k3 + c);
    let at = c;
    for (let p: i32 = 0; p < n; p++) {
      v128.store(dx + at, gradientOf(v128.load(x + at), v128.load(dy + at), m, s, t, a, b, d, relu));
      at += row;
    }
  }
  for (; c < row; c += 4) {
    for (let p: i32 = 0; p < n; p++) {
      const at = <usize>p * row + c;
      const centred = load<f32>(x + at) - load<f32>(mean + c);
      const open = !relu || centred * load<f32>(scale + c) + load<f32>(beta + c) > 0;
      const g: f32 = open ? load<f32>(dy + at) : 0;
      store<f32>(dx + at, g * load<f32>(k1 + c) + centred * load<f32>(k2 + c) + load<f32>(k3 + c));
    }
  }
}

export function batchNormGradientApply(
  x: usize, dy: usize, dx: usize, P: i32, C: i32, mean: usize, scale: usize, beta: usize,
  k1: usize, k2: usize, k3: usize, relu: i32,
): void {
  const row = <usize>C << 2;
  const rows = elementwiseRows(row);
  for (let p: i32 = 0; p < P; p += rows) {
    const o = <usize>p * row;
    gradientBlock(x + o, dy + o, dx + o, min(rows, P - p), row, mean, scale, beta, k1, k2, k3, relu);
  }
}
