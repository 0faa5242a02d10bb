import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random, shuffle } from '../../trainer/random.ts';

test('the sequence of a seed never changes: recorded runs depend on it', () => {
  const random = new Random(1);
  expect([random.integer(), random.integer(), random.integer()]).toMatchInlineSnapshot(`
    [
      2466671647,
      704075991,
      1425070668,
    ]
  `);
  expect([...shuffle(8, 1, 0)]).toMatchInlineSnapshot(`
    [
      7,
      1,
      4,
      3,
      2,
      5,
      0,
      6,
    ]
  `);
});

test('a shuffle is a permutation, the same for the same seed and epoch', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(), fc.nat(400), (n, seed, epoch) => {
      const order = shuffle(n, seed, epoch);
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      expect(shuffle(n, seed, epoch)).toEqual(order);
    }),
    { seed: 6 },
  );
});

test('epochs, seeds and the weights\' stream draw differently', () => {
  const orders = [shuffle(50, 1, 0), shuffle(50, 1, 1), shuffle(50, 2, 0), shuffle(50, 2 ** 40 + 1, 0)].map(String);
  expect(new Set(orders).size).toBe(4);
  expect(new Random(1).integer()).not.toBe(new Random(1, 1).integer());
});

test('every position gets every sample equally often', () => {
  const counts = new Float64Array(25);
  for (let epoch = 0; epoch < 5000; epoch++) {
    for (const [position, sample] of shuffle(5, 9, epoch).entries()) counts[position * 5 + sample]! += 1;
  }
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(800)); // 5 standard deviations
});

test('normal draws have mean 0, variance 1 and the right share beyond 2', () => {
  const random = new Random(8);
  const draws = Array.from({ length: 40000 }, () => random.normal());
  const mean = draws.reduce((a, b) => a + b) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.025); // 5 standard errors
  expect(Math.abs(draws.reduce((a, b) => a + b * b, 0) / draws.length - 1)).toBeLessThan(0.04);
  expect(Math.abs(draws.filter((x) => Math.abs(x) > 2).length / draws.length - 0.0455)).toBeLessThan(0.006);
});

test('uniform draws stay in their interval and fill it', () => {
  const random = new Random(3);
  const draws = Array.from({ length: 10000 }, () => random.uniform(-2, 5));
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(-2);
  expect(Math.max(...draws)).toBeLessThan(5);
  expect(Math.max(...draws) - Math.min(...draws)).toBeGreaterThan(6.95);
});
