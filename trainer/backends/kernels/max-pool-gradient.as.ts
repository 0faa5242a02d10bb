/**
 * Gradient of max pooling: dy goes to the first pixel of its window (in row-major order) that holds the maximum,
 * as in TensorFlow, also where several pixels are equal.
 *
 * Shapes     x, dx [N,H,W,C]; y, dy [N,Ho,Wo,C]; dx is overwritten; windows may overlap (their gradients add)
 */
/** Whether the windows are 2 x 2, side by side, and cover the image: every pixel is then in exactly one of them. */
function halves(H: i32, W: i32, Ho: i32, Wo: i32, Kh: i32, Kw: i32, strideH: i32, strideW: i32, padTop: i32, padLeft: i32): bool {
  return Kh == 2 && Kw == 2 && strideH == 2 && strideW == 2 && padTop == 0 && padLeft == 0 && H == 2 * Ho && W == 2 * Wo;
}

/** The common case: each dx is written once, nothing is cleared before or added up. C divisible by 4. */
function halvingGradient(x: usize, y: usize, dy: usize, dx: usize, windowRows: i32, Wo: i32, pixel: usize): void {
  const row = <usize>(2 * Wo) * pixel;
  let top: usize = 0, window: usize = 0;
  for (let h: i32 = 0; h < windowRows; h++) {
    for (let w: i32 = 0; w < Wo; w++) {
      for (let c: usize = 0; c < pixel; c += 16) {
        const at = top + c, below = at + row;
        const maximum = v128.load(y + window + c);
        let left = v128.load(dy + window + c);
        let here = f32x4.eq(v128.load(x + at), maximum);
        v128.store(dx + at, v128.and(left, here));
        left = v128.andnot(left, here);
        here = f32x4.eq(v128.load(x + at + pixel), maximum);
        v128.store(dx + at + pixel, v128.and(left, here));
        left = v128.andnot(left, here);
        here = f32x4.eq(v128.load(x + below), maximum);
        v128.store(dx + below, v128.and(left, here));
        left = v128.andnot(left, here);
        here = f32x4.eq(v128.load(x + below + pixel), maximum);
        v128.store(dx + below + pixel, v128.and(left, here));
      }
      window += pixel;
      top += pixel << 1;
    }
    top += row;
  }
}

export function maxPoolGradient(
  x: usize, y: usize, dy: usize, dx: usize, N: i32, H: i32, W: i32, C: i32, Ho: i32, Wo: i32,
  Kh: i32, Kw: i32, strideH: i32, strideW: i32, padTop: i32, padLeft: i32,
): void {
  const pixel = <usize>C << 2;
  if ((C & 3) == 0 && halves(H, W, Ho, Wo, Kh, Kw, strideH, strideW, padTop, padLeft)) {
    halvingGradient(x, y, dy, dx, N * Ho, Wo, pixel);
    return;
  }
  memory.fill(dx, 0, <usize>(N * H * W) * pixel);
  for (let n: i32 = 0; n < N; n++) for (let oh: i32 = 0; oh < Ho; oh++) for (let ow: i32 = 0; ow < Wo; ow++) {
    const window = <usize>((n * Ho + oh) * Wo + ow) * pixel;
    const h0 = max(oh * strideH - padTop, 0), h1 = min(oh * strideH - padTop + Kh, H);
    const w0 = max(ow * strideW - padLeft, 0), w1 = min(ow * strideW - padLeft + Kw, W);
    let c: i32 = 0;
    for (; c + 4 <= C; c += 4) {
      const o = <usize>c << 2;
      const maximum = v128.load(y + window + o);
      let left = v128.load(dy + window + o);
      for (let h = h0; h < h1; h++) {
        let at = <usize>((n * H + h) * W + w0) * pixel + o;
        for (let w = w0; w < w1; w++) {
          const here = f32x4.eq(v128.load(x + at), maximum);
          v128.store(dx + at, f32x4.add(v128.load(dx + at), v128.and(left, here)));
          left = v128.andnot(left, here);
          at += pixel;
        }
      }
    }
    for (; c < C; c++) {
      const o = window + (<usize>c << 2);
      oneChannel(x, dx, load<f32>(y + o), load<f32>(dy + o), n, H, W, C, h0, h1, w0, w1, c);
    }
  }
}

/** The same for one channel of one window. */
function oneChannel(
  x: usize, dx: usize, maximum: f32, gradient: f32, n: i32, H: i32, W: i32, C: i32,
  h0: i32, h1: i32, w0: i32, w1: i32, c: i32,
): void {
  for (let h = h0; h < h1; h++) for (let w = w0; w < w1; w++) {
    const at = <usize>(((n * H + h) * W + w) * C + c) << 2;
    if (load<f32>(x + at) == maximum) {
      store<f32>(dx + at, load<f32>(dx + at) + gradient);
      return;
    }
  }
}
