import { inWorkspace } from './workspace.ts';

/** Rows X [n, n], orthogonal to one another, and their lengths; `order` [n] says which row of M each column of X belongs to. */
export interface OrthogonalFactor {
  X: Float64Array;
  lengths: Float64Array;
  order: Float64Array;
}

/**
 * Singular values of a wide matrix by one-sided Jacobi, with its left singular vectors.
 *
 *   P M = L Q (Householder, the longest remaining row first);  X = U Lᵀ with orthogonal rows of lengths s;
 *   so row k of X is s_k times the left singular vector of s_k, its entries in the order of P M
 *
 * Shapes     M [rows, columns] row-major, rows <= columns, not changed
 * Allocates  the results; in the workspace M and rows x rows
 * Accuracy   s relative, about rows 2^-52 times the condition of M with its rows scaled to length 1: tiny values too
 * Undefined  NaN throughout when M holds a number that is not finite
 * Source     Drmač and Veselić 2008, SIAM J. Matrix Anal. Appl. 29; Demmel and Veselić 1992, the same 13
 */
export function orthogonalFactor(M: Float64Array, rows: number, columns: number): OrthogonalFactor {
  const scale = largestOf(M);
  return inWorkspace((workspace) => {
    const m = workspace.place(M, rows, columns);
    // about 1 in size, so that no square overflows; NaN where `scale` is not finite
    if (scale !== 0) scaleAll(workspace.numbers(m.at, (m.stride / 8) * rows), scale);
    const lt = workspace.matrix(rows, rows);
    const [order, squares] = [workspace.zeros(rows), workspace.zeros(rows)];
    workspace.run.lowerFactor(m.at, m.stride, rows, columns, lt.at, lt.stride, order, squares);
    const sweeps = workspace.run.orthogonalise(lt.at, lt.stride, rows, (rows + 1) & ~1, squares);
    if (sweeps < 0) throw new RangeError(`the rows of a ${rows} x ${columns} matrix did not become orthogonal`);
    return {
      X: workspace.take(lt, rows, rows).map((entry) => entry * scale),
      lengths: workspace.numbers(squares, rows).map((square) => Math.sqrt(square) * scale),
      order: workspace.numbers(order, rows).slice(),
    };
  });
}

function largestOf(numbers: Float64Array): number {
  let largest = 0;
  for (let k = 0; k < numbers.length; k++) largest = Math.max(largest, Math.abs(numbers[k]!));
  return largest;
}

function scaleAll(numbers: Float64Array, scale: number): void {
  for (let k = 0; k < numbers.length; k++) numbers[k]! /= scale;
}
