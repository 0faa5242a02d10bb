/**
 * Sum over all rows of x [P,C], in two levels (BLOCK rows, then the blocks): the gradient of a bias.
 *
 *   sum[c] = sum_p x[p,c]
 */
const BLOCK: i32 = 256;

export function columnSum(x: usize, P: i32, C: i32, sum: usize): void {
  memory.fill(sum, 0, <usize>C << 2);
  const row = <usize>C << 2;
  for (let p0: i32 = 0; p0 < P; p0 += BLOCK) {
    const p1 = min(p0 + BLOCK, P);
    let c: i32 = 0;
    for (; c + 4 <= C; c += 4) {
      let a = f32x4.splat(0), b = f32x4.splat(0);
      let at = x + <usize>p0 * row + (<usize>c << 2);
      let p = p0;
      for (; p + 2 <= p1; p += 2) {
        a = f32x4.add(a, v128.load(at));
        b = f32x4.add(b, v128.load(at + row));
        at += row << 1;
      }
      if (p < p1) a = f32x4.add(a, v128.load(at));
      const o = sum + (<usize>c << 2);
      v128.store(o, f32x4.add(v128.load(o), f32x4.add(a, b)));
    }
    for (; c < C; c++) {
      let a: f32 = 0;
      for (let p = p0; p < p1; p++) a += load<f32>(x + <usize>p * row + (<usize>c << 2));
      const o = sum + (<usize>c << 2);
      store<f32>(o, load<f32>(o) + a);
    }
  }
}
