/**
 * The transforms of Winograd's convolution F(4x4, 3x3) (Winograd 1980; Lavin and Gray 2015), Toom and Cook's with the points
 * 0, 1, -1, 1/2, -1/2 and infinity.
 *
 *   y = A^T [ (G g G^T) * (B^T d B) ] A       g 3x3 filter, d 6x6 pixels, y 4x4 outputs, * value by value, summed over channels
 *
 * Each is a one-dimensional transform of the columns, then of the rows, 4 channels at a time. Tiles of `places` values
 * lie `place` bytes apart (winograd-convolution). `work`: 36 vectors of scratch.
 * Accuracy   largest error some 7e-6 of the largest output (the direct kernel's: 1e-6), root mean square 2e-6: the price of
 *            a quarter of the multiplications. Other points round better (1/2 with -2: a third of it) but share no sums
 */

/** B^T, 6 to 6: loads from `from` every `step` bytes, stores to `to` every `next`. */
@inline
function pixels6(from: usize, step: usize, to: usize, next: usize): void {
  const d0 = v128.load(from), d1 = v128.load(from + step), d2 = v128.load(from + 2 * step);
  const d3 = v128.load(from + 3 * step), d4 = v128.load(from + 4 * step), d5 = v128.load(from + 5 * step);
  const quarter = f32x4.splat(0.25);
  const a = f32x4.sub(d4, f32x4.mul(quarter, d2)), b = f32x4.sub(d3, f32x4.mul(quarter, d1));
  const e = f32x4.sub(d4, d2), g = f32x4.sub(d3, d1), f = f32x4.mul(f32x4.splat(0.5), g);
  v128.store(to, f32x4.add(e, f32x4.mul(quarter, f32x4.sub(d0, d2))));
  v128.store(to + next, f32x4.add(a, b));
  v128.store(to + 2 * next, f32x4.sub(a, b));
  v128.store(to + 3 * next, f32x4.add(e, f));
  v128.store(to + 4 * next, f32x4.sub(e, f));
  v128.store(to + 5 * next, f32x4.sub(f32x4.sub(d5, d3), f32x4.mul(quarter, g)));
}

/** V = B^T d B of one tile: d at x in a frame with `row` bytes a row and `pixel` bytes a pixel (4 Ci, all its channels). */
export function transformPixels(x: usize, row: usize, pixel: usize, v: usize, place: usize, work: usize): void {
  for (let c: usize = 0; c < pixel; c += 16) {
    for (let j: usize = 0; j < 6; j++) pixels6(x + c + j * pixel, row, work + (j << 4), 96);
    for (let i: usize = 0; i < 6; i++) pixels6(work + i * 96, 16, v + c + i * 6 * place, place);
  }
}

/** A^T, 6 to 4. */
@inline
function outputs4(from: usize, step: usize, to: usize, next: usize): void {
  const m0 = v128.load(from), m1 = v128.load(from + step), m2 = v128.load(from + 2 * step);
  const m3 = v128.load(from + 3 * step), m4 = v128.load(from + 4 * step), m5 = v128.load(from + 5 * step);
  const s = f32x4.add(m1, m2), d = f32x4.sub(m1, m2), p = f32x4.add(m3, m4), q = f32x4.sub(m3, m4);
  v128.store(to, f32x4.add(f32x4.add(m0, s), p));
  v128.store(to + next, f32x4.add(d, f32x4.mul(f32x4.splat(0.5), q)));
  v128.store(to + 2 * next, f32x4.add(s, f32x4.mul(f32x4.splat(0.25), p)));
  v128.store(to + 3 * next, f32x4.add(f32x4.add(d, f32x4.mul(f32x4.splat(0.125), q)), m5));
}

/** y = A^T m A of one tile, of which `rows` x `columns` (up to 4 x 4) outputs lie on the map; row, pixel: bytes in y. */
export function transformOutputs(
  m: usize, place: usize, y: usize, row: usize, pixel: usize, rows: i32, columns: i32, work: usize,
): void {
  const whole = rows == 4 && columns == 4;
  const second = work + 384;
  for (let c: usize = 0; c < pixel; c += 16) {
    for (let j: usize = 0; j < 6; j++) outputs4(m + c + j * place, 6 * place, work + (j << 4), 96);
    if (whole) {
      for (let i: usize = 0; i < 4; i++) outputs4(work + i * 96, 16, y + c + i * row, pixel);
    } else {
      for (let i: i32 = 0; i < rows; i++) {
        outputs4(work + <usize>i * 96, 16, second, 16);
        for (let j: i32 = 0; j < columns; j++) v128.store(y + c + <usize>i * row + <usize>j * pixel, v128.load(second + (<usize>j << 4)));
      }
    }
  }
}

