import { expect, test } from 'vitest';
import { gram } from '../../../server/linear-algebra/gram.ts';
import { product } from '../../../server/linear-algebra/product.ts';
import { largestGap, numbers, plainProduct, wholeNumbers } from './matrices.ts';

// around the tile of 4 x 2, the blocks of 64 rows and those of 256 columns
const sizes = [1, 2, 3, 5, 7, 17, 33, 130].flatMap((rows) => [1, 2, 7, 33, 257, 600].map((columns) => [rows, columns] as const));

test.each(sizes)('the Gram matrix of %i x %i whole numbers is that of the definition', (rows, columns) => {
  const A = wholeNumbers(rows * columns);
  expect(gram(A, rows, columns)).toEqual(plainProduct(A, A, rows, rows, columns));
});

test.each(sizes)('the product of %i x %i whole numbers with a matrix of another height is that of the definition', (rows, columns) => {
  const others = ((rows * 3) % 71) + 1;
  const [A, B] = [wholeNumbers(rows * columns), wholeNumbers(others * columns, 2)];
  expect(product(A, B, rows, others, columns)).toEqual(plainProduct(A, B, rows, others, columns));
});

test('sums of numbers that are not whole differ from plain ones by rounding only', () => {
  const [A, B] = [numbers(20 * 1000), numbers(30 * 1000, 2)];
  expect(largestGap(product(A, B, 20, 30, 1000), plainProduct(A, B, 20, 30, 1000))).toBeLessThan(1e-13); // 1000 roundings of sums about 20
});

test('a Gram matrix is symmetric to the last bit, and its diagonal not negative', () => {
  const G = gram(numbers(37 * 50), 37, 50);
  for (let i = 0; i < 37; i++) {
    expect(G[i * 37 + i]).toBeGreaterThan(0);
    for (let j = 0; j < i; j++) expect(G[i * 37 + j]).toBe(G[j * 37 + i]);
  }
});

test('the matrices given are not changed', () => {
  const A = numbers(5 * 9);
  const before = A.slice();
  gram(A, 5, 9);
  product(A, A, 5, 5, 9);
  expect(A).toEqual(before);
});

test('a result does not depend on what was computed before it in the same memory', () => {
  const A = numbers(6 * 11);
  const first = gram(A, 6, 11);
  gram(numbers(200 * 300).map((x) => x * 1e300), 200, 300);
  product(new Float64Array(50 * 50).fill(Number.NaN), new Float64Array(50 * 50), 50, 50, 50);
  expect(gram(A, 6, 11)).toEqual(first);
});

test('nothing of no columns gives zeros', () => {
  expect(gram(new Float64Array(0), 3, 0)).toEqual(new Float64Array(9));
  expect(product(new Float64Array(0), new Float64Array(0), 0, 0, 4)).toEqual(new Float64Array(0));
});
