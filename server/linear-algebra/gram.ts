/**
 * Gram matrix of the rows of a matrix.
 *
 *   G = A Aᵀ
 *
 * Shapes     A [rows, columns] row-major; G [rows, rows]
 * Allocates  G
 */
export function gram(A: Float64Array, rows: number, columns: number): Float64Array {
  const G = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += A[i * columns + k]! * A[j * columns + k]!;
      G[i * rows + j] = sum;
      G[j * rows + i] = sum;
    }
  }
  return G;
}
