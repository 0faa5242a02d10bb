import { gram } from './gram.ts';
import { product } from './product.ts';
import { singularBasis } from './singular-basis.ts';
import { symmetricEigen } from './symmetric-eigen.ts';
import { transpose } from './transpose.ts';

/** Up to this smaller side Jacobi is affordable. */
const JACOBI_LIMIT = 64;

/** A partial isometry, and how many directions it keeps. */
export interface PolarFactor {
  /** [rows, columns] */
  Q: Float64Array;
  rank: number;
}

/**
 * The orthogonal factor of a polar decomposition: the partial isometry nearest to a matrix. It solves the orthogonal Procrustes
 * problem: for M = Aᵀ B, the Q that makes |A Q - B|_F least.
 *
 *   M = U S Vᵀ;  Q = U_r V_rᵀ, r the directions with s_k² > s_max² · max(rows, columns) · 2^-52
 *
 * A direction of no length cannot be turned anywhere: it is left out rather than turned by rounding noise, so Q is the same for
 * every choice of singular vectors. Up to a smaller side of 64 the singular vectors come from one-sided Jacobi; beyond, for speed,
 * Q = (M Mᵀ)^-½ M from the eigenvectors of the smaller Gram matrix.
 *
 * Shapes     M [rows, columns] row-major, not changed -> Q [rows, columns]
 * Allocates  Q and what `singularBasis` does, or a copy of M and four squares of the smaller side
 * Accuracy   about 2^-52 s_max / s_r by Jacobi, n 2^-52 (s_max / s_r)² by the Gram matrix
 * Undefined  rank 0 and Q = 0 when M is zero or holds a number that is not finite
 * Source     Higham, Functions of Matrices (2008), section 8.1
 */
export function polarFactor(M: Float64Array, rows: number, columns: number): PolarFactor {
  const [n, longer] = [Math.min(rows, columns), Math.max(rows, columns)];
  if (n <= JACOBI_LIMIT) return byJacobi(M, rows, columns);
  const { Q, rank } = byGram(rows <= columns ? M : transpose(M, rows, columns), n, longer);
  return { Q: rows <= columns ? Q : transpose(Q, n, longer), rank };
}

function byJacobi(M: Float64Array, rows: number, columns: number): PolarFactor {
  const { values, vectors } = singularBasis(M, rows, columns);
  const rank = countAbove(values.map((value) => value ** 2), rows, columns);
  if (rank === 0) return { Q: new Float64Array(rows * columns), rank };
  const V = vectors.subarray(0, rank * columns);
  const U = product(M, V, rows, rank, columns).map((entry, k) => entry / values[k % rank]!);
  return { Q: product(U, transpose(V, rank, columns), rows, columns, rank), rank };
}

function byGram(M: Float64Array, rows: number, columns: number): PolarFactor {
  const { values, vectors } = symmetricEigen(gram(M, rows, columns), rows);
  const rank = countAbove(values, rows, columns);
  if (rank === 0) return { Q: new Float64Array(rows * columns), rank };
  // rows u_k / sqrt(s_k), whose Gram matrix over k is (M Mᵀ)^-½
  const scaled = vectors.subarray(0, rank * rows).map((entry, at) => entry / values[Math.floor(at / rows)]! ** 0.25);
  const U = transpose(scaled, rank, rows);
  return { Q: product(gram(U, rows, rank), transpose(M, rows, columns), rows, columns, rows), rank };
}

/** How many squared singular values, largest first, are not rounding. */
function countAbove(squares: Float64Array, rows: number, columns: number): number {
  const cut = squares[0]! * Math.max(rows, columns) * 2 ** -52;
  return squares.filter((square) => square > cut).length;
}
