import { gram } from '../linear-algebra/gram.ts';
import { symmetricEigen } from '../linear-algebra/symmetric-eigen.ts';

/** Variances nearer than this, as a share of the largest, count as one: rounding alone would choose among their directions. */
const TIED = 1e-9;
/** Lengths nearer than this are a tie, which goes to the lower class. */
const NEAR = 1e-6;

export interface PrincipalAxes {
  /** [s, d] row-major; column k is the k-th principal direction as weights of the classes */
  axes: Float64Array;
  /** [min(s-1, p)] share of the variance along each direction, largest first; they sum to 1 */
  shares: Float64Array;
}

/**
 * Principal directions of centred class means, as orthonormal weights of the classes.
 *
 *   K = D Dᵀ = V Λ Vᵀ;  shares λ_k / Σ λ;  column k of `axes` is v_k, and Dᵀ v_k / √λ_k the direction itself
 *
 * Each v_k points so that the class which is furthest along it has a positive weight. Where variances are tied (all of them, at
 * exact collapse) the eigenvectors are any basis of their space: it is then spanned by the projections of the classes on it, the
 * longest first and the lower class at a tie, so that nothing depends on how the features happen to be turned.
 *
 * Shapes     D [s,p] row-major, its rows summing to zero and not all zero; d <= s-1
 */
export function principalAxes(D: Float64Array, s: number, p: number, d: number): PrincipalAxes {
  const { values, vectors } = symmetricEigen(gram(D, s, p), s);
  const most = Math.min(s - 1, p);
  const variances = values.subarray(0, most).map((value) => Math.max(0, value));
  const total = variances.reduce((sum, variance) => sum + variance, 0);
  const axes = new Float64Array(s * d);
  for (let begin = 0; begin < Math.min(d, most); ) {
    let end = begin + 1;
    while (end < most && values[end - 1]! - values[end]! <= TIED * values[0]!) end++;
    spanByClasses(vectors.subarray(begin * s, end * s), s, Math.min(end, d) - begin).forEach((axis, k) => {
      axis.forEach((entry, c) => {
        axes[c * d + begin + k] = entry;
      });
    });
    begin = end;
  }
  return { axes, shares: variances.map((variance) => variance / total) };
}

/** The first `count` of an orthonormal basis of the space of some orthonormal rows [n, s], taken from the classes' projections on it. */
function spanByClasses(rows: Float64Array, s: number, count: number): Float64Array[] {
  const n = rows.length / s;
  const along = (c: number) => Float64Array.from({ length: n }, (_, k) => rows[k * s + c]!);
  const places = Array.from({ length: s }, (_, c) => along(c));
  const basis: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    const lengths = places.map((place) => Math.hypot(...place));
    const longest = Math.max(...lengths);
    const c = lengths.findIndex((length) => length >= longest * (1 - NEAR));
    const unit = places[c]!.map((entry) => entry / lengths[c]!);
    for (const place of places) takeAway(place, unit);
    basis.push(Float64Array.from({ length: s }, (_, j) => unit.reduce((sum, entry, i) => sum + entry * rows[i * s + j]!, 0)));
  }
  return basis;
}

function takeAway(place: Float64Array, unit: Float64Array): void {
  const dot = unit.reduce((sum, entry, k) => sum + entry * place[k]!, 0);
  place.forEach((entry, k) => {
    place[k] = entry - dot * unit[k]!;
  });
}
