import { expect, test } from 'vitest';
import { cholesky } from '../../../server/linear-algebra/cholesky.ts';
import { choleskySolve } from '../../../server/linear-algebra/cholesky-solve.ts';
import { extremeEigenvalues } from '../../../server/linear-algebra/extreme-eigenvalues.ts';
import { definite, largestGap, plainProduct } from './matrices.ts';

const A = Float64Array.of(4, 2, 2, 5); // = [[2,0],[1,2]] times its transpose

test('the factor of a small matrix is the one computed by hand', () => {
  expect(cholesky(A, 2)).toEqual(Float64Array.of(2, 0, 1, 2));
});

test.each([1, 2, 3, 5, 7, 15, 16, 17, 33, 130])('the factor of %i x %i is lower triangular and gives the matrix back', (n) => {
  const matrix = definite(n);
  const L = cholesky(matrix, n)!;
  for (let i = 0; i < n; i++) {
    expect(L[i * n + i]).toBeGreaterThan(0);
    for (let j = i + 1; j < n; j++) expect(L[i * n + j]).toBe(0);
  }
  expect(largestGap(plainProduct(L, L, n, n, n), matrix)).toBeLessThan(n * 1e-15 * (1 + n)); // n roundings of entries about n
});

test('only the lower triangle is read, and the matrix is not changed', () => {
  const matrix = definite(20);
  const expected = cholesky(matrix, 20);
  for (let i = 0; i < 20; i++) matrix.fill(Number.NaN, i * 20 + i + 1, (i + 1) * 20);
  const before = matrix.slice();
  expect(cholesky(matrix, 20)).toEqual(expected);
  expect(matrix).toEqual(before);
});

test('a graded matrix is factored to the last digits of its smallest entries', () => {
  const n = 40;
  const matrix = definite(n);
  const scales = Float64Array.from({ length: n }, (_, i) => 2 ** -i); // exact, so the factor is scaled exactly, too
  const graded = matrix.map((entry, k) => entry * scales[Math.floor(k / n)]! * scales[k % n]!);
  expect(cholesky(graded, n)).toEqual(cholesky(matrix, n)!.map((entry, k) => entry * scales[Math.floor(k / n)]!));
});

test('solving gives the vector that the matrix was applied to', () => {
  const b = Float64Array.of(4 * 3 + 2 * -1, 2 * 3 + 5 * -1);
  choleskySolve(cholesky(A, 2)!, 2, b);
  expect(b).toEqual(Float64Array.of(3, -1));
});

test.each([
  ['indefinite', 2, Float64Array.of(1, 2, 2, 1)],
  ['not finite', 2, Float64Array.of(Number.NaN, 0, 0, 1)],
  ['zero', 5, new Float64Array(25)],
  ['indefinite in its last pivot only', 35, definite(35).map((entry, k) => (k === 35 * 35 - 1 ? -1 : entry))],
])('a matrix that is %s has no factor', (_, n, matrix) => {
  expect(cholesky(matrix, n)).toBeNull();
});

test('the extreme eigenvalues of a diagonal matrix are found', () => {
  const D = Float64Array.of(1e-6, 0, 0, 0, 3, 0, 0, 0, 100);
  const { largest, smallest } = extremeEigenvalues(D, cholesky(D, 3)!, 3);
  expect(largest).toBeCloseTo(100, 9);
  expect(smallest / 1e-6).toBeCloseTo(1, 9);
});
