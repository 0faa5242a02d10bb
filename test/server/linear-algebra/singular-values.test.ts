import { expect, test } from 'vitest';
import { singularBasis } from '../../../server/linear-algebra/singular-basis.ts';
import { singularValues } from '../../../server/linear-algebra/singular-values.ts';
import { symmetricEigenvalues } from '../../../server/linear-algebra/symmetric-eigenvalues.ts';
import { transpose } from '../../../server/linear-algebra/transpose.ts';
import { identity, largestGap, numbers, plainProduct } from './matrices.ts';

const sizes = [1, 2, 3, 5, 7, 17, 33, 130].flatMap((rows) => [1, 2, 7, 33, 140].map((columns) => [rows, columns] as const));

test.each(sizes)('the squares of the singular values of %i x %i are the eigenvalues of the Gram matrix', (rows, columns) => {
  const M = numbers(rows * columns);
  const values = singularValues(M, rows, columns);
  const n = Math.min(rows, columns);
  const wide = rows <= columns ? M : transpose(M, rows, columns);
  const G = plainProduct(wide, wide, n, n, Math.max(rows, columns));
  expect(values.length).toBe(n);
  expect(largestGap(values.map((value) => value ** 2), symmetricEigenvalues(G, n))).toBeLessThan(1e-13 * values[0]! ** 2);
  expect(largestGap(singularValues(transpose(M, rows, columns), columns, rows), values)).toBeLessThan(1e-13 * values[0]!);
});

test('2 x 2 as by hand', () => {
  expect(largestGap(singularValues(Float64Array.of(3, 0, 4, 5), 2, 2), [Math.sqrt(45), Math.sqrt(5)])).toBeLessThan(1e-14);
});

test.each([10, 64])('tiny singular values of a badly scaled matrix keep their relative accuracy (%i rows)', (rows) => {
  const { M, exact, columns } = scaledPairs(rows, 2);
  const values = singularValues(M, rows, columns);
  exact.forEach((value, k) => {
    expect(Math.abs(values[k]! / value - 1), `value ${k}`).toBeLessThan(1e-13); // rows scaled to one: condition 4
  });
  expect(values[rows - 1]! / values[0]!).toBeLessThan(2 ** (-rows / 2)); // a Gram matrix would lose them from 2^-26 on
});

test('nearly parallel rows cost their condition and no more', () => {
  const { M, exact, columns } = scaledPairs(20, 20);
  const values = singularValues(M, 20, columns);
  exact.forEach((value, k) => {
    expect(Math.abs(values[k]! / value - 1), `value ${k}`).toBeLessThan(2e-9); // 2^20 times some 2^-50
  });
});

test.each([5, 128, 129])('rows that sum to zero have one singular value at rounding, or 3e-8 by a Gram matrix (%i rows)', (rows) => {
  const M = numbers(rows * 200);
  for (let j = 0; j < 200; j++) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += M[i * 200 + j]!;
    for (let i = 0; i < rows; i++) M[i * 200 + j]! -= sum / rows;
  }
  const values = singularValues(M, rows, 200);
  expect(values[rows - 1]! / values[0]!).toBeLessThan(rows <= 128 ? 1e-15 : 3e-8);
  expect(values[rows - 2]! / values[0]!).toBeGreaterThan(0.01);
});

test('a row that is the opposite of another has a singular value at rounding, whatever the numbers', () => {
  // what is left of such a row can shrink until its square vanishes; rotating went on for ever then, in one case of some thousands
  for (let seed = 1; seed <= 30_000; seed++) {
    const row = numbers(7, seed);
    const M = Float64Array.from({ length: 14 }, (_, k) => (k < 7 ? row[k]! : -row[k - 7]!));
    const [first, second] = singularValues(M, 2, 7);
    expect(second! / first!, `seed ${seed}`).toBeLessThan(1e-15);
  }
});

test.each([3, 40, 130])('the zero matrix of %i rows has zeros', (rows) => {
  expect(singularValues(new Float64Array(rows * 150), rows, 150)).toEqual(new Float64Array(rows));
});

test.each([1e-200, 1e200])('numbers about %d in size neither vanish nor overflow', (size) => {
  const M = numbers(6 * 9);
  const scaled = singularValues(M.map((entry) => entry * size), 6, 9);
  expect(largestGap(scaled.map((value) => value / size), singularValues(M, 6, 9))).toBeLessThan(1e-14);
});

test.each([3, 130])('a matrix of %i rows that holds NaN has no singular values', (rows) => {
  const M = new Float64Array(rows * 140);
  M[17] = Number.NaN;
  expect(singularValues(M, rows, 140)).toEqual(new Float64Array(rows).fill(Number.NaN));
});

test.each([
  [1, 1],
  [3, 8],
  [8, 3],
  [33, 130],
  [130, 33],
])('the right singular vectors of %i x %i are orthonormal and diagonalise MᵀM', (rows, columns) => {
  const M = numbers(rows * columns);
  const n = Math.min(rows, columns);
  const { values, vectors } = singularBasis(M, rows, columns);
  expect(largestGap(values, singularValues(M, rows, columns))).toBeLessThan(1e-13 * values[0]!);
  expect(largestGap(plainProduct(vectors, vectors, n, n, columns), identity(n))).toBeLessThan(1e-12);
  const image = plainProduct(vectors, M, n, rows, columns);
  const squares = Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? values[k / (n + 1)]! ** 2 : 0));
  expect(largestGap(plainProduct(image, image, n, n, rows), squares)).toBeLessThan(1e-12 * values[0]! ** 2);
});

test('the vector of a zero singular value is zero', () => {
  const { values, vectors } = singularBasis(Float64Array.of(3, 4, 0, 0), 2, 2);
  expect(values).toEqual(Float64Array.of(5, 0));
  expect(largestGap(vectors.map(Math.abs), [0.6, 0.8, 0, 0])).toBeLessThan(1e-15);
});

/**
 * Pairs of rows (r, r + δ s) of a Hadamard matrix, δ = 2^-`bits`, the pair q scaled by 2^-q: entries are exact, pairs are orthogonal
 * to one another, and the singular values of each follow from their product δ and the sum of their squares 2 + δ².
 */
function scaledPairs(rows: number, bits: number) {
  const columns = 128;
  const delta = 2 ** -bits;
  const M = new Float64Array(rows * columns);
  const sign = (i: number, j: number) => (-1) ** (i & j).toString(2).replaceAll('0', '').length;
  for (let q = 0; q < rows / 2; q++) {
    for (let j = 0; j < columns; j++) {
      M[2 * q * columns + j] = 2 ** -q * sign(2 * q, j);
      M[(2 * q + 1) * columns + j] = 2 ** -q * (sign(2 * q, j) + delta * sign(2 * q + 1, j));
    }
  }
  const large = Math.sqrt((2 + delta ** 2 + Math.sqrt((2 + delta ** 2) ** 2 - 4 * delta ** 2)) / 2);
  const exact = Array.from({ length: rows / 2 }, (_, q) => [large, delta / large].map((value) => value * 2 ** -q * Math.sqrt(columns)));
  return { M, columns, exact: exact.flat().sort((a, b) => b - a) };
}
