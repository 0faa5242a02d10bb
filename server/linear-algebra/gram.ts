/**
 * Gram matrix of the rows of a matrix.
 *
 *   G = A Aᵀ
 *
 * Four rows are multiplied with one at a time: four independent sums keep the processor busy where one would wait for
 * each addition, and the one row is read once for all of them. Each sum still runs over k in order.
 *
 * Shapes     A [rows, columns] row-major; G [rows, rows]
 * Allocates  G
 */
export function gram(A: Float64Array, rows: number, columns: number): Float64Array {
  const G = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    let j = 0;
    for (; j + 3 <= i; j += 4) fourProducts(A, columns, i, j, G, rows);
    for (; j <= i; j++) oneProduct(A, columns, i, j, G, rows);
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) G[j * rows + i] = G[i * rows + j]!;
  }
  return G;
}

function fourProducts(A: Float64Array, columns: number, i: number, j: number, G: Float64Array, rows: number): void {
  const [a, b] = [i * columns, j * columns];
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let k = 0; k < columns; k++) {
    const x = A[a + k]!;
    s0 += x * A[b + k]!;
    s1 += x * A[b + columns + k]!;
    s2 += x * A[b + 2 * columns + k]!;
    s3 += x * A[b + 3 * columns + k]!;
  }
  G[i * rows + j] = s0;
  G[i * rows + j + 1] = s1;
  G[i * rows + j + 2] = s2;
  G[i * rows + j + 3] = s3;
}

function oneProduct(A: Float64Array, columns: number, i: number, j: number, G: Float64Array, rows: number): void {
  let sum = 0;
  for (let k = 0; k < columns; k++) sum += A[i * columns + k]! * A[j * columns + k]!;
  G[i * rows + j] = sum;
}
