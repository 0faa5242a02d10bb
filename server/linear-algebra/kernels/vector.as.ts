/** Scalar product of two rows of `bytes`, a multiple of 16; four partial sums. */
export function dot(a: usize, b: usize, bytes: usize): f64 {
  let s = f64x2.splat(0), t = f64x2.splat(0);
  let o: usize = 0;
  for (; o + 32 <= bytes; o += 32) {
    s = f64x2.add(s, f64x2.mul(v128.load(a + o), v128.load(b + o)));
    t = f64x2.add(t, f64x2.mul(v128.load(a + o, 16), v128.load(b + o, 16)));
  }
  if (o < bytes) s = f64x2.add(s, f64x2.mul(v128.load(a + o), v128.load(b + o)));
  s = f64x2.add(s, t);
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

/** a -= factor b over `bytes`, a multiple of 16. */
export function subtractMultiple(a: usize, factor: f64, b: usize, bytes: usize): void {
  const f = f64x2.splat(factor);
  for (let o: usize = 0; o < bytes; o += 16) v128.store(a + o, f64x2.sub(v128.load(a + o), f64x2.mul(f, v128.load(b + o))));
}
