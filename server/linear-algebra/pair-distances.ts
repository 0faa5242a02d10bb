/** Below this share of the two squared lengths a distance loses digits when it is taken from scalar products. */
const NEAR = 0.25;

/**
 * Squared distance of each two vectors i < j, each divided by a scale of its own, in the order (0,1), (0,2), ..., (1,2), ...
 *
 *   | x_i / s_i - x_j / s_j |² = G_ii / s_i² + G_jj / s_j² - 2 G_ij / (s_i s_j)
 *
 * For vectors near each other that difference cancels; their distance is then summed from the difference itself. What is
 * within rounding of 0 (4 units in the last place of the lengths) is 0.
 *
 * Shapes     X [n,p] row-major, G [n,n] = X Xᵀ, scales [n], none of them 0 -> [n (n - 1) / 2]
 * Allocates  the result
 * Accuracy   relative 1e-15 p, also for near vectors
 */
export function pairDistances(X: Float64Array, G: Float64Array, scales: Float64Array): Float64Array {
  const n = scales.length;
  const squares = new Float64Array((n * (n - 1)) / 2);
  for (let i = 0, pair = 0; i < n; i++) {
    const own = G[i * n + i]! / scales[i]! ** 2;
    for (let j = i + 1; j < n; j++, pair++) {
      const lengths = own + G[j * n + j]! / scales[j]! ** 2;
      const square = lengths - (2 * G[i * n + j]!) / (scales[i]! * scales[j]!);
      squares[pair] = square > NEAR * lengths ? square : nearSquare(X, scales, i, j, lengths);
    }
  }
  return squares;
}

function nearSquare(X: Float64Array, scales: Float64Array, i: number, j: number, lengths: number): number {
  const p = X.length / scales.length;
  let sum = 0;
  for (let k = 0; k < p; k++) sum += (X[i * p + k]! / scales[i]! - X[j * p + k]! / scales[j]!) ** 2;
  if (!Number.isFinite(lengths)) return Number.NaN; // an overflow is no coincidence
  return sum > lengths * (4 * 2 ** -53) ** 2 ? sum : 0;
}
