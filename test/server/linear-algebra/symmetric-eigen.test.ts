import fc from 'fast-check';
import { expect, test } from 'vitest';
import { symmetricEigen } from '../../../server/linear-algebra/symmetric-eigen.ts';

test('the eigenvalues of a 2 x 2 matrix are those computed by hand, largest first', () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expect(values[0]).toBeCloseTo(3, 15);
  expect(values[1]).toBeCloseTo(1, 15);
  expect(Math.abs(vectors[0]!)).toBeCloseTo(Math.SQRT1_2, 15);
});

test('values and vectors together give the matrix back, and the vectors are orthonormal', () => {
  const matrices = fc.integer({ min: 1, max: 8 }).chain((n) =>
    fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: n * n, maxLength: n * n }).map((entries) => ({ n, entries })),
  );
  fc.assert(
    fc.property(matrices, ({ n, entries }) => {
      const A = Float64Array.from(entries, (entry, k) => (entry + entries[(k % n) * n + Math.floor(k / n)]!) / 2);
      const { values, vectors } = symmetricEigen(A, n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let rebuilt = 0;
          let product = 0;
          for (let k = 0; k < n; k++) {
            rebuilt += values[k]! * vectors[k * n + i]! * vectors[k * n + j]!;
            product += vectors[i * n + k]! * vectors[j * n + k]!;
          }
          expect(Math.abs(rebuilt - A[i * n + j]!)).toBeLessThan(1e-12); // n roundings of entries of 10
          expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-13);
        }
      }
    }),
    { numRuns: 60 },
  );
});
