/**
 * Max pooling: y[n,oh,ow,c] = the largest x in the window of that output, pixels outside the image left out.
 *
 * Shapes     x [N,H,W,C], y [N,Ho,Wo,C]; every window has at least one pixel inside the image
 * NaN        in a window comes out as NaN (f32x4.max), so that a diverged run shows in the loss
 */
export function maxPoolForward(
  x: usize, y: usize, N: i32, H: i32, W: i32, C: i32, Ho: i32, Wo: i32,
  Kh: i32, Kw: i32, strideH: i32, strideW: i32, padTop: i32, padLeft: i32,
): void {
  const pixel = <usize>C << 2, row = <usize>W * pixel;
  let to = y;
  for (let n: i32 = 0; n < N; n++) for (let oh: i32 = 0; oh < Ho; oh++) for (let ow: i32 = 0; ow < Wo; ow++) {
    const top = oh * strideH - padTop, left = ow * strideW - padLeft;
    const h0 = max(top, 0), rows = min(top + Kh, H) - h0;
    const w0 = max(left, 0), columns = min(left + Kw, W) - w0;
    const from = x + <usize>((n * H + h0) * W + w0) * pixel;
    let c: usize = 0;
    for (; c + 16 <= pixel; c += 16) v128.store(to + c, largestOf4(from + c, rows, columns, row, pixel));
    for (; c < pixel; c += 4) store<f32>(to + c, largest(from + c, rows, columns, row, pixel));
    to += pixel;
  }
}

function largestOf4(from: usize, rows: i32, columns: i32, row: usize, pixel: usize): v128 {
  let most = v128.load(from);
  for (let h: i32 = 0; h < rows; h++) {
    let at = from + <usize>h * row;
    for (let w: i32 = 0; w < columns; w++) {
      most = f32x4.max(most, v128.load(at));
      at += pixel;
    }
  }
  return most;
}

function largest(from: usize, rows: i32, columns: i32, row: usize, pixel: usize): f32 {
  let most = load<f32>(from);
  for (let h: i32 = 0; h < rows; h++) {
    let at = from + <usize>h * row;
    for (let w: i32 = 0; w < columns; w++) {
      most = max<f32>(most, load<f32>(at));
      at += pixel;
    }
  }
  return most;
}
