import { inWorkspace } from './workspace.ts';

/**
 * Product of a matrix with the transpose of another: both are read along their rows, as they lie in memory.
 *
 *   P = A Bᵀ
 *
 * Shapes     A [rows, columns], B [others, columns] row-major; P [rows, others]
 * Allocates  P; in the workspace A, B and P
 * Accuracy   each entry a sum in a fixed order, even and odd columns apart: the same on every machine
 */
export function product(A: Float64Array, B: Float64Array, rows: number, others: number, columns: number): Float64Array {
  return inWorkspace((workspace) => {
    const a = workspace.place(A, rows, columns);
    const b = workspace.place(B, others, columns);
    const p = workspace.matrix(rows, others);
    workspace.run.addProduct(p.at, p.stride, a.at, a.stride, b.at, b.stride, (rows + 3) & ~3, (others + 1) & ~1, (columns + 1) & ~1, 1);
    return workspace.take(p, rows, others);
  });
}
