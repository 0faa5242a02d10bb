/**
 * ReLU after a sum (the end of a residual block), and the gradient of a ReLU from its output.
 *
 *   addRectified       y = max(a + b, 0)
 *   rectifierGradient  dx = dy where y > 0, else 0
 *
 * NaN passes through (pmax(v, 0) keeps v where the comparison fails), so that a diverged run shows in the loss.
 */
export function addRectified(a: usize, b: usize, y: usize, n: i32): void {
  const zero = f32x4.splat(0);
  let i: i32 = 0;
  for (; i + 4 <= n; i += 4) {
    const o = <usize>i << 2;
    v128.store(y + o, f32x4.pmax(f32x4.add(v128.load(a + o), v128.load(b + o)), zero));
  }
  for (; i < n; i++) {
    const o = <usize>i << 2;
    const sum = load<f32>(a + o) + load<f32>(b + o);
    store<f32>(y + o, sum < 0 ? 0 : sum);
  }
}

export function rectifierGradient(y: usize, dy: usize, dx: usize, n: i32): void {
  const zero = f32x4.splat(0);
  let i: i32 = 0;
  for (; i + 4 <= n; i += 4) {
    const o = <usize>i << 2;
    v128.store(dx + o, v128.and(v128.load(dy + o), f32x4.gt(v128.load(y + o), zero)));
  }
  for (; i < n; i++) {
    const o = <usize>i << 2;
    store<f32>(dx + o, load<f32>(y + o) > 0 ? load<f32>(dy + o) : 0);
  }
}
