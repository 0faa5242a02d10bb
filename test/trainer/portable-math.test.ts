import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp, log } from '../../trainer/portable-math.ts';

/** Four times the distance of neighbouring float64: our error and that of the engine's function. */
const TOLERANCE = 4 * Number.EPSILON;

test('exp agrees with the engine to a few units in the last place, from -700 to 700', () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThanOrEqual(TOLERANCE);
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test('log agrees with the engine to a few units in the last place, over all magnitudes and near 1', () => {
  const anywhere = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
  const nearOne = fc.double({ min: 0.5, max: 2, noNaN: true });
  fc.assert(
    fc.property(fc.oneof(anywhere, nearOne), (x) => {
      expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(TOLERANCE * Math.abs(Math.log(x)));
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test('the ends: exp(0) = 1, log(1) = 0, exp of very negative is 0, and NaN stays NaN', () => {
  expect([exp(0), log(1), exp(-1e9), exp(Number.NEGATIVE_INFINITY)]).toEqual([1, 0, 0, 0]);
  expect([exp(Number.NaN), log(Number.NaN), log(-1)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect([exp(Number.POSITIVE_INFINITY), log(Number.POSITIVE_INFINITY)]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
});
