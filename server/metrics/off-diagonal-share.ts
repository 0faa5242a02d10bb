/**
 * Share of a table of counts that lies off its diagonal.
 *
 *   1 - Σ_c T_cc / Σ T, summed as counts so that it is exact
 *
 * Shapes     T [C,C] row-major, not empty
 * Allocates  nothing
 */
export function offDiagonalShare(T: Uint32Array, C: number): number {
  let all = 0;
  let off = 0;
  T.forEach((count, index) => {
    all += count;
    if (index % (C + 1) !== 0) off += count;
  });
  return off / all;
}
