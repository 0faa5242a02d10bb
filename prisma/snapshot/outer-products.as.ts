/**
 * Sum of outer products into a packed upper triangle: S += Σ_s d_s d_sᵀ.
 *
 * Shapes   d [samples, p] row-major; S [p(p+1)/2], row by row: (i, j), i <= j, lies at i p - i(i-1)/2 + (j - i);
 *          `panels`: room for samples x p', p' = p rounded up to a multiple of 4
 * Order    each entry is summed over the samples in order, then added to S
 * Speed    the samples are repacked into panels of 4 features, [p'/4, samples, 4], which a tile of 4 x 4 entries reads
 *          one number after the other; those of some 100 samples stay in the second-level cache
 */

/** Features beyond p are 0. */
export function packPanels(d: usize, samples: i32, p: i32, panels: usize): void {
  const row = <usize>p << 3;
  for (let j: i32 = 0; j < p; j += 4) {
    const from = d + (<usize>j << 3), to = panels + <usize>j * (<usize>samples << 3);
    const whole = j + 4 <= p;
    for (let s: i32 = 0; s < samples; s++) {
      const a = from + <usize>s * row, b = to + (<usize>s << 5);
      if (whole) {
        v128.store(b, v128.load(a));
        v128.store(b, v128.load(a, 16), 16);
      } else for (let k: i32 = 0; k < 4; k++) store<f64>(b + (<usize>k << 3), j + k < p ? load<f64>(a + (<usize>k << 3)) : 0);
    }
  }
}

@inline
function addAt(at: usize, low: v128, high: v128, width: i32): void {
  if (width == 4) {
    v128.store(at, f64x2.add(v128.load(at), low));
    v128.store(at, f64x2.add(v128.load(at, 16), high), 16);
    return;
  }
  store<f64>(at, load<f64>(at) + f64x2.extract_lane(low, 0));
  if (width > 1) store<f64>(at, load<f64>(at, 8) + f64x2.extract_lane(low, 1), 8);
  if (width > 2) store<f64>(at, load<f64>(at, 16) + f64x2.extract_lane(high, 0), 16);
}

/** Only the last numbers of a row of the square on the diagonal belong to the upper triangle. */
@inline
function addFrom(at: usize, low: v128, high: v128, first: i32, width: i32): void {
  if (first < 1) store<f64>(at, load<f64>(at) + f64x2.extract_lane(low, 0));
  if (first < 2 && width > 1) store<f64>(at, load<f64>(at, 8) + f64x2.extract_lane(low, 1), 8);
  if (first < 3 && width > 2) store<f64>(at, load<f64>(at, 16) + f64x2.extract_lane(high, 0), 16);
  if (width > 3) store<f64>(at, load<f64>(at, 24) + f64x2.extract_lane(high, 1), 24);
}

/** Rows i..i+4 and columns j..j+4 of S, of which `height` and `width` exist; `at` is (i, j), and `gap` bytes lie from there to (i+1, j). */
export function panelTile(a: usize, b: usize, samples: i32, at: usize, gap: usize, height: i32, width: i32, diagonal: bool): void {
  let l0 = f64x2.splat(0), h0 = f64x2.splat(0), l1 = f64x2.splat(0), h1 = f64x2.splat(0);
  let l2 = f64x2.splat(0), h2 = f64x2.splat(0), l3 = f64x2.splat(0), h3 = f64x2.splat(0);
  const end = <usize>samples << 5;
  for (let s: usize = 0; s < end; s += 32) {
    const low = v128.load(b + s), high = v128.load(b + s, 16);
    let x = v128.load64_splat(a + s);
    l0 = f64x2.add(l0, f64x2.mul(x, low)); h0 = f64x2.add(h0, f64x2.mul(x, high));
    x = v128.load64_splat(a + s, 8);
    l1 = f64x2.add(l1, f64x2.mul(x, low)); h1 = f64x2.add(h1, f64x2.mul(x, high));
    x = v128.load64_splat(a + s, 16);
    l2 = f64x2.add(l2, f64x2.mul(x, low)); h2 = f64x2.add(h2, f64x2.mul(x, high));
    x = v128.load64_splat(a + s, 24);
    l3 = f64x2.add(l3, f64x2.mul(x, low)); h3 = f64x2.add(h3, f64x2.mul(x, high));
  }
  if (diagonal) {
    addFrom(at, l0, h0, 0, width); at += gap;
    if (height > 1) addFrom(at, l1, h1, 1, width);
    at += gap - 8;
    if (height > 2) addFrom(at, l2, h2, 2, width);
    at += gap - 16;
    if (height > 3) addFrom(at, l3, h3, 3, width);
    return;
  }
  addAt(at, l0, h0, width); at += gap;
  addAt(at, l1, h1, width); at += gap - 8;
  addAt(at, l2, h2, width); at += gap - 16;
  addAt(at, l3, h3, width);
}

export function addOuterProducts(d: usize, samples: i32, p: i32, panels: usize, sums: usize): void {
  packPanels(d, samples, p, panels);
  const panel = <usize>samples << 5;
  let a = panels, row = sums; // (i, i)
  for (let i: i32 = 0; i < p; i += 4) {
    const gap = <usize>(p - i - 1) << 3; // row i + 1 has one number less, so (i+1, j) lies p - i - 1 after (i, j)
    let b = a;
    for (let j = i; j < p; j += 4) {
      panelTile(a, b, samples, row + (<usize>(j - i) << 3), gap, min(4, p - i), min(4, p - j), i == j);
      b += panel;
    }
    a += panel;
    row += <usize>(4 * (p - i) - 6) << 3;
  }
}
