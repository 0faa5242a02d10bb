import fc from 'fast-check';
import { expect, test } from 'vitest';
import { symmetricEigen } from '../../../server/linear-algebra/symmetric-eigen.ts';
import { transpose } from '../../../server/linear-algebra/transpose.ts';
import { identity, largestGap, minimumMatrix, numbers, plainProduct } from './matrices.ts';

test('the eigenvalues of a 2 x 2 matrix are those computed by hand, largest first', () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expect(values[0]).toBeCloseTo(3, 15);
  expect(values[1]).toBeCloseTo(1, 15);
  expect(Math.abs(vectors[0]!)).toBeCloseTo(Math.SQRT1_2, 15);
});

/** Asserts that values and vectors give A back and that the vectors are orthonormal, within `tolerance` of the largest value. */
function expectDecomposition(A: Float64Array, n: number, tolerance: number) {
  const { values, vectors } = symmetricEigen(A, n);
  const size = Math.max(...values.map(Math.abs));
  const V = transpose(vectors, n, n);
  const scaled = V.map((entry, k) => entry * values[k % n]!);
  expect(largestGap(plainProduct(scaled, V, n, n, n), A)).toBeLessThanOrEqual(tolerance * size);
  expect(largestGap(plainProduct(vectors, vectors, n, n, n), identity(n))).toBeLessThan(tolerance);
  expect(values).toEqual(values.slice().sort().reverse());
}

test('values and vectors together give the matrix back, and the vectors are orthonormal', () => {
  const matrices = fc.integer({ min: 1, max: 8 }).chain((n) =>
    fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: n * n, maxLength: n * n }).map((entries) => ({ n, entries })),
  );
  fc.assert(
    fc.property(matrices, ({ n, entries }) => {
      expectDecomposition(Float64Array.from(entries, (entry, k) => (entry + entries[(k % n) * n + Math.floor(k / n)]!) / 2), n, 1e-14);
    }),
    { numRuns: 60 },
  );
});

test.each([17, 33, 130])('so they do at %i x %i', (n) => {
  expectDecomposition(minimumMatrix(n).A, n, 1e-14);
});

test.each([
  [40, 1],
  [100, 2],
  [130, 30],
])('%i x %i of rank %i: the many zeros come out, though they are rounding noise', (n, rank) => {
  const X = numbers(n * rank);
  const A = plainProduct(X, X, n, n, rank);
  expectDecomposition(A, n, 1e-14);
  const { values } = symmetricEigen(A, n);
  for (let k = rank; k < n; k++) expect(Math.abs(values[k]!)).toBeLessThan(1e-14 * values[0]!);
});
