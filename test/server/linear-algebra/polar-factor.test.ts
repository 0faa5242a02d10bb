import { expect, test } from 'vitest';
import { centreRows } from '../../../server/linear-algebra/centre-rows.ts';
import { polarFactor } from '../../../server/linear-algebra/polar-factor.ts';
import { transpose } from '../../../server/linear-algebra/transpose.ts';
import { identity, largestGap, numbers, plainProduct } from './matrices.ts';

test('a scaled rotation gives the rotation', () => {
  // by 3-4-5: 5 times the rotation, and 2 times
  const { Q, rank } = polarFactor(Float64Array.of(3, -4, 4, 3), 2, 2);
  expect(rank).toBe(2);
  expect(largestGap(Q, [0.6, -0.8, 0.8, 0.6])).toBeLessThan(1e-15);
});

test('a diagonal of two lengths and a sign gives the signs, by hand', () => {
  const { Q } = polarFactor(Float64Array.of(7, 0, 0, 0, -2, 0), 2, 3);
  expect(largestGap(Q, [1, 0, 0, 0, -1, 0])).toBeLessThan(1e-15);
});

for (const [rows, columns] of [[3, 8], [8, 3], [5, 5], [40, 90], [80, 150], [150, 80]] as const) {
  test(`${rows} x ${columns}: orthonormal along the shorter side, and QᵀM is symmetric with no negative eigenvalue (trace is the sum of singular values)`, () => {
    const M = numbers(rows * columns, rows);
    const { Q, rank } = polarFactor(M, rows, columns);
    const n = Math.min(rows, columns);
    expect(rank).toBe(n);
    const [wideQ, wideM] = rows <= columns ? [Q, M] : [transpose(Q, rows, columns), transpose(M, rows, columns)];
    const longer = Math.max(rows, columns);
    expect(largestGap(plainProduct(wideQ, wideQ, n, n, longer), identity(n))).toBeLessThan(1e-12); // n 2^-52 s_max / s_min
    const S = plainProduct(wideQ, wideM, n, n, longer);
    expect(largestGap(S, transpose(S, n, n))).toBeLessThan(1e-12);
    // nearest isometry: no other orthonormal frame has a larger product with M
    const trace = (A: Float64Array) => A.reduce((sum, entry, k) => sum + (k % (n + 1) === 0 ? entry : 0), 0);
    const other = polarFactor(numbers(rows * columns, 99), rows, columns).Q;
    const wideOther = rows <= columns ? other : transpose(other, rows, columns);
    expect(trace(S)).toBeGreaterThan(trace(plainProduct(wideOther, wideM, n, n, longer)));
  });
}

test('beyond the limit of Jacobi a direction of no length is left out too', () => {
  const [n, p] = [70, 100];
  const M = centreRows(numbers(n * p, 3), n, p);
  const { Q, rank } = polarFactor(M, n, p);
  expect(rank).toBe(n - 1);
  expect(largestGap(plainProduct(Q, Q, n, n, p), identity(n).map((x) => x - 1 / n))).toBeLessThan(1e-12); // (s_max / s_min)² is 100
});

test('a direction of no length is left out, and counted', () => {
  const M = Float64Array.of(1, 2, 2, -1, -2, -2, 2, 4, 4);
  const { Q, rank } = polarFactor(M, 3, 3);
  expect(rank).toBe(1);
  const [u, v] = [[1, -1, 2].map((x) => x / Math.sqrt(6)), [1, 2, 2].map((x) => x / 3)];
  expect(largestGap(Q, u.flatMap((x) => v.map((y) => x * y)))).toBeLessThan(1e-15);
});

test('nothing, and what is not finite, have no factor', () => {
  expect(polarFactor(new Float64Array(6), 2, 3)).toEqual({ Q: new Float64Array(6), rank: 0 });
  expect(polarFactor(Float64Array.of(1, Number.NaN, 2, 3), 2, 2).rank).toBe(0);
});
