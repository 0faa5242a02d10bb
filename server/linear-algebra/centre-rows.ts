/**
 * The rows of a matrix less their mean.
 *
 *   M_ck = A_ck - (1/rows) Σ_i A_ik
 *
 * Taken as differences to the first row before averaging: where the rows are far from the origin and near each other, those
 * differences are exact, while the average of the rows themselves is rounded at their size.
 *
 * Shapes     A [rows, columns] row-major, not changed -> [rows, columns]
 * Allocates  the result
 */
export function centreRows(A: Float64Array, rows: number, columns: number): Float64Array {
  const M = new Float64Array(rows * columns);
  for (let k = 0; k < columns; k++) {
    let sum = 0;
    for (let c = 0; c < rows; c++) {
      M[c * columns + k] = A[c * columns + k]! - A[k]!;
      sum += M[c * columns + k]!;
    }
    for (let c = 0; c < rows; c++) M[c * columns + k]! -= sum / rows;
  }
  return M;
}
