import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Band, Centre } from '../../../server/comparison/spread.ts';
import { groupCurve, type Trace } from '../../../server/comparison/group-curve.ts';

const options = (centre: Centre, band: Band, maxPoints = 400) => ({ centre, band, maxPoints, isLog: false });
const trace = (runId: string, positions: number[], values: (number | null)[]): Trace => ({ runId, positions, values });

test('a run that was not measured at an epoch is interpolated between its neighbours, never over an undefined value or beyond its ends', () => {
  const traces = [trace('a', [1, 2, 3, 5], [1, 2, 3, 5]), trace('b', [1, 2, 4, 5], [3, null, 9, 7]), trace('c', [1, 5, 6], [5, 9, 1]), trace('empty', [1], [null])];
  // at 4: a is (3 + 5) / 2 = 4, b was measured as 9, c is 5 + 3/4 (9 - 5) = 8; at 2 b is undefined, and so it is around 3
  expect(groupCurve(traces, options('MEAN', 'MIN_MAX'))).toEqual({
    positions: [1, 4, 5], measured: [3, 1, 3], centre: [3, 7, 7], low: [1, 4, 5], high: [5, 9, 9], gaps: [],
    n: 3, runIds: ['a', 'b', 'c'], runIdsWithoutValues: ['empty'], isThinned: false,
  });
});

test('on a logarithmic axis the line goes through the logarithms, unless a value is not above zero', () => {
  const traces = [trace('a', [0, 4, 8], [16, 1, 0]), trace('b', [0, 1, 6, 8], [2, 2, 2, 2])];
  const curve = groupCurve(traces, { ...options('MEAN', 'MIN_MAX'), isLog: true });
  // a at 1 is 16^(3/4) = 8, at 6 half of the way from 1 to 0
  expect(curve).toMatchObject({ positions: [0, 1, 4, 6, 8], measured: [2, 1, 1, 1, 2], high: [16, expect.closeTo(8, 12), 2, 2, 2], low: [2, 2, 1, 0.5, 0] });
});

test('seeds whose measured epochs never meet have a curve where both run', () => {
  const curve = groupCurve([trace('a', [-4, 0, 4], [8, 4, 0]), trace('b', [-2, 2, 6], [2, 4, 6])], options('MEAN', 'MIN_MAX'));
  expect(curve).toMatchObject({ positions: [-2, 0, 2, 4], measured: [1, 1, 1, 1], centre: [4, 3.5, 3, 2.5] });
});

test('one run has a centre and no band', () => {
  expect(groupCurve([trace('a', [1, 2], [4, 5])], options('MEAN', 'CI95'))).toMatchObject({ centre: [4, 5], low: null, high: null, n: 1 });
});

test('a geometric mean of a zero is a gap that says so', () => {
  const curve = groupCurve([trace('a', [1, 2], [1, 0]), trace('b', [1, 2], [4, 1])], options('GEOMETRIC_MEAN', 'MIN_MAX'));
  expect(curve).toMatchObject({ centre: [expect.closeTo(2, 12), null], low: [expect.closeTo(1, 12), null], gaps: [{ index: 1, kind: 'UNDEFINED', reason: expect.stringMatching(/^NOT_POSITIVE: /) }] });
});

test('runs without any values have no curve', () => {
  expect(groupCurve([trace('a', [], [])], options('MEAN', 'STD'))).toMatchObject({ positions: [], n: 0, runIds: [], runIdsWithoutValues: ['a'] });
});

test('the order of the runs changes neither middle nor band, and the middle lies in the band', () => {
  const values = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 30, maxLength: 30 });
  const centre = fc.constantFrom('MEAN' as const, 'GEOMETRIC_MEAN' as const);
  const band = fc.constantFrom('MIN_MAX' as const, 'STD' as const, 'CI95' as const, 'PREDICTION95' as const);
  fc.assert(fc.property(fc.array(values, { minLength: 2, maxLength: 5 }), centre, band, (columns, c, b) => {
    const traces = columns.map((column, i) => trace(String(i), column.map((_, k) => k), column));
    const one = groupCurve(traces, options(c, b));
    const two = groupCurve([...traces].reverse(), options(c, b));
    one.centre.forEach((middle, i) => {
      const slack = 1e-9 * Math.max(...columns.map((column) => column[i]!));
      expect(Math.abs(middle! - two.centre[i]!)).toBeLessThanOrEqual(slack);
      expect(Math.abs(one.low![i]! - two.low![i]!)).toBeLessThanOrEqual(slack * 100);
      expect(one.low![i]! <= middle! + slack && middle! <= one.high![i]! + slack).toBe(true);
    });
  }));
});

test('a long curve is thinned with its extremes kept', () => {
  const positions = Array.from({ length: 100 }, (_, i) => i);
  const values = positions.map((i) => (i === 61 ? 50 : i === 33 ? -50 : Math.sin(i)));
  const curve = groupCurve([trace('a', positions, values)], options('MEAN', 'MIN_MAX', 9));
  expect(curve.isThinned).toBe(true);
  expect(curve.positions.length).toBeLessThanOrEqual(9);
  expect(curve.positions).toEqual(expect.arrayContaining([0, 33, 61, 99]));
});
