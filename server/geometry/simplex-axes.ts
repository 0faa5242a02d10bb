/**
 * Axes of the space that a simplex of s vertices fills, drawn upright: the first class is at the top of the triangle, the second at its
 * left foot, the third at its right foot, a fourth out of their plane, up the third axis.
 *
 *   s = 2: (-1, 1)/√2;  s = 3: (0, -1, 1)/√2, (2, -1, -1)/√6;  s = 4: those two, and (-1, -1, -1, 3)/√12
 *
 * Shapes     -> [s, s-1] row-major: row c is the place of vertex c on the axes; columns orthonormal, each summing to 0
 */
export function simplexAxes(s: 2 | 3 | 4): Float64Array {
  if (s === 2) return Float64Array.of(-Math.SQRT1_2, Math.SQRT1_2);
  const axes = s === 3 ? [[0, -1, 1], [2, -1, -1]] : [[0, -1, 1, 0], [2, -1, -1, 0], [-1, -1, -1, 3]];
  const unit = axes.map((axis) => axis.map((entry) => entry / Math.hypot(...axis)));
  return Float64Array.from({ length: s * (s - 1) }, (_, k) => unit[k % (s - 1)]![Math.floor(k / (s - 1))]!);
}
