/**
 * Gradient of a convolution with respect to its filter.
 *
 *   dw[kh,kw,ci,co] = sum_{n,oh,ow} x[n, oh s + kh - padTop, ow s + kw - padLeft, ci] dy[n,oh,ow,co]
 *
 * Shapes     x [N,H,W,Ci], dy [N,Ho,Wo,Co], dw [Kh,Kw,Ci,Co] (overwritten), float32, row-major
 * Needs      `frame`: Hp Wp Ci floats (see padded-image)
 * Order      pixels of BAND rows of one image are summed in registers, then added to dw: two levels, so that the
 *            rounding error grows with the number of bands and not with the number of pixels
 * Speed      as in the forward kernel (kw,ci) is one index r of R = Kw Ci; a tile keeps 4 r x 8 co in registers over
 *            a band. The band (frame and dy) fits the first-level cache.
 */
import { clearFrame, copyIntoFrame } from './padded-image.as';

const BAND: i32 = 8;

/** Adds to dw at `o`: 4 values of r x 8 channels, `rows` x `columns` pixels. `out` = 4 Co, also dw's row. */
function tile4x8(
  x: usize, row: usize, pixel: usize, dy: usize, out: usize, dyRow: usize, rows: i32, columns: i32, o: usize,
): void {
  let a0 = f32x4.splat(0), b0 = f32x4.splat(0);
  let a1 = f32x4.splat(0), b1 = f32x4.splat(0);
  let a2 = f32x4.splat(0), b2 = f32x4.splat(0);
  let a3 = f32x4.splat(0), b3 = f32x4.splat(0);
  for (let h: i32 = 0; h < rows; h++) {
    let p = x, g = dy;
    for (let k: i32 = 0; k < columns; k++) {
      const g0 = v128.load(g), g1 = v128.load(g, 16);
      let v = v128.load32_splat(p);
      a0 = f32x4.add(a0, f32x4.mul(v, g0)); b0 = f32x4.add(b0, f32x4.mul(v, g1));
      v = v128.load32_splat(p, 4);
      a1 = f32x4.add(a1, f32x4.mul(v, g0)); b1 = f32x4.add(b1, f32x4.mul(v, g1));
      v = v128.load32_splat(p, 8);
      a2 = f32x4.add(a2, f32x4.mul(v, g0)); b2 = f32x4.add(b2, f32x4.mul(v, g1));
      v = v128.load32_splat(p, 12);
      a3 = f32x4.add(a3, f32x4.mul(v, g0)); b3 = f32x4.add(b3, f32x4.mul(v, g1));
      p += pixel; g += out;
    }
    x += row; dy += dyRow;
  }
  v128.store(o, f32x4.add(v128.load(o), a0)); v128.store(o, f32x4.add(v128.load(o, 16), b0), 16); o += out;
  v128.store(o, f32x4.add(v128.load(o), a1)); v128.store(o, f32x4.add(v128.load(o, 16), b1), 16); o += out;
  v128.store(o, f32x4.add(v128.load(o), a2)); v128.store(o, f32x4.add(v128.load(o, 16), b2), 16); o += out;
  v128.store(o, f32x4.add(v128.load(o), a3)); v128.store(o, f32x4.add(v128.load(o, 16), b3), 16);
}

/** 3 values of r x 8 channels: all that a 3-wide filter over one input channel has. */
function tile3x8(
  x: usize, row: usize, pixel: usize, dy: usize, out: usize, dyRow: usize, rows: i32, columns: i32, o: usize,
): void {
  let a0 = f32x4.splat(0), b0 = f32x4.splat(0);
  let a1 = f32x4.splat(0), b1 = f32x4.splat(0);
  let a2 = f32x4.splat(0), b2 = f32x4.splat(0);
  for (let h: i32 = 0; h < rows; h++) {
    let p = x, g = dy;
    for (let k: i32 = 0; k < columns; k++) {
      const g0 = v128.load(g), g1 = v128.load(g, 16);
      let v = v128.load32_splat(p);
      a0 = f32x4.add(a0, f32x4.mul(v, g0)); b0 = f32x4.add(b0, f32x4.mul(v, g1));
      v = v128.load32_splat(p, 4);
      a1 = f32x4.add(a1, f32x4.mul(v, g0)); b1 = f32x4.add(b1, f32x4.mul(v, g1));
      v = v128.load32_splat(p, 8);
      a2 = f32x4.add(a2, f32x4.mul(v, g0)); b2 = f32x4.add(b2, f32x4.mul(v, g1));
      p += pixel; g += out;
    }
    x += row; dy += dyRow;
  }
  v128.store(o, f32x4.add(v128.load(o), a0)); v128.store(o, f32x4.add(v128.load(o, 16), b0), 16); o += out;
  v128.store(o, f32x4.add(v128.load(o), a1)); v128.store(o, f32x4.add(v128.load(o, 16), b1), 16); o += out;
  v128.store(o, f32x4.add(v128.load(o), a2)); v128.store(o, f32x4.add(v128.load(o, 16), b2), 16);
}

