import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupCurve, type Trace } from '../../../server/comparison/group-curve.ts';

const trace = (runId: string, positions: number[], values: (number | null)[]): Trace => ({ runId, positions, values });

test('there is a point only where every run with values has one', () => {
  const traces = [trace('a', [1, 2, 3, 5], [1, 2, 3, 5]), trace('b', [1, 2, 4, 5], [3, null, 9, 7]), trace('c', [1, 5, 6], [5, 9, 1]), trace('empty', [1], [null])];
  expect(groupCurve(traces, 'MEAN', 'MIN_MAX', 400)).toEqual({
    positions: [1, 5], centre: [3, 7], low: [1, 5], high: [5, 9], gaps: [],
    n: 3, runIds: ['a', 'b', 'c'], runIdsWithoutValues: ['empty'], isThinned: false,
  });
});

test('one run has a centre and no band', () => {
  expect(groupCurve([trace('a', [1, 2], [4, 5])], 'MEAN', 'CI95', 400)).toMatchObject({ centre: [4, 5], low: null, high: null, n: 1 });
});

test('a geometric mean of a zero is a gap that says so', () => {
  const curve = groupCurve([trace('a', [1, 2], [1, 0]), trace('b', [1, 2], [4, 1])], 'GEOMETRIC_MEAN', 'MIN_MAX', 400);
  expect(curve).toMatchObject({ centre: [expect.closeTo(2, 12), null], low: [expect.closeTo(1, 12), null], gaps: [{ index: 1, kind: 'UNDEFINED', reason: expect.stringMatching(/^NOT_POSITIVE: /) }] });
});

test('runs without any values have no curve', () => {
  expect(groupCurve([trace('a', [], [])], 'MEAN', 'STD', 400)).toMatchObject({ positions: [], n: 0, runIds: [], runIdsWithoutValues: ['a'] });
});

test('the order of the runs changes neither middle nor band, and the middle lies in the band', () => {
  const values = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 30, maxLength: 30 });
  const centre = fc.constantFrom('MEAN' as const, 'GEOMETRIC_MEAN' as const);
  const band = fc.constantFrom('MIN_MAX' as const, 'STD' as const, 'CI95' as const, 'PREDICTION95' as const);
  fc.assert(fc.property(fc.array(values, { minLength: 2, maxLength: 5 }), centre, band, (columns, c, b) => {
    const traces = columns.map((column, i) => trace(String(i), column.map((_, k) => k), column));
    const one = groupCurve(traces, c, b, 400);
    const two = groupCurve([...traces].reverse(), c, b, 400);
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
  const curve = groupCurve([trace('a', positions, values)], 'MEAN', 'MIN_MAX', 9);
  expect(curve.isThinned).toBe(true);
  expect(curve.positions.length).toBeLessThanOrEqual(9);
  expect(curve.positions).toEqual(expect.arrayContaining([0, 33, 61, 99]));
});
