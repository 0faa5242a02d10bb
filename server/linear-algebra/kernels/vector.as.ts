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
