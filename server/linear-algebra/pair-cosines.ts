import { dot } from './dot.ts';

/**
 * Cosine of the angle between each two rows of a matrix, i < j, in the order (0,1), (0,2), ..., (1,2), ...
 *
 * Shapes     A [rows, columns] row-major; norms [rows], none of them 0 -> [rows (rows - 1) / 2]
 * Allocates  the result
 */
export function pairCosines(A: Float64Array, norms: Float64Array, rows: number, columns: number): Float64Array {
  const cosines = new Float64Array((rows * (rows - 1)) / 2);
  let pair = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = i + 1; j < rows; j++) {
      cosines[pair++] = dot(A, i * columns, A, j * columns, columns) / (norms[i]! * norms[j]!);
    }
  }
  return cosines;
}
