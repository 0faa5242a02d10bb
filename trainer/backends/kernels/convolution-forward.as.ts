/**
 * Convolution, direct, no dilation.
 *
 *   y[n,oh,ow,co] = sum_{kh,kw,ci} x[n, oh s + kh - padTop, ow s + kw - padLeft, ci] w[kh,kw,ci,co]
 *
 * Shapes     x [N,H,W,Ci], w [Kh,Kw,Ci,Co], y [N,Ho,Wo,Co], float32, row-major; addresses are byte offsets
 * Needs      `frame`: Hp Wp Ci floats (see padded-image); `packed`: as many floats as w, with Co rounded up to fours, and 16 more
 * Order      every output adds kh, then kw, then ci, one after the other, whatever tile it falls into: the result
 *            does not depend on the tile sizes, the batch size or the machine (no fused multiply-add)
 * Speed      in the frame the pairs (kw,ci) of one kh are contiguous: one inner loop of R = Kw Ci steps. A tile keeps
 *            4 pixels x 8 channels in registers, so that 2 loads of the filter and 4 of the image feed 16 operations;
 *            its pixels may lie in different rows, so that narrow maps fill it too. Unrolling the inner loop, wider
 *            tiles and reuse of pixels between neighbouring kw were all measured slower (registers spill).
 */
import { clearFrame, copyIntoFrame } from './padded-image.as';

/** Filter columns in packed order: for each 8 channels all (kh,kw,ci) one after the other, 8 floats each. */
function packFilter(w: usize, packed: usize, taps: i32, Co: i32): void {
  let to = packed;
  for (let co: i32 = 0; co + 8 <= Co; co += 8) {
    let from = w + (<usize>co << 2);
    for (let t: i32 = 0; t < taps; t++) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      to += 32;
      from += <usize>Co << 2;
    }
  }
}

/** The last 1 to 3 channels, filled up with zeros to 4. */
function packLast(w: usize, packed: usize, taps: i32, Co: i32, channels: i32): void {
  for (let t: i32 = 0; t < taps; t++) {
    v128.store(packed, f32x4.splat(0));
    for (let c: i32 = 0; c < channels; c++) store<f32>(packed + (<usize>c << 2), load<f32>(w + (<usize>c << 2)));
    packed += 16;
    w += <usize>Co << 2;
  }
}

/** The first `channels` of each of `pixels` rows of 4. */
function storeLast(tile: usize, y: usize, out: usize, pixels: i32, channels: i32): void {
  for (let p: i32 = 0; p < pixels; p++) {
    for (let c: i32 = 0; c < channels; c++) store<f32>(y + (<usize>c << 2), load<f32>(tile + (<usize>c << 2)));
    tile += 16;
    y += out;
  }
}

/**
 * 4 pixels x 8 channels, the windows of the pixels beginning at x0 .. x3. `row`: bytes of a frame's row; `step`: from
 * one filter tap to the next; `out`: from one output pixel to the next.
 */
function tile4x8(
  x0: usize, x1: usize, x2: usize, x3: usize, row: usize, w: usize, step: usize, Kh: i32, R: i32, y: usize, out: usize,
): void {
  let a0 = f32x4.splat(0), b0 = f32x4.splat(0);
  let a1 = f32x4.splat(0), b1 = f32x4.splat(0);
  let a2 = f32x4.splat(0), b2 = f32x4.splat(0);
  let a3 = f32x4.splat(0), b3 = f32x4.splat(0);
  for (let kh: i32 = 0; kh < Kh; kh++) {
    let p0 = x0, p1 = x1, p2 = x2, p3 = x3;
    for (let r: i32 = 0; r < R; r++) {
      const w0 = v128.load(w), w1 = v128.load(w, 16);
      let v = v128.load32_splat(p0);
      a0 = f32x4.add(a0, f32x4.mul(v, w0)); b0 = f32x4.add(b0, f32x4.mul(v, w1));
      v = v128.load32_splat(p1);
      a1 = f32x4.add(a1, f32x4.mul(v, w0)); b1 = f32x4.add(b1, f32x4.mul(v, w1));
      v = v128.load32_splat(p2);
      a2 = f32x4.add(a2, f32x4.mul(v, w0)); b2 = f32x4.add(b2, f32x4.mul(v, w1));
      v = v128.load32_splat(p3);
      a3 = f32x4.add(a3, f32x4.mul(v, w0)); b3 = f32x4.add(b3, f32x4.mul(v, w1));
      p0 += 4; p1 += 4; p2 += 4; p3 += 4;
      w += step;
    }
    x0 += row; x1 += row; x2 += row; x3 += row;
  }
  v128.store(y, a0); v128.store(y, b0, 16); y += out;
  v128.store(y, a1); v128.store(y, b1, 16); y += out;
  v128.store(y, a2); v128.store(y, b2, 16); y += out;
  v128.store(y, a3); v128.store(y, b3, 16);
}

