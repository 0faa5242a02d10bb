import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastSquaresSlope } from '../../../server/comparison/slope.ts';
import { spreadOf } from '../../../server/comparison/spread.ts';
import { studentT95 } from '../../../server/comparison/student-t.ts';
import golden from '../../golden/comparison.json' with { type: 'json' };

/** Both sides in float64, of well-conditioned sums: nine digits leave room for the order of summation. */
const isNear = (actual: number, expected: number) => Math.abs(actual - expected) <= 1e-9 * Math.max(1e-3, Math.abs(expected));

test.each(Object.entries(golden.t95))('t with %s degrees of freedom is what integrating the density gives', (freedom, t) => {
  expect(Math.abs(studentT95(Number(freedom)) / t - 1)).toBeLessThan(1e-10);
});

test('t with one and two degrees of freedom is what their closed forms give', () => {
  expect(studentT95(1)).toBeCloseTo(Math.tan((0.95 * Math.PI) / 2), 10);
  expect(studentT95(2)).toBeCloseTo(0.95 * Math.sqrt(2 / (1 - 0.95 ** 2)), 12);
});

test('a slope by hand: three points, one off the line', () => {
  // x 0 1 2, y 0 1 5: Sxx 2, Sxy 5, Syy 14; residuals 0.5 -1 0.5, SSE 1.5; half width t(1) sqrt(1.5 / 2)
  const half = 12.706204736174698 * Math.sqrt(0.75);
  const slope = leastSquaresSlope([0, 1, 2], [0, 1, 5])!;
  expect(slope).toMatchObject({ value: 2.5, n: 3 });
  expect(slope.r2).toBeCloseTo(1 - 1.5 / 14, 14);
  expect(slope.low).toBeCloseTo(2.5 - half, 9);
  expect(slope.high).toBeCloseTo(2.5 + half, 9);
});

test.each(['logLog', 'linear'] as const)('the %s slope, its interval and R² are those of numpy', (name) => {
  const { epochs, values, slope } = golden[name];
  const axis = (each: number) => (name === 'logLog' ? Math.log10(each) : each);
  const ours = leastSquaresSlope(epochs.map(axis), values.map(axis))!;
  for (const key of ['value', 'low', 'high', 'r2', 'n'] as const) expect(isNear(ours[key]!, slope[key]), `${key}: ${ours[key]} for ${slope[key]}`).toBe(true);
});

test('fewer than three points, or one epoch alone, have no slope; equal values have one of zero and no R²', () => {
  expect(leastSquaresSlope([1, 2], [1, 2])).toBeNull();
  expect(leastSquaresSlope([3, 3, 3], [1, 2, 3])).toBeNull();
  expect(leastSquaresSlope([1, 2, 3], [5, 5, 5])).toEqual({ value: 0, low: 0, high: 0, r2: null, n: 3 });
});

test('points on a line give the line, wherever it lies', () => {
  const number = fc.integer({ min: -1000, max: 1000 });
  fc.assert(fc.property(number, number, fc.uniqueArray(number, { minLength: 3, maxLength: 20 }), (a, b, x) => {
    const slope = leastSquaresSlope(x, x.map((each) => a + b * each))!;
    expect(Math.abs(slope.value - b)).toBeLessThan(1e-7);
    expect(slope.low <= slope.value && slope.value <= slope.high).toBe(true);
  }));
});

test.each(['STD', 'CI95', 'PREDICTION95'] as const)('the band %s of five seeds is that of numpy, in the logarithms for a geometric mean', (band) => {
  const { values, arithmetic, logarithms } = golden.seeds;
  const plain = spreadOf(values, 'MEAN', band)!;
  const logs = spreadOf(values, 'GEOMETRIC_MEAN', band)!;
  expect(isNear(plain.centre, arithmetic.mean) && isNear(plain.low!, arithmetic[band][0]!) && isNear(plain.high!, arithmetic[band][1]!)).toBe(true);
  expect(isNear(Math.log(logs.centre), logarithms.mean) && isNear(Math.log(logs.low!), logarithms[band][0]!) && isNear(Math.log(logs.high!), logarithms[band][1]!)).toBe(true);
});

test('centres and bands by hand', () => {
  expect(spreadOf([1, 2, 6], 'MEAN', 'MIN_MAX')).toEqual({ centre: 3, low: 1, high: 6 });
  expect(spreadOf([6, 1, 2], 'MEDIAN', 'MIN_MAX')).toEqual({ centre: 2, low: 1, high: 6 });
  expect(spreadOf([4, 1], 'MEDIAN', 'MIN_MAX')!.centre).toBe(2.5);
  expect(spreadOf([1, 100], 'GEOMETRIC_MEAN', 'MIN_MAX')!.centre).toBeCloseTo(10, 12);
  expect(spreadOf([1, 3], 'MEAN', 'STD')).toEqual({ centre: 2, low: 2 - Math.SQRT2, high: 2 + Math.SQRT2 });
});

test('one value has no band, none has no centre, and what is not above zero has no geometric mean', () => {
  expect(spreadOf([3], 'MEAN', 'CI95')).toEqual({ centre: 3, low: null, high: null });
  expect(spreadOf([], 'MEAN', 'CI95')).toBeNull();
  expect(spreadOf([1, 0], 'GEOMETRIC_MEAN', 'MIN_MAX')).toBeNull();
});
