/**
 * Gradient of the convolution of winograd-convolution with respect to its filter, by the same transforms.
 *
 *   dg = G^T [ sum over tiles of (B^T d B) (A dy A^T) ] G       an outer product over the channels at each of the 36 places
 *
 * Shapes     x [N,H,W,Ci], dy [N,H,W,Co], dg [3,3,Ci,Co] (overwritten); Ci and Co divisible by 4
 * Needs      `scratch` as winograd-convolution: work, frame, V, M, U
 * Order      the tiles of a block (T) are summed in registers, then added to U: two levels, as in convolution-filter-gradient
 */
import { clearFrame, copyIntoFrame } from './padded-image.as';
import { placeBytes, WORK } from './winograd-convolution.as';
import { transformGradients, transformPixels, transformTaps } from './winograd-transforms.as';

/** Adds to 4 rows (ci) x 8 columns (co) of U the sum over `tiles` tiles. */
function outer4x8(v: usize, row: usize, m: usize, out: usize, tiles: i32, u: usize): void {
  let a0 = f32x4.splat(0), b0 = f32x4.splat(0), a1 = f32x4.splat(0), b1 = f32x4.splat(0);
  let a2 = f32x4.splat(0), b2 = f32x4.splat(0), a3 = f32x4.splat(0), b3 = f32x4.splat(0);
  for (let t: i32 = 0; t < tiles; t++) {
    const g0 = v128.load(m), g1 = v128.load(m, 16);
    let s = v128.load32_splat(v);
    a0 = f32x4.add(a0, f32x4.mul(s, g0)); b0 = f32x4.add(b0, f32x4.mul(s, g1));
    s = v128.load32_splat(v, 4);
    a1 = f32x4.add(a1, f32x4.mul(s, g0)); b1 = f32x4.add(b1, f32x4.mul(s, g1));
    s = v128.load32_splat(v, 8);
    a2 = f32x4.add(a2, f32x4.mul(s, g0)); b2 = f32x4.add(b2, f32x4.mul(s, g1));
    s = v128.load32_splat(v, 12);
    a3 = f32x4.add(a3, f32x4.mul(s, g0)); b3 = f32x4.add(b3, f32x4.mul(s, g1));
    v += row; m += out;
  }
  v128.store(u, f32x4.add(v128.load(u), a0)); v128.store(u, f32x4.add(v128.load(u, 16), b0), 16); u += out;
  v128.store(u, f32x4.add(v128.load(u), a1)); v128.store(u, f32x4.add(v128.load(u, 16), b1), 16); u += out;
  v128.store(u, f32x4.add(v128.load(u), a2)); v128.store(u, f32x4.add(v128.load(u, 16), b2), 16); u += out;
  v128.store(u, f32x4.add(v128.load(u), a3)); v128.store(u, f32x4.add(v128.load(u, 16), b3), 16);
}

/** The same for 4 columns. */
function outer4x4(v: usize, row: usize, m: usize, out: usize, tiles: i32, u: usize): void {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
  for (let t: i32 = 0; t < tiles; t++) {
    const g = v128.load(m);
    a0 = f32x4.add(a0, f32x4.mul(v128.load32_splat(v), g));
    a1 = f32x4.add(a1, f32x4.mul(v128.load32_splat(v, 4), g));
    a2 = f32x4.add(a2, f32x4.mul(v128.load32_splat(v, 8), g));
    a3 = f32x4.add(a3, f32x4.mul(v128.load32_splat(v, 12), g));
    v += row; m += out;
  }
  v128.store(u, f32x4.add(v128.load(u), a0)); u += out;
  v128.store(u, f32x4.add(v128.load(u), a1)); u += out;
  v128.store(u, f32x4.add(v128.load(u), a2)); u += out;
  v128.store(u, f32x4.add(v128.load(u), a3));
}

/** U += V^T M at every place. */
function addBlock(v: usize, m: usize, u: usize, tiles: i32, T: i32, Ci: i32, Co: i32): void {
  const row = <usize>Ci << 2, out = <usize>Co << 2;
  const vPlace = placeBytes(T, Ci), mPlace = placeBytes(T, Co);
  for (let k: i32 = 0; k < 36; k++) {
    for (let ci: i32 = 0; ci < Ci; ci += 4) {
      const from = v + (<usize>ci << 2), to = u + <usize>ci * out;
      let co: i32 = 0;
      for (; co + 8 <= Co; co += 8) outer4x8(from, row, m + (<usize>co << 2), out, tiles, to + (<usize>co << 2));
      if (co < Co) outer4x4(from, row, m + (<usize>co << 2), out, tiles, to + (<usize>co << 2));
    }
    v += vPlace; m += mPlace; u += <usize>(Ci * Co) << 2;
  }
}

export function winogradFilterGradient(x: usize, dy: usize, dg: usize, scratch: usize, T: i32, N: i32, H: i32, W: i32, Ci: i32, Co: i32): void {
  const across = (W + 3) >> 2, down = (H + 3) >> 2, Hp = 4 * down + 2, Wp = 4 * across + 2;
  const pixel = <usize>Ci << 2, row = <usize>Wp * pixel, vPlace = placeBytes(T, Ci);
  const out = <usize>Co << 2, dyRow = <usize>W * out, mPlace = placeBytes(T, Co);
  const frame = scratch + WORK, v = frame + <usize>Hp * row, m = v + 36 * vPlace, u = m + 36 * mPlace;
  const uPlace = <usize>(Ci * Co) << 2;
  clearFrame(frame, Hp, row);
  memory.fill(u, 0, 36 * uPlace);
  let filled: i32 = 0;
  for (let n: i32 = 0; n < N; n++) {
    copyIntoFrame(x + <usize>(n * H * W) * pixel, frame, H, W, Hp, Wp, 1, 1, pixel);
    for (let i: i32 = 0; i < down; i++) for (let j: i32 = 0; j < across; j++) {
      const h = 4 * i, w = 4 * j;
      transformPixels(frame + <usize>h * row + <usize>w * pixel, row, pixel, v + <usize>filled * pixel, vPlace, scratch);
      const gradient = dy + <usize>((n * H + h) * W + w) * out;
      transformGradients(gradient, dyRow, out, min(4, H - h), min(4, W - w), m + <usize>filled * out, mPlace, scratch);
      if (++filled == T) { addBlock(v, m, u, T, T, Ci, Co); filled = 0; }
    }
  }
  if (filled) addBlock(v, m, u, filled, T, Ci, Co);
  for (let ci: i32 = 0; ci < Ci; ci++) for (let co: i32 = 0; co < Co; co += 4) {
    const o = <usize>(ci * Co + co) << 2;
    transformTaps(u + o, uPlace, dg + o, uPlace, scratch);
  }
}
