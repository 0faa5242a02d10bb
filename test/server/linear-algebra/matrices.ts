/** Numbers in [-1, 1), the same on every machine. */
export function numbers(count: number, seed = 1): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

/** Whole numbers in -8..8: sums of their products are exact, so a product must be that of the definition bit for bit. */
export function wholeNumbers(count: number, seed = 1): Float64Array {
  return numbers(count, seed).map((x) => Math.round(8 * x));
}

/** A Bᵀ by its definition. */
export function plainProduct(A: Float64Array, B: Float64Array, rows: number, others: number, columns: number): Float64Array {
  const P = new Float64Array(rows * others);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < others; j++) {
      for (let k = 0; k < columns; k++) P[i * others + j]! += A[i * columns + k]! * B[j * columns + k]!;
    }
  }
  return P;
}

/** A positive definite [n, n] of numbers about n in size. */
export function definite(n: number): Float64Array {
  const X = numbers(n * (n + 5), n);
  const A = plainProduct(X, X, n, n, n + 5);
  for (let i = 0; i < n; i++) A[i * n + i]! += 1;
  return A;
}

/** min(i, j) [n, n], counted from 1: its eigenvalues are 1 / (4 sin²((2k - 1) π / (4 n + 2))), k = 1..n. */
export function minimumMatrix(n: number): { A: Float64Array; values: Float64Array } {
  return {
    A: Float64Array.from({ length: n * n }, (_, k) => 1 + Math.min(Math.floor(k / n), k % n)),
    values: Float64Array.from({ length: n }, (_, k) => 1 / (4 * Math.sin(((2 * k + 1) * Math.PI) / (4 * n + 2)) ** 2)),
  };
}

/** Largest |a - b|. */
export function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new TypeError(`${a.length} numbers beside ${b.length}`);
  let gap = 0;
  for (let k = 0; k < a.length; k++) {
    const here = Math.abs(a[k]! - b[k]!);
    if (!(here <= gap)) gap = here; // NaN stays
  }
  return gap;
}

/** The n x n identity. */
export function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, k) => Number(k % (n + 1) === 0));
}
