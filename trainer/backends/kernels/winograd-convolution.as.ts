/**
 * Convolution with a 3x3 filter, stride 1, padding 1, by Winograd's F(4x4, 3x3): see winograd-transforms.
 *
 *   y[n,h,w,co] = sum_{kh,kw,ci} x[n, h + kh - 1, w + kw - 1, ci] g[kh,kw,ci,co]
 *
 * Shapes     x [N,H,W,Ci], g [3,3,Ci,Co], y [N,H,W,Co]; Ci and Co divisible by 4; maps are covered by tiles of 4 x 4 outputs
 * Needs      `scratch`: winogradBytes (winograd.ts counts them): work, frame, V, M, U, as laid out in Layout
 * Order      each of the 36 places of a tile sums ci one after the other: the result of a tile does not depend on its neighbours,
 *            the batch or the machine
 * Speed      `T` tiles, of several images where maps are small, make one block; at each place a product of matrices
 *            V [T,Ci] U [Ci,Co], 4 tiles x 8 channels in registers. Rows of places are 64 bytes longer than they need be, so that
 *            the 36 of them do not fall into the same few lines of the cache
 */
import { clearFrame, copyIntoFrame } from './padded-image.as';
import { transformFilter, transformOutputs, transformPixels } from './winograd-transforms.as';

/** Bytes before the frame: scratch of the transforms. */
export const WORK: usize = 1024;

/** Bytes from one place to the next in a block of T tiles. */
@inline
export function placeBytes(T: i32, channels: i32): usize {
  return (<usize>(T * channels) << 2) + 64;
}

/** U, for each place and each 8 (at the end 4) channels co all ci one after the other. */
function packTransformed(g: usize, u: usize, place: usize, Ci: i32, Co: i32, work: usize): void {
  const tap = <usize>(Ci * Co) << 2;
  let to = u;
  for (let co: i32 = 0; co < Co; ) {
    const wide = co + 8 <= Co ? 8 : 4;
    for (let ci: i32 = 0; ci < Ci; ci++) {
      const from = g + (<usize>(ci * Co + co) << 2);
      transformFilter(from, tap, to, place, work);
      if (wide == 8) transformFilter(from + 16, tap, to + 16, place, work);
      to += <usize>wide << 2;
    }
    co += wide;
  }
}

/** 4 rows of V x 8 columns of U, both over all ci. */
function product4x8(v: usize, row: usize, u: usize, m: usize, out: usize): void {
  let a0 = f32x4.splat(0), b0 = f32x4.splat(0), a1 = f32x4.splat(0), b1 = f32x4.splat(0);
  let a2 = f32x4.splat(0), b2 = f32x4.splat(0), a3 = f32x4.splat(0), b3 = f32x4.splat(0);
  let p0 = v, p1 = v + row, p2 = p1 + row, p3 = p2 + row;
  const end = p1;
  while (p0 < end) {
    const w0 = v128.load(u), w1 = v128.load(u, 16);
    let s = v128.load32_splat(p0);
    a0 = f32x4.add(a0, f32x4.mul(s, w0)); b0 = f32x4.add(b0, f32x4.mul(s, w1));
    s = v128.load32_splat(p1);
    a1 = f32x4.add(a1, f32x4.mul(s, w0)); b1 = f32x4.add(b1, f32x4.mul(s, w1));
    s = v128.load32_splat(p2);
    a2 = f32x4.add(a2, f32x4.mul(s, w0)); b2 = f32x4.add(b2, f32x4.mul(s, w1));
    s = v128.load32_splat(p3);
    a3 = f32x4.add(a3, f32x4.mul(s, w0)); b3 = f32x4.add(b3, f32x4.mul(s, w1));
    p0 += 4; p1 += 4; p2 += 4; p3 += 4; u += 32;
  }
  v128.store(m, a0); v128.store(m, b0, 16); m += out;
  v128.store(m, a1); v128.store(m, b1, 16); m += out;
  v128.store(m, a2); v128.store(m, b2, 16); m += out;
  v128.store(m, a3); v128.store(m, b3, 16);
}

