/** Eigenvalues, largest first, and the eigenvector of each as a row of `vectors`. */
export interface Eigen {
  values: Float64Array;
  vectors: Float64Array;
}

const MAX_SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations.
 *
 * Shapes     A [n, n] row-major -> values [n] descending, vectors [n, n], row k belonging to value k
 * Allocates  a copy of A and the results
 * Accuracy   absolute error about n 2^-53 λ_max; small eigenvalues of a graded matrix come out better than by QR
 * Source     Golub and Van Loan, Matrix Computations, 4th ed., section 8.5
 */
export function symmetricEigen(A: Float64Array, n: number): Eigen {
  const work = Float64Array.from(A);
  const rotations = new Float64Array(n * n);
  for (let i = 0; i < n; i++) rotations[i * n + i] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS && !isDiagonal(work, n); sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) rotate(work, rotations, n, p, q);
    }
  }
  return sorted(work, rotations, n);
}

function isDiagonal(A: Float64Array, n: number): boolean {
  let offDiagonal = 0;
  let diagonal = 0;
  for (let i = 0; i < n; i++) {
    diagonal += A[i * n + i]! ** 2;
    for (let j = 0; j < i; j++) offDiagonal += A[i * n + j]! ** 2;
  }
  return offDiagonal <= 2 ** -106 * diagonal;
}

/** One rotation in the plane (p, q), chosen so that the entry (p, q) vanishes. */
function rotate(A: Float64Array, rotations: Float64Array, n: number, p: number, q: number): void {
  const apq = A[p * n + q]!;
  if (apq === 0) return;
  const theta = (A[q * n + q]! - A[p * n + p]!) / (2 * apq);
  // the smaller of the two roots: rotations by at most 45 degrees are what makes the sweeps converge
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let k = 0; k < n; k++) {
    const akp = A[k * n + p]!;
    const akq = A[k * n + q]!;
    A[k * n + p] = cosine * akp - sine * akq;
    A[k * n + q] = sine * akp + cosine * akq;
  }
  rotateRows(A, n, p, q, cosine, sine);
  rotateRows(rotations, n, p, q, cosine, sine);
  A[p * n + q] = 0;
  A[q * n + p] = 0;
}

function rotateRows(A: Float64Array, n: number, p: number, q: number, cosine: number, sine: number): void {
  for (let k = 0; k < n; k++) {
    const apk = A[p * n + k]!;
    const aqk = A[q * n + k]!;
    A[p * n + k] = cosine * apk - sine * aqk;
    A[q * n + k] = sine * apk + cosine * aqk;
  }
}

function sorted(diagonalised: Float64Array, rotations: Float64Array, n: number): Eigen {
  const order = Array.from({ length: n }, (_, k) => k).sort(
    (a, b) => diagonalised[b * n + b]! - diagonalised[a * n + a]!,
  );
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    values[to] = diagonalised[from * n + from]!;
    vectors.set(rotations.subarray(from * n, (from + 1) * n), to * n);
  });
  return { values, vectors };
}
