import { expect, test } from 'vitest';
import { cholesky } from '../../../server/linear-algebra/cholesky.ts';
import { choleskySolve } from '../../../server/linear-algebra/cholesky-solve.ts';
import { extremeEigenvalues } from '../../../server/linear-algebra/extreme-eigenvalues.ts';

const A = Float64Array.of(4, 2, 2, 5); // = [[2,0],[1,2]] times its transpose

test('the factor of a small matrix is the one computed by hand', () => {
  expect(cholesky(A, 2)).toEqual(Float64Array.of(2, 0, 1, 2));
});

test('solving gives the vector that the matrix was applied to', () => {
  const b = Float64Array.of(4 * 3 + 2 * -1, 2 * 3 + 5 * -1);
  choleskySolve(cholesky(A, 2)!, 2, b);
  expect(b).toEqual(Float64Array.of(3, -1));
});

test.each([
  ['indefinite', Float64Array.of(1, 2, 2, 1)],
  ['not finite', Float64Array.of(Number.NaN, 0, 0, 1)],
])('a matrix that is %s has no factor', (_, matrix) => {
  expect(cholesky(matrix, 2)).toBeNull();
});

test('the extreme eigenvalues of a diagonal matrix are found', () => {
  const D = Float64Array.of(1e-6, 0, 0, 0, 3, 0, 0, 0, 100);
  const { largest, smallest } = extremeEigenvalues(D, cholesky(D, 3)!, 3);
  expect(largest).toBeCloseTo(100, 9);
  expect(smallest / 1e-6).toBeCloseTo(1, 9);
});
