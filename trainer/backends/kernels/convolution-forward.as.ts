/**
 * Convolution, direct, no dilation.
 *
 *   y[n,oh,ow,co] = sum_{kh,kw,ci} x[n, oh s + kh - padTop, ow s + kw - padLeft, ci] w[kh,kw,ci,co]
 *
 * Shapes     x [N,H,W,Ci], w [Kh,Kw,Ci,Co], y [N,Ho,Wo,Co], float32, row-major; addresses are byte offsets
 * Needs      `frame`: Hp Wp Ci floats (see padded-image)
 * Order      every output adds kh, then kw, then ci, one after the other, whatever tile it falls into: the result
 *            does not depend on the tile sizes, the batch size or the machine (no fused multiply-add)
 * Speed      in the frame the pairs (kw,ci) of one kh are contiguous: one inner loop of R = Kw Ci steps. A tile keeps
 *            4 pixels x 8 channels in registers, so that 2 loads of the filter and 4 of the image feed 16 operations.
 */
import { clearFrame, copyIntoFrame } from './padded-image.as';

/** 4 pixels x 8 channels. `pixel`: bytes between pixels; `row`: of a frame's row; `out`: of an output pixel = 4 Co. */
function tile4x8(x: usize, pixel: usize, row: usize, w: usize, out: usize, Kh: i32, R: i32, y: usize): void {
  let a0 = f32x4.splat(0), b0 = f32x4.splat(0);
  let a1 = f32x4.splat(0), b1 = f32x4.splat(0);
  let a2 = f32x4.splat(0), b2 = f32x4.splat(0);
  let a3 = f32x4.splat(0), b3 = f32x4.splat(0);
  for (let kh: i32 = 0; kh < Kh; kh++) {
    let x0 = x, x1 = x + pixel, x2 = x1 + pixel, x3 = x2 + pixel;
    for (let r: i32 = 0; r < R; r++) {
      const w0 = v128.load(w), w1 = v128.load(w, 16);
      let v = v128.load32_splat(x0);
      a0 = f32x4.add(a0, f32x4.mul(v, w0)); b0 = f32x4.add(b0, f32x4.mul(v, w1));
      v = v128.load32_splat(x1);
      a1 = f32x4.add(a1, f32x4.mul(v, w0)); b1 = f32x4.add(b1, f32x4.mul(v, w1));
      v = v128.load32_splat(x2);
      a2 = f32x4.add(a2, f32x4.mul(v, w0)); b2 = f32x4.add(b2, f32x4.mul(v, w1));
      v = v128.load32_splat(x3);
      a3 = f32x4.add(a3, f32x4.mul(v, w0)); b3 = f32x4.add(b3, f32x4.mul(v, w1));
      x0 += 4; x1 += 4; x2 += 4; x3 += 4;
      w += out;
    }
    x += row;
  }
  v128.store(y, a0); v128.store(y, b0, 16); y += out;
  v128.store(y, a1); v128.store(y, b1, 16); y += out;
  v128.store(y, a2); v128.store(y, b2, 16); y += out;
  v128.store(y, a3); v128.store(y, b3, 16);
}

/** 4 pixels x 4 channels. */
function tile4x4(x: usize, pixel: usize, row: usize, w: usize, out: usize, Kh: i32, R: i32, y: usize): void {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
  for (let kh: i32 = 0; kh < Kh; kh++) {
    let x0 = x, x1 = x + pixel, x2 = x1 + pixel, x3 = x2 + pixel;
    for (let r: i32 = 0; r < R; r++) {
      const w0 = v128.load(w);
      a0 = f32x4.add(a0, f32x4.mul(v128.load32_splat(x0), w0));
      a1 = f32x4.add(a1, f32x4.mul(v128.load32_splat(x1), w0));
      a2 = f32x4.add(a2, f32x4.mul(v128.load32_splat(x2), w0));
      a3 = f32x4.add(a3, f32x4.mul(v128.load32_splat(x3), w0));
      x0 += 4; x1 += 4; x2 += 4; x3 += 4;
      w += out;
    }
    x += row;
  }
  v128.store(y, a0); y += out;
  v128.store(y, a1); y += out;
  v128.store(y, a2); y += out;
  v128.store(y, a3);
}

