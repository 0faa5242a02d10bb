/** Samples walked through the class means together: each mean is loaded once for four, and their sums do not wait for one another. */
export const FOUR = 4;

/**
 * Projections and distances of four samples.
 *
 *   dots[s,c] = m_c . d_s        distances[s,c] = |h_s - t_c|²
 *
 * Shapes     centred M [C,p], targets t [C,p], rows h [4,p], deviations d [4,p], dots and distances [4,C]; all row-major
 * Order      each sum runs over the features in order, so a sample's values do not depend on its three neighbours
 */
export function projectFour(
  centred: Float64Array,
  targets: Float64Array,
  rows: Float64Array,
  deviations: Float64Array,
  dots: Float64Array,
  distances: Float64Array,
): void {
  const p = rows.length / FOUR;
  const C = dots.length / FOUR;
  for (let c = 0, k = 0; c < C; c++) {
    let dot0 = 0;
    let dot1 = 0;
    let dot2 = 0;
    let dot3 = 0;
    let distance0 = 0;
    let distance1 = 0;
    let distance2 = 0;
    let distance3 = 0;
    for (let j = 0; j < p; j++, k++) {
      const m = centred[k];
      const t = targets[k];
      const gap0 = rows[j] - t;
      const gap1 = rows[p + j] - t;
      const gap2 = rows[2 * p + j] - t;
      const gap3 = rows[3 * p + j] - t;
      distance0 += gap0 * gap0;
      distance1 += gap1 * gap1;
      distance2 += gap2 * gap2;
      distance3 += gap3 * gap3;
      dot0 += m * deviations[j];
      dot1 += m * deviations[p + j];
      dot2 += m * deviations[2 * p + j];
      dot3 += m * deviations[3 * p + j];
    }
    dots[c] = dot0;
    dots[C + c] = dot1;
    dots[2 * C + c] = dot2;
    dots[3 * C + c] = dot3;
    distances[c] = distance0;
    distances[C + c] = distance1;
    distances[2 * C + c] = distance2;
    distances[3 * C + c] = distance3;
  }
}
