import { dot } from './dot.ts';

const MAX_SWEEPS = 40;

/**
 * One-sided Jacobi: rotates pairs of rows until all are orthogonal to one another.
 *
 *   X <- U X, U orthogonal (not made), such that X Xᵀ is diagonal: the rows' lengths are then the singular values
 *
 * Shapes     X [rows, columns] row-major, overwritten
 * Allocates  nothing
 * Accuracy   relative, about n 2^-52 times the condition of X with its rows scaled to length 1: tiny singular values too
 * Source     Demmel and Veselić 1992, SIAM J. Matrix Anal. Appl. 13; Golub and Van Loan, Matrix Computations, section 8.6.3
 */
export function orthogonaliseRows(X: Float64Array, rows: number, columns: number): void {
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let a = 0; a < rows; a++) {
      for (let b = a + 1; b < rows; b++) rotated = rotatePair(X, a * columns, b * columns, columns) || rotated;
    }
    if (!rotated) return;
  }
}

function rotatePair(X: Float64Array, a: number, b: number, columns: number): boolean {
  const product = dot(X, a, X, b, columns);
  const squareA = dot(X, a, X, a, columns);
  const squareB = dot(X, b, X, b, columns);
  if (!(Math.abs(product) > columns * 2 ** -53 * Math.sqrt(squareA) * Math.sqrt(squareB))) return false;
  const theta = (squareB - squareA) / (2 * product);
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  for (let j = 0; j < columns; j++) {
    const x = X[a + j]!;
    const y = X[b + j]!;
    X[a + j] = cosine * x - sine * y;
    X[b + j] = sine * x + cosine * y;
  }
  return true;
}
