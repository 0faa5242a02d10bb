import { expect, test } from 'vitest';
import { cholesky } from '../../../server/linear-algebra/cholesky.ts';
import { choleskySolve } from '../../../server/linear-algebra/cholesky-solve.ts';
import { forwardSolve } from '../../../server/linear-algebra/forward-solve.ts';
import { forwardSolveRows } from '../../../server/linear-algebra/forward-solve-rows.ts';
import { solveRows } from '../../../server/linear-algebra/solve-rows.ts';
import { definite, largestGap, numbers } from './matrices.ts';

// around the block of 16 unknowns and the tile of 4 right-hand sides
const sizes = [1, 2, 3, 5, 7, 16, 17, 33, 130].flatMap((n) => [1, 3, 4, 10].map((rows) => [n, rows] as const));

/** Each row solved by itself, by plain substitution. */
function oneByOne(solve: typeof forwardSolve, L: Float64Array, n: number, X: Float64Array, rows: number): Float64Array {
  const solved = X.slice();
  for (let r = 0; r < rows; r++) solve(L, n, solved.subarray(r * n, (r + 1) * n));
  return solved;
}

test.each(sizes)('with %i unknowns, %i rows are solved as each by itself', (n, rows) => {
  const L = cholesky(definite(n), n)!;
  const X = numbers(rows * n);
  const [solved, forward] = [X.slice(), X.slice()];
  solveRows(L, n, solved, rows);
  forwardSolveRows(L, n, forward, rows);
  // two orders of the same sums; A + 1 is well-conditioned enough for 13 digits
  expect(largestGap(solved, oneByOne(choleskySolve, L, n, X, rows))).toBeLessThan(1e-13);
  expect(largestGap(forward, oneByOne(forwardSolve, L, n, X, rows))).toBeLessThan(1e-13);
});

test('a small system is solved as by hand', () => {
  const L = Float64Array.of(2, 0, 1, 2);
  const X = Float64Array.of(10, 1, 4, 2);
  forwardSolveRows(L, 2, X, 2);
  expect(X).toEqual(Float64Array.of(5, -2, 2, 0));
  const Y = Float64Array.of(10, 1, 4, 2);
  solveRows(L, 2, Y, 2);
  expect(Y).toEqual(Float64Array.of(3, -1, 1, 0));
});

test('above the diagonal of L nothing is read', () => {
  const L = cholesky(definite(21), 21)!;
  const [X, Y] = [numbers(4 * 21), numbers(4 * 21)];
  solveRows(L, 21, X, 4);
  for (let i = 0; i < 21; i++) L.fill(Number.NaN, i * 21 + i + 1, (i + 1) * 21);
  solveRows(L, 21, Y, 4);
  expect(Y).toEqual(X);
});

test('an ill-conditioned but graded system keeps its relative accuracy', () => {
  const n = 30;
  const L = cholesky(definite(n), n)!;
  const scales = Float64Array.from({ length: n }, (_, i) => 2 ** (-3 * i)); // condition 1e52, all of it exact scaling
  const graded = L.map((entry, k) => entry * scales[Math.floor(k / n)]!);
  const [X, Y] = [numbers(n), numbers(n).map((x, i) => x * scales[i]!)];
  forwardSolveRows(L, n, X, 1);
  forwardSolveRows(graded, n, Y, 1);
  expect(Y).toEqual(X);
});
