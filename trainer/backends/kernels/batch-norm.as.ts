/**
 * Batch normalisation over the rows of x [P,C] (P = batch x height x width), with or without a ReLU behind it.
 *
 *   mean[c] = (1/P) sum_p x[p,c]        squares[c] = sum_p (x[p,c] - mean[c])^2
 *   y = (x - mean) scale + beta         scale = gamma / sqrt(squares/P + eps);   with ReLU y = max(y, 0)
 *   g = dy where y > 0 (dy without ReLU),   dbeta = sum_p g,   dcentred = sum_p g (x - mean)
 *   dx = k1 g + k2 (x - mean) + k3      k1, k2, k3 per channel, made by the caller from dbeta and dcentred
 *
 * Accuracy   statistics per block of rows about the block's own mean, blocks merged by Chan's update: no
 *            E[x^2] - E[x]^2; values are centred before they are scaled
 * Speed      a block stays in the first-level cache, so that mean and squares cost one pass over memory; the gradient
 *            computes the ReLU's mask again from x instead of reading y
 */
const BLOCK: i32 = 128;

/** Merges a block (size n, mean and sum of squares of 4 channels) into the running ones of `before` rows. */
@inline
function merge(mean: usize, squares: usize, before: i32, n: i32, blockMean: v128, blockSquares: v128): void {
  const all = <f64>(before + n);
  const delta = f32x4.sub(blockMean, v128.load(mean));
  const share = f32x4.splat(<f32>(<f64>n / all));
  const weight = f32x4.splat(<f32>(<f64>before * <f64>n / all));
  v128.store(mean, f32x4.add(v128.load(mean), f32x4.mul(delta, share)));
  const between = f32x4.mul(f32x4.mul(delta, delta), weight);
  v128.store(squares, f32x4.add(v128.load(squares), f32x4.add(blockSquares, between)));
}

/** Statistics of 4 channels of one block, merged into the running ones. */
function blockOf4(x: usize, row: usize, n: i32, before: i32, mean: usize, squares: usize): void {
  const row2 = row << 1, row3 = row2 + row, row4 = row << 2;
  const whole = n & ~3;
  let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
  let at = x;
  let p: i32 = 0;
  for (; p < whole; p += 4) {
    a = f32x4.add(a, v128.load(at)); b = f32x4.add(b, v128.load(at + row));
    c = f32x4.add(c, v128.load(at + row2)); d = f32x4.add(d, v128.load(at + row3));
    at += row4;
  }
  for (; p < n; p++) { a = f32x4.add(a, v128.load(at)); at += row; }
  const blockMean = f32x4.mul(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.splat(<f32>(1.0 / <f64>n)));
  a = f32x4.splat(0); b = a; c = a; d = a;
  at = x;
  for (p = 0; p < whole; p += 4) {
    let v = f32x4.sub(v128.load(at), blockMean); a = f32x4.add(a, f32x4.mul(v, v));
    v = f32x4.sub(v128.load(at + row), blockMean); b = f32x4.add(b, f32x4.mul(v, v));
    v = f32x4.sub(v128.load(at + row2), blockMean); c = f32x4.add(c, f32x4.mul(v, v));
    v = f32x4.sub(v128.load(at + row3), blockMean); d = f32x4.add(d, f32x4.mul(v, v));
    at += row4;
  }
  for (; p < n; p++) {
    const v = f32x4.sub(v128.load(at), blockMean); a = f32x4.add(a, f32x4.mul(v, v));
    at += row;
  }
  merge(mean, squares, before, n, blockMean, f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
}

/** The same for one channel. */
function blockOf1(x: usize, row: usize, n: i32, before: i32, mean: usize, squares: usize): void {
  let sum: f32 = 0;
  for (let p: i32 = 0; p < n; p++) sum += load<f32>(x + <usize>p * row);
  const blockMean = sum * <f32>(1.0 / <f64>n);
  let spread: f32 = 0;
  for (let p: i32 = 0; p < n; p++) {
    const v = load<f32>(x + <usize>p * row) - blockMean;
    spread += v * v;
  }
  const all = <f64>(before + n);
  const delta = blockMean - load<f32>(mean);
  store<f32>(mean, load<f32>(mean) + delta * <f32>(<f64>n / all));
  store<f32>(squares, load<f32>(squares) + (spread + delta * delta * <f32>(<f64>before * <f64>n / all)));
}

export function batchNormStatistics(x: usize, P: i32, C: i32, mean: usize, squares: usize): void {
  const row = <usize>C << 2;
  memory.fill(mean, 0, row);
  memory.fill(squares, 0, row);
  for (let p0: i32 = 0; p0 < P; p0 += BLOCK) {
    const n = min(BLOCK, P - p0);
    const block = x + <usize>p0 * row;
    let c: i32 = 0;
    for (; c + 4 <= C; c += 4) {
      const o = <usize>c << 2;
      blockOf4(block + o, row, n, p0, mean + o, squares + o);
    }
    for (; c < C; c++) {
      const o = <usize>c << 2;
      blockOf1(block + o, row, n, p0, mean + o, squares + o);
    }
  }
}

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

/** One block of rows, 4 channels at a time. */
function gradientBlock(
  x: usize, dy: usize, dx: usize, n: i32, row: usize, mean: usize, scale: usize, beta: usize,
  k1: usize, k2: usize, k3: usize, relu: i32,
): void {
  const zero = f32x4.splat(0);
  let c: usize = 0;
  for (; c + 16 <= row; c += 16) {
    const m = v128.load(mean + c), s = v128.load(scale + c), t = v128.load(beta + c);
    const a = v128.load(k1 + c), b = v128.load(k2 + c), d = v128.load(k3 + c);
    let at = c;
    if (relu) for (let p: i32 = 0; p < n; p++) {
      const centred = f32x4.sub(v128.load(x + at), m);
      const g = v128.and(v128.load(dy + at), f32x4.gt(f32x4.add(f32x4.mul(centred, s), t), zero));
      v128.store(dx + at, f32x4.add(f32x4.add(f32x4.mul(g, a), f32x4.mul(centred, b)), d));
      at += row;
    } else for (let p: i32 = 0; p < n; p++) {
      const centred = f32x4.sub(v128.load(x + at), m);
      v128.store(dx + at, f32x4.add(f32x4.add(f32x4.mul(v128.load(dy + at), a), f32x4.mul(centred, b)), d));
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
  for (let p: i32 = 0; p < P; p += BLOCK) {
    const o = <usize>p * row;
    gradientBlock(x + o, dy + o, dx + o, min(BLOCK, P - p), row, mean, scale, beta, k1, k2, k3, relu);
  }
}