/** 1 pixel x 4 channels: what a row leaves over. */
function tile1x4(x: usize, row: usize, w: usize, out: usize, Kh: i32, R: i32, y: usize): void {
  let a = f32x4.splat(0);
  for (let kh: i32 = 0; kh < Kh; kh++) {
    for (let r: i32 = 0; r < R; r++) {
      a = f32x4.add(a, f32x4.mul(v128.load32_splat(x + (<usize>r << 2)), v128.load(w)));
      w += out;
    }
    x += row;
  }
  v128.store(y, a);
}

/** 1 pixel x 1 channel: what a number of channels that 4 does not divide leaves over. */
function tile1x1(x: usize, row: usize, w: usize, out: usize, Kh: i32, R: i32, y: usize): void {
  let a: f32 = 0;
  for (let kh: i32 = 0; kh < Kh; kh++) {
    for (let r: i32 = 0; r < R; r++) {
      a += load<f32>(x + (<usize>r << 2)) * load<f32>(w);
      w += out;
    }
    x += row;
  }
  store<f32>(y, a);
}

/** All output pixels of one row, for the `wide` (8, 4 or 1) channels whose filter begins at w and output at y. */
function outputRow(
  x: usize, pixel: usize, row: usize, w: usize, out: usize, Kh: i32, R: i32, y: usize, Wo: i32, wide: i32,
): void {
  let ow: i32 = 0;
  if (wide == 8) {
    for (; ow + 4 <= Wo; ow += 4) tile4x8(x + <usize>ow * pixel, pixel, row, w, out, Kh, R, y + <usize>ow * out);
    for (; ow < Wo; ow++) {
      tile1x4(x + <usize>ow * pixel, row, w, out, Kh, R, y + <usize>ow * out);
      tile1x4(x + <usize>ow * pixel, row, w + 16, out, Kh, R, y + <usize>ow * out + 16);
    }
  } else if (wide == 4) {
    for (; ow + 4 <= Wo; ow += 4) tile4x4(x + <usize>ow * pixel, pixel, row, w, out, Kh, R, y + <usize>ow * out);
    for (; ow < Wo; ow++) tile1x4(x + <usize>ow * pixel, row, w, out, Kh, R, y + <usize>ow * out);
  } else {
    for (; ow < Wo; ow++) tile1x1(x + <usize>ow * pixel, row, w, out, Kh, R, y + <usize>ow * out);
  }
}

export function convolutionForward(
  x: usize, w: usize, y: usize, frame: usize, N: i32, H: i32, W: i32, Ci: i32, Ho: i32, Wo: i32, Co: i32,
  Kh: i32, Kw: i32, stride: i32, padTop: i32, padLeft: i32,
): void {
  const Hp = (Ho - 1) * stride + Kh, Wp = (Wo - 1) * stride + Kw;
  const channelBytes = <usize>Ci << 2;
  const row = <usize>Wp * channelBytes, pixel = <usize>stride * channelBytes, out = <usize>Co << 2;
  const framed = Hp != H || Wp != W || padTop != 0 || padLeft != 0;
  if (framed) clearFrame(frame, Hp, row);
  for (let n: i32 = 0; n < N; n++) {
    const image = x + <usize>n * <usize>(H * W) * channelBytes;
    if (framed) copyIntoFrame(image, frame, H, W, Hp, Wp, padTop, padLeft, channelBytes);
    const source = framed ? frame : image;
    const target = y + <usize>n * <usize>(Ho * Wo) * out;
    let co: i32 = 0;
    while (co < Co) {
      const wide = co + 8 <= Co ? 8 : co + 4 <= Co ? 4 : 1;
      const channel = <usize>co << 2;
      for (let oh: i32 = 0; oh < Ho; oh++) {
        outputRow(
          source + <usize>(oh * stride) * row, pixel, row, w + channel, out, Kh, Kw * Ci,
          target + <usize>(oh * Wo) * out + channel, Wo, wide,
        );
      }
      co += wide;
    }
  }
}
