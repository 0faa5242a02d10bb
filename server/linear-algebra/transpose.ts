/**
 * Transpose of a matrix.
 *
 * Shapes     A [rows, columns] row-major -> [columns, rows]
 * Allocates  the result
 */
export function transpose(A: Float64Array, rows: number, columns: number): Float64Array {
  const T = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) T[j * rows + i] = A[i * columns + j]!;
  }
  return T;
}
