/**
 * One step of stochastic gradient descent with momentum and coupled L2.
 *
 *   v' = momentum v + (g + decay w)
 *   w' = w - rate v'
 *
 * Shapes     all n floats; v2 and w2 are new tensors: weights are never changed in place (the stock convolution keeps
 *            packed weights by tensor id and would go on using the old ones)
 */
export function momentumStep(
  w: usize, g: usize, v: usize, w2: usize, v2: usize, n: i32, rate: f32, momentum: f32, decay: f32,
): void {
  const rates = f32x4.splat(rate), momenta = f32x4.splat(momentum), decays = f32x4.splat(decay);
  let i: i32 = 0;
  for (; i + 4 <= n; i += 4) {
    const o = <usize>i << 2;
    const here = v128.load(w + o);
    const pull = f32x4.add(v128.load(g + o), f32x4.mul(decays, here));
    const velocity = f32x4.add(f32x4.mul(momenta, v128.load(v + o)), pull);
    v128.store(v2 + o, velocity);
    v128.store(w2 + o, f32x4.sub(here, f32x4.mul(rates, velocity)));
  }
  for (; i < n; i++) {
    const o = <usize>i << 2;
    const here = load<f32>(w + o);
    const velocity = momentum * load<f32>(v + o) + (load<f32>(g + o) + decay * here);
    store<f32>(v2 + o, velocity);
    store<f32>(w2 + o, here - rate * velocity);
  }
}