/** 4 rows x 4 columns. */
function product4x4(v: usize, row: usize, u: usize, m: usize, out: usize): void {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
  let p0 = v, p1 = v + row, p2 = p1 + row, p3 = p2 + row;
  const end = p1;
  while (p0 < end) {
    const w = v128.load(u);
    a0 = f32x4.add(a0, f32x4.mul(v128.load32_splat(p0), w));
    a1 = f32x4.add(a1, f32x4.mul(v128.load32_splat(p1), w));
    a2 = f32x4.add(a2, f32x4.mul(v128.load32_splat(p2), w));
    a3 = f32x4.add(a3, f32x4.mul(v128.load32_splat(p3), w));
    p0 += 4; p1 += 4; p2 += 4; p3 += 4; u += 16;
  }
  v128.store(m, a0); m += out;
  v128.store(m, a1); m += out;
  v128.store(m, a2); m += out;
  v128.store(m, a3);
}

/** 1 row x 4 columns, `step` bytes from one ci to the next in u. */
function product1x4(v: usize, row: usize, u: usize, step: usize, m: usize): void {
  let a = f32x4.splat(0);
  for (let end = v + row; v < end; v += 4) {
    a = f32x4.add(a, f32x4.mul(v128.load32_splat(v), v128.load(u)));
    u += step;
  }
  v128.store(m, a);
}

/** M = V U at one place: `tiles` rows. */
function product(v: usize, u: usize, m: usize, tiles: i32, Ci: i32, Co: i32): void {
  const row = <usize>Ci << 2, out = <usize>Co << 2;
  for (let co: i32 = 0; co < Co; ) {
    const wide = co + 8 <= Co ? 8 : 4, step = <usize>wide << 2;
    let from = v, to = m + (<usize>co << 2), t: i32 = 0;
    for (; t + 4 <= tiles; t += 4) {
      if (wide == 8) product4x8(from, row, u, to, out);
      else product4x4(from, row, u, to, out);
      from += row << 2; to += out << 2;
    }
    for (; t < tiles; t++) {
      product1x4(from, row, u, step, to);
      if (wide == 8) product1x4(from, row, u + 16, step, to + 16);
      from += row; to += out;
    }
    u += <usize>Ci * step;
    co += wide;
  }
}

/** From V of a block to y: `tiles` tiles, the first of them number `first` of the batch. */
function finishBlock(
  v: usize, u: usize, m: usize, y: usize, first: i32, tiles: i32, T: i32, H: i32, W: i32, Ci: i32, Co: i32, work: usize,
): void {
  const vPlace = placeBytes(T, Ci), mPlace = placeBytes(T, Co), uPlace = <usize>(Ci * Co) << 2;
  for (let k: usize = 0; k < 36; k++) product(v + k * vPlace, u + k * uPlace, m + k * mPlace, tiles, Ci, Co);
  const across = (W + 3) >> 2, down = (H + 3) >> 2, pixel = <usize>Co << 2, row = <usize>W * pixel;
  for (let t: i32 = 0; t < tiles; t++) {
    const tile = first + t, n = tile / (across * down), within = tile % (across * down);
    const h = (within / across) << 2, w = (within % across) << 2;
    const to = y + <usize>((n * H + h) * W + w) * pixel;
    transformOutputs(m + <usize>t * pixel, mPlace, to, row, pixel, min(4, H - h), min(4, W - w), work);
  }
}

export function winogradConvolution(x: usize, g: usize, y: usize, scratch: usize, T: i32, N: i32, H: i32, W: i32, Ci: i32, Co: i32): void {
  const across = (W + 3) >> 2, down = (H + 3) >> 2, Hp = 4 * down + 2, Wp = 4 * across + 2;
  const pixel = <usize>Ci << 2, row = <usize>Wp * pixel, vPlace = placeBytes(T, Ci);
  const frame = scratch + WORK, v = frame + <usize>Hp * row, m = v + 36 * vPlace, u = m + 36 * placeBytes(T, Co);
  clearFrame(frame, Hp, row);
  packTransformed(g, u, <usize>(Ci * Co) << 2, Ci, Co, scratch);
  let first: i32 = 0, filled: i32 = 0;
  for (let n: i32 = 0; n < N; n++) {
    copyIntoFrame(x + <usize>(n * H * W) * pixel, frame, H, W, Hp, Wp, 1, 1, pixel);
    for (let i: i32 = 0; i < down; i++) for (let j: i32 = 0; j < across; j++) {
      const from = frame + <usize>(4 * i) * row + <usize>(4 * j) * pixel;
      transformPixels(from, row, pixel, v + <usize>filled * pixel, vPlace, scratch);
      if (++filled == T) {
        finishBlock(v, u, m, y, first, T, T, H, W, Ci, Co, scratch);
        first += T; filled = 0;
      }
    }
  }
  if (filled) finishBlock(v, u, m, y, first, filled, T, H, W, Ci, Co, scratch);
}
