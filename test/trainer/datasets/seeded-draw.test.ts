import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededDraw, splitMix64 } from '../../../trainer/datasets/seeded-draw.ts';

const range = (size: number) => Int32Array.from({ length: size }, (_, i) => i);
const sizes = fc
  .integer({ min: 1, max: 60 })
  .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size })));

test('SplitMix64 gives the published numbers for the seed 1234567', () => {
  const next = splitMix64(1234567n);
  expect(Array.from({ length: 5 }, () => next())).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
    4593380528125082431n,
    16408922859458223821n,
  ]);
});

test('a draw has the number asked for, each member once, all from the population', () => {
  fc.assert(
    fc.property(sizes, fc.integer(), ([size, count], seed) => {
      const drawn = seededDraw(
        range(size).map((i) => 7 * i + 3),
        count,
        [seed],
      );
      expect(drawn.length).toBe(count);
      expect(new Set(drawn).size).toBe(count);
      expect([...drawn].every((member) => member % 7 === 3 && member < 7 * size)).toBe(true);
    }),
  );
});

test('a smaller draw of the same key is the beginning of a larger one', () => {
  fc.assert(
    fc.property(sizes, fc.integer(), ([size, count], seed) => {
      expect([...seededDraw(range(size), count, [seed])]).toEqual(
        [...seededDraw(range(size), size, [seed])].slice(0, count),
      );
    }),
  );
});

test('every part of the key, and its place, changes the draw', () => {
  const keys = [
    [1, 2, 3],
    [1, 3, 2],
    [2, 2, 3],
    [1, 2, 4],
    [-1, 2, 3],
    [1, 2],
    [0, 1, 2, 3],
  ];
  expect(new Set(keys.map((key) => seededDraw(range(1000), 20, key).join())).size).toBe(keys.length);
});

test('the population is left as it was', () => {
  const population = range(50);
  seededDraw(population, 25, [9]);
  expect(population).toEqual(range(50));
});

test('every member is drawn about equally often', () => {
  const times = new Float64Array(13);
  for (let seed = 0; seed < 2600; seed++) for (const member of seededDraw(range(13), 5, [seed])) times[member]!++;
  // expected 1000 each, standard deviation 25: five of them
  expect(Math.max(...times.map((count) => Math.abs(count - 1000)))).toBeLessThan(125);
});
