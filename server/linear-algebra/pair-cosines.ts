/**
 * Cosine of the angle between each two vectors i < j, from their scalar products, in the order (0,1), (0,2), ..., (1,2), ...
 *
 *   cos_ij = G_ij / (|x_i| |x_j|)
 *
 * Shapes     G [n,n] row-major Gram matrix; norms [n], none of them 0 -> [n (n - 1) / 2]
 * Allocates  the result
 */
export function pairCosines(G: Float64Array, norms: Float64Array): Float64Array {
  const n = norms.length;
  const cosines = new Float64Array((n * (n - 1)) / 2);
  let pair = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) cosines[pair++] = G[i * n + j]! / (norms[i]! * norms[j]!);
  }
  return cosines;
}