/** 4 pixels x 4 channels. */
function tile4x4(
  x0: usize, x1: usize, x2: usize, x3: usize, row: usize, w: usize, step: usize, Kh: i32, R: i32, y: usize, out: usize,
): void {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
  for (let kh: i32 = 0; kh < Kh; kh++) {
    let p0 = x0, p1 = x1, p2 = x2, p3 = x3;
    for (let r: i32 = 0; r < R; r++) {
      const w0 = v128.load(w);
      a0 = f32x4.add(a0, f32x4.mul(v128.load32_splat(p0), w0));
      a1 = f32x4.add(a1, f32x4.mul(v128.load32_splat(p1), w0));
      a2 = f32x4.add(a2, f32x4.mul(v128.load32_splat(p2), w0));
      a3 = f32x4.add(a3, f32x4.mul(v128.load32_splat(p3), w0));
      p0 += 4; p1 += 4; p2 += 4; p3 += 4;
      w += step;
    }
    x0 += row; x1 += row; x2 += row; x3 += row;
  }
  v128.store(y, a0); y += out;
  v128.store(y, a1); y += out;
  v128.store(y, a2); y += out;
  v128.store(y, a3);
}

/** 1 pixel x 4 channels: what a number of pixels that 4 does not divide leaves over. */
function tile1x4(x: usize, row: usize, w: usize, step: usize, Kh: i32, R: i32, y: usize): void {
  let a = f32x4.splat(0);
  for (let kh: i32 = 0; kh < Kh; kh++) {
    for (let r: i32 = 0; r < R; r++) {
      a = f32x4.add(a, f32x4.mul(v128.load32_splat(x + (<usize>r << 2)), v128.load(w)));
      w += step;
    }
    x += row;
  }
  v128.store(y, a);
}

/**
 * All output pixels of one image, for the `wide` (8, 4 or the last 1 to 3) channels whose filter begins at w and output at y. `tile`: 64
 * bytes for the last channels, which are made 4 at a time like the others.
 */
function outputImage(
  x: usize, row: usize, pixel: usize, stride: i32, Ho: i32, Wo: i32, w: usize, step: usize, Kh: i32, R: i32,
  y: usize, out: usize, wide: i32, tile: usize,
): void {
  const nextRow = <usize>stride * row - <usize>Wo * pixel;
  let left = Ho * Wo, ow: i32 = 0, at = x;
  while (left > 0) {
    const x0 = at;
    at += pixel; if (++ow == Wo) { ow = 0; at += nextRow; }
    if (left < 4) {
      if (wide == 8) tile1x4(x0, row, w + 16, step, Kh, R, y + 16);
      if (wide >= 4) tile1x4(x0, row, w, step, Kh, R, y);
      else {
        tile1x4(x0, row, w, step, Kh, R, tile);
        storeLast(tile, y, out, 1, wide);
      }
      y += out; left -= 1;
      continue;
    }
    const x1 = at;
    at += pixel; if (++ow == Wo) { ow = 0; at += nextRow; }
    const x2 = at;
    at += pixel; if (++ow == Wo) { ow = 0; at += nextRow; }
    const x3 = at;
    at += pixel; if (++ow == Wo) { ow = 0; at += nextRow; }
    if (wide == 8) tile4x8(x0, x1, x2, x3, row, w, step, Kh, R, y, out);
    else if (wide == 4) tile4x4(x0, x1, x2, x3, row, w, step, Kh, R, y, out);
    else {
      tile4x4(x0, x1, x2, x3, row, w, step, Kh, R, tile, 16);
      storeLast(tile, y, out, 4, wide);
    }
    y += out << 2; left -= 4;
  }
}

export function convolutionForward(
  x: usize, w: usize, y: usize, frame: usize, packed: usize, N: i32, H: i32, W: i32, Ci: i32, Ho: i32, Wo: i32, Co: i32,
  Kh: i32, Kw: i32, stride: i32, padTop: i32, padLeft: i32,
): void {
  const Hp = (Ho - 1) * stride + Kh, Wp = (Wo - 1) * stride + Kw, R = Kw * Ci;
  const channelBytes = <usize>Ci << 2;
  const row = <usize>Wp * channelBytes, pixel = <usize>stride * channelBytes, out = <usize>Co << 2;
  const framed = Hp != H || Wp != W || padTop != 0 || padLeft != 0;
  if (framed) clearFrame(frame, Hp, row);
  packFilter(w, packed, Kh * R, Co);
  const last = Co & 3, lastFilter = packed + (<usize>((Co - last) * Kh * R) << 2), tile = lastFilter + (<usize>(Kh * R) << 4);
  if (last) packLast(w + (<usize>(Co - last) << 2), lastFilter, Kh * R, Co, last);
  for (let n: i32 = 0; n < N; n++) {
    const image = x + <usize>n * <usize>(H * W) * channelBytes;
    if (framed) copyIntoFrame(image, frame, H, W, Hp, Wp, padTop, padLeft, channelBytes);
    const source = framed ? frame : image;
    const target = y + <usize>n * <usize>(Ho * Wo) * out;
    let co: i32 = 0;
    for (; co + 8 <= Co; co += 8) {
      const columns = packed + (<usize>(co * Kh * R) << 2);
      outputImage(source, row, pixel, stride, Ho, Wo, columns, 32, Kh, R, target + (<usize>co << 2), out, 8, tile);
    }
    if (co + 4 <= Co) {
      outputImage(source, row, pixel, stride, Ho, Wo, w + (<usize>co << 2), out, Kh, R, target + (<usize>co << 2), out, 4, tile);
      co += 4;
    }
    if (last) outputImage(source, row, pixel, stride, Ho, Wo, lastFilter, 16, Kh, R, target + (<usize>co << 2), out, last, tile);
  }
}
