/**
 * Two maps side by side along the channels, and the way back (its gradient).
 *
 *   concatenate  y[p] = [a[p], b[p]]        split  a[p] = y[p, :Ca],  b[p] = y[p, Ca:]
 *
 * Shapes     a [P,Ca], b [P,Cb], y [P,Ca + Cb] (P = batch x height x width)
 * Speed      pixels are short: a loop is faster than memory.copy, which is a call
 */
@inline
function copy(from: usize, to: usize, bytes: usize): void {
  let c: usize = 0;
  for (; c + 16 <= bytes; c += 16) v128.store(to + c, v128.load(from + c));
  for (; c < bytes; c += 4) store<f32>(to + c, load<f32>(from + c));
}

export function concatenate(a: usize, b: usize, y: usize, P: i32, Ca: i32, Cb: i32): void {
  const left = <usize>Ca << 2, right = <usize>Cb << 2;
  for (let p: i32 = 0; p < P; p++) {
    copy(a, y, left);
    copy(b, y + left, right);
    a += left; b += right; y += left + right;
  }
}

export function split(y: usize, a: usize, b: usize, P: i32, Ca: i32, Cb: i32): void {
  const left = <usize>Ca << 2, right = <usize>Cb << 2;
  for (let p: i32 = 0; p < P; p++) {
    copy(y, a, left);
    copy(y + left, b, right);
    a += left; b += right; y += left + right;
  }
}
