import { dot } from './dot.ts';

/**
 * Product of a matrix with the transpose of another: both are read along their rows, as they lie in memory.
 *
 *   P = A Bᵀ
 *
 * Shapes     A [rows, columns], B [others, columns] row-major; P [rows, others]
 * Allocates  P
 */
export function product(A: Float64Array, B: Float64Array, rows: number, others: number, columns: number): Float64Array {
  const P = new Float64Array(rows * others);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < others; j++) P[i * others + j] = dot(A, i * columns, B, j * columns, columns);
  }
  return P;
}
