/**
 * Effective rank of a spectrum.
 *
 *   exp(-Σ_k q_k ln q_k),  q_k = x_k / Σ x     0 ln 0 = 0
 *
 * Shapes     x [n], not negative, not all zero -> in [1, n]
 * Allocates  nothing
 * Undefined  NaN where all are zero
 * Source     Roy and Vetterli 2007
 */
export function effectiveRank(spectrum: Float64Array): number {
  let all = 0;
  for (const x of spectrum) all += x;
  let entropy = 0;
  for (const x of spectrum) if (x > 0) entropy -= (x / all) * Math.log(x / all);
  return Math.exp(entropy);
}
