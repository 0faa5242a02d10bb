import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linearScale, logScale, RAIL_HEIGHT, RAIL_OFFSET, railScale } from '../../../web/charts/scales.ts';

const bottom = 200;
const top = 20;

test('an exact zero stands on the rail, below the smallest value of the axis', () => {
  const scale = railScale([0.01, 1], [bottom, top]);
  expect(scale(0)).toBe(bottom - RAIL_OFFSET);
  expect(scale(0.01)).toBe(bottom - RAIL_HEIGHT);
  expect(scale(1)).toBe(top);
});

test('no positive value of the domain reaches the rail, however small', () => {
  fc.assert(
    fc.property(fc.integer({ min: -300, max: -1 }), (exponent) => {
      const low = 10 ** exponent;
      expect(railScale([low, 1], [bottom, top])(low)).toBeLessThanOrEqual(bottom - RAIL_HEIGHT);
    }),
  );
});

test('equal ratios are equal lengths on a log scale', () => {
  const scale = logScale([0.1, 10], [bottom, top]);
  expect(scale(0.1)! - scale(1)!).toBeCloseTo(scale(1)! - scale(10)!, 9);
});

test('setting the domain of a copy leaves the original as it was', () => {
  const scale = linearScale([0, 1], [0, 100]);
  scale.copy().domain([0, 10]).range([0, 1]);
  expect(scale(0.5)).toBe(50);
  expect(scale.copy().domain([0, 10])(5)).toBe(50);
});