/** 4 values of r x 4 channels. */
function tile4x4(
  x: usize, row: usize, pixel: usize, dy: usize, out: usize, dyRow: usize, rows: i32, columns: i32, o: usize,
): void {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
  for (let h: i32 = 0; h < rows; h++) {
    let p = x, g = dy;
    for (let k: i32 = 0; k < columns; k++) {
      const g0 = v128.load(g);
      a0 = f32x4.add(a0, f32x4.mul(v128.load32_splat(p), g0));
      a1 = f32x4.add(a1, f32x4.mul(v128.load32_splat(p, 4), g0));
      a2 = f32x4.add(a2, f32x4.mul(v128.load32_splat(p, 8), g0));
      a3 = f32x4.add(a3, f32x4.mul(v128.load32_splat(p, 12), g0));
      p += pixel; g += out;
    }
    x += row; dy += dyRow;
  }
  v128.store(o, f32x4.add(v128.load(o), a0)); o += out;
  v128.store(o, f32x4.add(v128.load(o), a1)); o += out;
  v128.store(o, f32x4.add(v128.load(o), a2)); o += out;
  v128.store(o, f32x4.add(v128.load(o), a3));
}

/** 1 value of r x 4 channels. */
function tile1x4(
  x: usize, row: usize, pixel: usize, dy: usize, out: usize, dyRow: usize, rows: i32, columns: i32, o: usize,
): void {
  let a = f32x4.splat(0);
  for (let h: i32 = 0; h < rows; h++) {
    let p = x, g = dy;
    for (let k: i32 = 0; k < columns; k++) {
      a = f32x4.add(a, f32x4.mul(v128.load32_splat(p), v128.load(g)));
      p += pixel; g += out;
    }
    x += row; dy += dyRow;
  }
  v128.store(o, f32x4.add(v128.load(o), a));
}

/** 1 value of r x 1 channel. */
function tile1x1(
  x: usize, row: usize, pixel: usize, dy: usize, out: usize, dyRow: usize, rows: i32, columns: i32, o: usize,
): void {
  let a: f32 = 0;
  for (let h: i32 = 0; h < rows; h++) {
    let p = x, g = dy;
    for (let k: i32 = 0; k < columns; k++) {
      a += load<f32>(p) * load<f32>(g);
      p += pixel; g += out;
    }
    x += row; dy += dyRow;
  }
  store<f32>(o, load<f32>(o) + a);
}

/** All r and co of one kh over one band of rows. */
function band(
  x: usize, row: usize, pixel: usize, dy: usize, out: usize, dyRow: usize, rows: i32, columns: i32, dw: usize,
  R: i32, Co: i32,
): void {
  let r: i32 = 0;
  while (r < R) {
    const high = r + 4 <= R ? 4 : r + 3 == R ? 3 : 1;
    const p = x + (<usize>r << 2);
    const target = dw + <usize>r * out;
    let co: i32 = 0;
    for (; co + 8 <= Co; co += 8) {
      const c = <usize>co << 2;
      if (high == 4) tile4x8(p, row, pixel, dy + c, out, dyRow, rows, columns, target + c);
      else if (high == 3) tile3x8(p, row, pixel, dy + c, out, dyRow, rows, columns, target + c);
      else {
        tile1x4(p, row, pixel, dy + c, out, dyRow, rows, columns, target + c);
        tile1x4(p, row, pixel, dy + c + 16, out, dyRow, rows, columns, target + c + 16);
      }
    }
    for (; co + 4 <= Co; co += 4) {
      const c = <usize>co << 2;
      if (high == 4) tile4x4(p, row, pixel, dy + c, out, dyRow, rows, columns, target + c);
      else for (let i: i32 = 0; i < high; i++) {
        tile1x4(p + (<usize>i << 2), row, pixel, dy + c, out, dyRow, rows, columns, target + c + <usize>i * out);
      }
    }
    for (; co < Co; co++) {
      const c = <usize>co << 2;
      for (let i: i32 = 0; i < high; i++) {
        tile1x1(p + (<usize>i << 2), row, pixel, dy + c, out, dyRow, rows, columns, target + c + <usize>i * out);
      }
    }
    r += high;
  }
}

export function convolutionFilterGradient(
  x: usize, dy: usize, dw: usize, frame: usize, N: i32, H: i32, W: i32, Ci: i32, Ho: i32, Wo: i32, Co: i32,
  Kh: i32, Kw: i32, stride: i32, padTop: i32, padLeft: i32,
): void {
  const Hp = (Ho - 1) * stride + Kh, Wp = (Wo - 1) * stride + Kw, R = Kw * Ci;
  const channelBytes = <usize>Ci << 2;
  const row = <usize>Wp * channelBytes, pixel = <usize>stride * channelBytes;
  const out = <usize>Co << 2, dyRow = <usize>Wo * out;
  const framed = Hp != H || Wp != W || padTop != 0 || padLeft != 0;
  memory.fill(dw, 0, <usize>(Kh * R) * out);
  if (framed) clearFrame(frame, Hp, row);
  for (let n: i32 = 0; n < N; n++) {
    const image = x + <usize>n * <usize>(H * W) * channelBytes;
    if (framed) copyIntoFrame(image, frame, H, W, Hp, Wp, padTop, padLeft, channelBytes);
    const source = framed ? frame : image;
    const gradient = dy + <usize>(n * Ho) * dyRow;
    for (let oh: i32 = 0; oh < Ho; oh += BAND) {
      const rows = min(BAND, Ho - oh);
      for (let kh: i32 = 0; kh < Kh; kh++) {
        band(
          source + <usize>(oh * stride + kh) * row, <usize>stride * row, pixel, gradient + <usize>oh * dyRow, out,
          dyRow, rows, Wo, dw + <usize>(kh * R) * out, R, Co,
        );
      }
    }
  }
}
