import { inWorkspace } from './workspace.ts';

/**
 * Gram matrix of the rows of a matrix.
 *
 *   G = A Aᵀ
 *
 * Shapes     A [rows, columns] row-major; G [rows, rows]
 * Allocates  G; in the workspace A and G
 * Accuracy   each entry a sum in a fixed order, even and odd columns apart: the same on every machine
 */
export function gram(A: Float64Array, rows: number, columns: number): Float64Array {
  return inWorkspace((workspace) => {
    const a = workspace.place(A, rows, columns);
    const g = workspace.matrix(rows, rows);
    workspace.run.addGram(g.at, g.stride, a.at, a.stride, (rows + 3) & ~3, (columns + 1) & ~1, 1);
    workspace.run.mirrorLower(g.at, g.stride, rows);
    return workspace.take(g, rows, rows);
  });
}
