/**
 * Average pooling over a grid of windows that cover [Hu,Wu] of the map, and its gradient.
 *
 *   y[n,oh,ow,c] = mean of x[n,h,w,c] over h from floor(oh Hu / Ho) to ceil((oh + 1) Hu / Ho) - 1, w likewise
 *   dx[n,h,w,c]  = sum over the windows that hold the pixel of dy / (pixels of the window)
 *
 * Shapes     x, dx [N,H,W,C]; y, dy [N,Ho,Wo,C]; Hu <= H, Wu <= W: what lies beyond is left out (gradient 0)
 * Cases      Ho = Wo = 1: mean of the map. Hu = 2 Ho: halves. Hu = H: PyTorch's AdaptiveAvgPool2d (windows may overlap)
 * Order      rows, then columns of a window, one after the other
 */
@inline
function begin(o: i32, used: i32, outputs: i32): i32 {
  return o * used / outputs;
}

@inline
function end(o: i32, used: i32, outputs: i32): i32 {
  return ((o + 1) * used + outputs - 1) / outputs;
}

export function averagePoolForward(x: usize, y: usize, N: i32, H: i32, W: i32, C: i32, Hu: i32, Wu: i32, Ho: i32, Wo: i32): void {
  const pixel = <usize>C << 2, row = <usize>W * pixel;
  let to = y;
  for (let n: i32 = 0; n < N; n++) for (let oh: i32 = 0; oh < Ho; oh++) for (let ow: i32 = 0; ow < Wo; ow++) {
    const h0 = begin(oh, Hu, Ho), rows = end(oh, Hu, Ho) - h0;
    const w0 = begin(ow, Wu, Wo), columns = end(ow, Wu, Wo) - w0;
    const from = x + <usize>((n * H + h0) * W + w0) * pixel;
    const share = <f32>(1.0 / <f64>(rows * columns));
    let c: usize = 0;
    for (; c + 16 <= pixel; c += 16) v128.store(to + c, f32x4.mul(sumOf4(from + c, rows, columns, row, pixel), f32x4.splat(share)));
    for (; c < pixel; c += 4) store<f32>(to + c, sumOf1(from + c, rows, columns, row, pixel) * share);
    to += pixel;
  }
}

function sumOf4(from: usize, rows: i32, columns: i32, row: usize, pixel: usize): v128 {
  let sum = f32x4.splat(0);
  for (let h: i32 = 0; h < rows; h++) {
    let at = from + <usize>h * row;
    for (let w: i32 = 0; w < columns; w++) { sum = f32x4.add(sum, v128.load(at)); at += pixel; }
  }
  return sum;
}

function sumOf1(from: usize, rows: i32, columns: i32, row: usize, pixel: usize): f32 {
  let sum: f32 = 0;
  for (let h: i32 = 0; h < rows; h++) {
    let at = from + <usize>h * row;
    for (let w: i32 = 0; w < columns; w++) { sum += load<f32>(at); at += pixel; }
  }
  return sum;
}

export function averagePoolGradient(dy: usize, dx: usize, N: i32, H: i32, W: i32, C: i32, Hu: i32, Wu: i32, Ho: i32, Wo: i32): void {
  const pixel = <usize>C << 2, row = <usize>W * pixel;
  memory.fill(dx, 0, <usize>(N * H * W) * pixel);
  let from = dy;
  for (let n: i32 = 0; n < N; n++) for (let oh: i32 = 0; oh < Ho; oh++) for (let ow: i32 = 0; ow < Wo; ow++) {
    const h0 = begin(oh, Hu, Ho), rows = end(oh, Hu, Ho) - h0;
    const w0 = begin(ow, Wu, Wo), columns = end(ow, Wu, Wo) - w0;
    const share = <f32>(1.0 / <f64>(rows * columns));
    let to = dx + <usize>((n * H + h0) * W + w0) * pixel;
    for (let h: i32 = 0; h < rows; h++) {
      let at = to;
      for (let w: i32 = 0; w < columns; w++) { addShare(from, at, pixel, share); at += pixel; }
      to += row;
    }
    from += pixel;
  }
}

/** Adds `share` of one pixel's gradients to another's. */
@inline
function addShare(from: usize, to: usize, pixel: usize, share: f32): void {
  const shares = f32x4.splat(share);
  let c: usize = 0;
  for (; c + 16 <= pixel; c += 16) v128.store(to + c, f32x4.add(v128.load(to + c), f32x4.mul(v128.load(from + c), shares)));
  for (; c < pixel; c += 4) store<f32>(to + c, load<f32>(to + c) + load<f32>(from + c) * share);
}
