import { expect, test } from 'vitest';
import { eigenvaluesWithProjections } from '../../../server/linear-algebra/eigenvalues-with-projections.ts';
import { symmetricEigen } from '../../../server/linear-algebra/symmetric-eigen.ts';
import { symmetricEigenvalues } from '../../../server/linear-algebra/symmetric-eigenvalues.ts';
import { unpackSymmetric } from '../../../server/linear-algebra/unpack-symmetric.ts';
import { largestGap, minimumMatrix, numbers, plainProduct } from './matrices.ts';

const sizes = [1, 2, 3, 5, 7, 17, 33, 130];

test.each(sizes)('the eigenvalues of min(i, j) at %i x %i are those of the closed form', (n) => {
  const { A, values } = minimumMatrix(n);
  expect(largestGap(symmetricEigenvalues(A, n), values)).toBeLessThan(n * 2 ** -52 * values[0]!);
});

test('eigenvalues of both signs come largest first', () => {
  expect(largestGap(symmetricEigenvalues(Float64Array.of(0, 2, 2, 0), 2), [2, -2])).toBeLessThan(1e-15);
  expect(symmetricEigenvalues(Float64Array.of(-3, 0, 0, 0, 5, 0, 0, 0, 1), 3)).toEqual(Float64Array.of(5, 1, -3));
});

test.each([1, 6, 50])('the zero matrix of %i x %i has zeros, the identity ones', (n) => {
  expect(symmetricEigenvalues(new Float64Array(n * n), n)).toEqual(new Float64Array(n));
  expect(symmetricEigenvalues(Float64Array.from({ length: n * n }, (_, k) => Number(k % (n + 1) === 0)), n)).toEqual(new Float64Array(n).fill(1));
});

test.each([1e-200, 1e200])('numbers about %d in size neither vanish nor overflow', (size) => {
  const { A, values } = minimumMatrix(20);
  const scaled = symmetricEigenvalues(A.map((entry) => entry * size), 20);
  expect(largestGap(scaled.map((value) => value / size), values)).toBeLessThan(1e-13 * values[0]!);
});

test('a graded matrix keeps the absolute accuracy of its largest eigenvalue', () => {
  const n = 30;
  const D = Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 10 ** -(k / (n + 1)) : 0));
  const turned = reflected(D, n);
  expect(largestGap(symmetricEigenvalues(turned, n), Float64Array.from({ length: n }, (_, k) => 10 ** -k))).toBeLessThan(1e-14);
});

test('a matrix that holds NaN has no eigenvalues', () => {
  const A = new Float64Array(25);
  A[12] = Number.NaN;
  expect(symmetricEigenvalues(A, 5)).toEqual(new Float64Array(5).fill(Number.NaN));
});

test('only the lower triangle is read, and the matrix is not changed', () => {
  const { A } = minimumMatrix(12);
  const expected = symmetricEigenvalues(A, 12);
  for (let i = 0; i < 12; i++) A.fill(Number.NaN, i * 12 + i + 1, (i + 1) * 12);
  const before = A.slice();
  expect(symmetricEigenvalues(A, 12)).toEqual(expected);
  expect(A).toEqual(before);
});

test.each(sizes)('at %i x %i the projections are the products with the eigenvectors', (n) => {
  const { A, values } = minimumMatrix(n);
  for (const rows of [1, 3, 10]) {
    const X = numbers(rows * n);
    const found = eigenvaluesWithProjections(A, n, X, rows);
    const expected = plainProduct(X, symmetricEigen(A, n).vectors, rows, n, n);
    expect(largestGap(found.values, values)).toBeLessThan(n * 2 ** -52 * values[0]!);
    // the sign of an eigenvector is arbitrary; the eigenvalues near 1/4 lie close to one another
    expect(largestGap(found.projections.map(Math.abs), expected.map(Math.abs))).toBeLessThan(1e-8);
  }
});

test('Σ λ_k (x v_k)² is xᵀ A x, and Σ (x v_k)² is |x|²', () => {
  const n = 45;
  const { A } = minimumMatrix(n);
  const x = numbers(n);
  const { values, projections } = eigenvaluesWithProjections(A, n, x, 1);
  const form = plainProduct(plainProduct(x, A, 1, n, n), x, 1, 1, n)[0]!;
  expect(projections.reduce((sum, y, k) => sum + values[k]! * y * y, 0) / form).toBeCloseTo(1, 12);
  expect(projections.reduce((sum, y) => sum + y * y, 0) / plainProduct(x, x, 1, 1, n)[0]!).toBeCloseTo(1, 13);
});

test('the packed upper triangle is unpacked row by row', () => {
  expect(unpackSymmetric(Float64Array.of(1, 2, 3, 4, 5, 6), 3)).toEqual(Float64Array.of(1, 2, 3, 2, 4, 5, 3, 5, 6));
  expect(unpackSymmetric(Float64Array.of(7), 1)).toEqual(Float64Array.of(7));
});

/** H D H with the reflector H = I - (2/n) 11ᵀ: the same eigenvalues in a full matrix. */
function reflected(D: Float64Array, n: number): Float64Array {
  const H = Float64Array.from({ length: n * n }, (_, k) => Number(k % (n + 1) === 0) - 2 / n);
  return plainProduct(plainProduct(H, D, n, n, n), H, n, n, n);
}
