import { dot } from './dot.ts';

/**
 * Euclidean length of each row of a matrix.
 *
 * Shapes     A [rows, columns] row-major -> [rows]
 * Allocates  the result
 */
export function rowNorms(A: Float64Array, rows: number, columns: number): Float64Array {
  const norms = new Float64Array(rows);
  for (let i = 0; i < rows; i++) norms[i] = Math.sqrt(dot(A, i * columns, A, i * columns, columns));
  return norms;
}