/** A, 4 to 6: the adjoint of A^T. */
@inline
function gradients6(y0: v128, y1: v128, y2: v128, y3: v128, to: usize, next: usize): void {
  const e = f32x4.add(y0, y2), o = f32x4.add(y1, y3);
  const e2 = f32x4.add(y0, f32x4.mul(f32x4.splat(0.25), y2));
  const o2 = f32x4.add(f32x4.mul(f32x4.splat(0.5), y1), f32x4.mul(f32x4.splat(0.125), y3));
  v128.store(to, y0);
  v128.store(to + next, f32x4.add(e, o));
  v128.store(to + 2 * next, f32x4.sub(e, o));
  v128.store(to + 3 * next, f32x4.add(e2, o2));
  v128.store(to + 4 * next, f32x4.sub(e2, o2));
  v128.store(to + 5 * next, y3);
}

/** A dy A^T of one tile; outputs beyond the map count as 0. */
export function transformGradients(
  dy: usize, row: usize, pixel: usize, rows: i32, columns: i32, m: usize, place: usize, work: usize,
): void {
  const zero = f32x4.splat(0);
  for (let c: usize = 0; c < pixel; c += 16) {
    for (let j: i32 = 0; j < 4; j++) {
      const at = dy + c + <usize>j * pixel, inside = j < columns;
      const y0 = inside ? v128.load(at) : zero, y1 = inside && rows > 1 ? v128.load(at + row) : zero;
      const y2 = inside && rows > 2 ? v128.load(at + 2 * row) : zero, y3 = inside && rows > 3 ? v128.load(at + 3 * row) : zero;
      gradients6(y0, y1, y2, y3, work + (<usize>j << 4), 64);
    }
    for (let i: usize = 0; i < 6; i++) {
      const at = work + i * 64;
      gradients6(v128.load(at), v128.load(at, 16), v128.load(at, 32), v128.load(at, 48), m + c + i * 6 * place, place);
    }
  }
}

/** G, 3 to 6. */
@inline
function filter6(g0: v128, g1: v128, g2: v128, to: usize, next: usize): void {
  const s = f32x4.mul(f32x4.splat(<f32>(2.0 / 3.0)), f32x4.add(g0, g2)), t = f32x4.mul(f32x4.splat(<f32>(2.0 / 3.0)), g1);
  const s2 = f32x4.add(f32x4.mul(f32x4.splat(<f32>(-8.0 / 3.0)), g0), f32x4.mul(f32x4.splat(<f32>(-2.0 / 3.0)), g2));
  const t2 = f32x4.mul(f32x4.splat(<f32>(-4.0 / 3.0)), g1);
  v128.store(to, f32x4.mul(f32x4.splat(4), g0));
  v128.store(to + next, f32x4.add(s, t));
  v128.store(to + 2 * next, f32x4.sub(s, t));
  v128.store(to + 3 * next, f32x4.add(s2, t2));
  v128.store(to + 4 * next, f32x4.sub(s2, t2));
  v128.store(to + 5 * next, g2);
}

/** G g G^T of 4 output channels: g at w, its 9 taps `tap` bytes apart. */
export function transformFilter(w: usize, tap: usize, u: usize, place: usize, work: usize): void {
  for (let j: usize = 0; j < 3; j++) {
    const at = w + j * tap;
    filter6(v128.load(at), v128.load(at + 3 * tap), v128.load(at + 6 * tap), work + (j << 4), 48);
  }
  for (let i: usize = 0; i < 6; i++) {
    const at = work + i * 48;
    filter6(v128.load(at), v128.load(at, 16), v128.load(at, 32), u + i * 6 * place, place);
  }
}

/** G^T, 6 to 3. */
@inline
function taps3(from: usize, step: usize, to: usize, next: usize): void {
  const u0 = v128.load(from), u1 = v128.load(from + step), u2 = v128.load(from + 2 * step);
  const u3 = v128.load(from + 3 * step), u4 = v128.load(from + 4 * step), u5 = v128.load(from + 5 * step);
  const s = f32x4.mul(f32x4.splat(<f32>(2.0 / 3.0)), f32x4.add(u1, u2)), d = f32x4.mul(f32x4.splat(<f32>(2.0 / 3.0)), f32x4.sub(u1, u2));
  const p = f32x4.mul(f32x4.splat(<f32>(2.0 / 3.0)), f32x4.add(u3, u4)), q = f32x4.mul(f32x4.splat(<f32>(4.0 / 3.0)), f32x4.sub(u3, u4));
  v128.store(to, f32x4.sub(f32x4.add(f32x4.mul(f32x4.splat(4), u0), s), f32x4.mul(f32x4.splat(4), p)));
  v128.store(to + next, f32x4.sub(d, q));
  v128.store(to + 2 * next, f32x4.add(f32x4.sub(s, p), u5));
}

/** dg = G^T du G of 4 output channels. */
export function transformTaps(u: usize, place: usize, dw: usize, tap: usize, work: usize): void {
  for (let j: usize = 0; j < 6; j++) taps3(u + j * place, 6 * place, work + (j << 4), 96);
  for (let i: usize = 0; i < 3; i++) taps3(work + i * 96, 16, dw + 3 * i * tap, tap);
}
