import { inWorkspace } from './workspace.ts';

/** Eigenvalues, largest first, and VᵀY: row k belongs to eigenvalue k. */
export interface Diagonalised {
  values: Float64Array;
  turned: Float64Array;
}

/**
 * Eigenvalues of a symmetric matrix, largest first: Householder reduction to tridiagonal form, then implicit QL. The columns
 * of Y are written in the basis of the eigenvectors on the way.
 *
 *   A = V Λ Vᵀ;  turned = Vᵀ Y
 *
 * Shapes     A [n, n] row-major, not changed, only its lower triangle is read; Y [n, width] row-major, not changed -> values [n],
 *            turned [n, width]
 * Allocates  the results; in the workspace A, Y and a few vectors of length n
 * Accuracy   absolute error about n 2^-53 |λ|_max: a small eigenvalue beside a large one has no relative accuracy
 * Undefined  NaN throughout when A holds a number that is not finite
 * Source     Golub and Van Loan, Matrix Computations, 4th ed., section 8.3
 */
export function diagonalise(A: Float64Array, n: number, Y: Float64Array, width: number): Diagonalised {
  return inWorkspace((workspace) => {
    const a = workspace.place(A, n, n);
    const y = workspace.place(Y, n, width);
    const [diagonal, below] = [workspace.zeros(n), workspace.zeros(n)];
    const even = (width + 1) & ~1;
    workspace.run.reduce(a.at, a.stride, n, diagonal, below, y.at, y.stride, even, workspace.zeros(5 * n + 5 + even));
    const T = [workspace.numbers(diagonal, n), workspace.numbers(below, n)];
    const scale = largestOf(T);
    if (!Number.isFinite(scale)) return { values: new Float64Array(n).fill(Number.NaN), turned: new Float64Array(Y.length).fill(Number.NaN) };
    if (scale > 0) for (const part of T) for (let i = 0; i < n; i++) part[i]! /= scale;
    const found = workspace.run.iterate(diagonal, below, n, y.at, y.stride, even);
    if (found < n) throw new RangeError(`no convergence at eigenvalue ${found} of a ${n} x ${n} matrix`);
    return inOrder(T[0]!, scale, workspace.take(y, n, width), width);
  });
}

/** Largest magnitude; NaN or infinite when some number is. */
function largestOf(parts: Float64Array[]): number {
  let largest = 0;
  for (const part of parts) for (const entry of part) largest = Math.max(largest, Math.abs(entry));
  return largest;
}

function inOrder(scaled: Float64Array, scale: number, Y: Float64Array, width: number): Diagonalised {
  const order = Array.from(scaled.keys()).sort((a, b) => scaled[b]! - scaled[a]!);
  const turned = new Float64Array(Y.length);
  order.forEach((from, to) => {
    turned.set(Y.subarray(from * width, (from + 1) * width), to * width);
  });
  return { values: Float64Array.from(order, (k) => scaled[k]! * scale), turned };
}
