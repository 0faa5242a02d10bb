/**
 * One-sided Jacobi: rotates pairs of rows until all are orthogonal to one another.
 *
 *   X <- U X, U orthogonal, such that X Xᵀ is diagonal: the rows' lengths are then the singular values
 *
 * Shapes   X [rows, columns], columns even; squares [rows] becomes the squares of the rows' lengths
 * Returns  the number of sweeps, -1 when the rows are not orthogonal after MAX_SWEEPS
 * Source   Demmel and Veselić 1992, SIAM J. Matrix Anal. Appl. 13; Golub and Van Loan, Matrix Computations, section 8.6.3
 */
import { dot } from './vector.as';

const MAX_SWEEPS: i32 = 60;
const HALF_EPSILON: f64 = 1.1102230246251565e-16;

/** Rows x and y, turned; `squareOfX`, `squareOfY` become the squares of their new lengths. */
export function rotate(x: usize, y: usize, bytes: usize, cosine: f64, sine: f64, squareOfX: usize, squareOfY: usize): void {
  const c = f64x2.splat(cosine), s = f64x2.splat(sine);
  let squareX = f64x2.splat(0), squareY = f64x2.splat(0);
  for (let o: usize = 0; o < bytes; o += 16) {
    const a = v128.load(x + o), b = v128.load(y + o);
    const p = f64x2.sub(f64x2.mul(c, a), f64x2.mul(s, b)), q = f64x2.add(f64x2.mul(s, a), f64x2.mul(c, b));
    v128.store(x + o, p);
    v128.store(y + o, q);
    squareX = f64x2.add(squareX, f64x2.mul(p, p));
    squareY = f64x2.add(squareY, f64x2.mul(q, q));
  }
  store<f64>(squareOfX, f64x2.extract_lane(squareX, 0) + f64x2.extract_lane(squareX, 1));
  store<f64>(squareOfY, f64x2.extract_lane(squareY, 0) + f64x2.extract_lane(squareY, 1));
}

/** Rotates rows p and q, `a` and `b` the places of their squares, unless they are orthogonal; tells whether it did. */
export function rotatePair(p: usize, q: usize, bytes: usize, a: usize, b: usize, tolerance: f64): bool {
  const product = dot(p, q, bytes), squareA = load<f64>(a), squareB = load<f64>(b);
  // what is left of a row that depended on another shrinks with each turn until its square is 0: then no angle turns it any further
  if (squareA == 0 || squareB == 0) return false;
  if (!(Math.abs(product) > tolerance * Math.sqrt(squareA) * Math.sqrt(squareB))) return false;
  const theta = (squareB - squareA) / (2 * product), size = Math.abs(theta);
  // the smaller of the two angles that serve: rotations by at most 45 degrees are what makes the sweeps converge
  const tangent = (theta >= 0 ? 1 : -1) / (size > 1e150 ? 2 * size : size + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  rotate(p, q, bytes, cosine, tangent * cosine, a, b);
  return true;
}

/** The tolerance leaves room for what rounding a row and a product of two columns can amount to: with less, a pair turns for ever between two roundings. */
export function orthogonalise(x: usize, stride: usize, rows: i32, columns: i32, squares: usize): i32 {
  const bytes = <usize>columns << 3, tolerance = HALF_EPSILON * (2 + Math.sqrt(<f64>columns));
  for (let sweep: i32 = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let a: i32 = 0; a < rows; a++) store<f64>(squares + (<usize>a << 3), dot(x + <usize>a * stride, x + <usize>a * stride, bytes));
    for (let a: i32 = 0; a < rows - 1; a++) {
      const p = x + <usize>a * stride, squareA = squares + (<usize>a << 3);
      for (let b = a + 1; b < rows; b++) {
        if (rotatePair(p, x + <usize>b * stride, bytes, squareA, squares + (<usize>b << 3), tolerance)) rotated = true;
      }
    }
    if (!rotated) return sweep;
  }
  return -1;
}
