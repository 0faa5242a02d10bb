import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketExtremes, keptIndices, pointsAlwaysKept } from '../../../server/measuring/thin-series.ts';

const value = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null, freq: 4 });
/** Curves of one run, what they may be thinned to, and a landmark. */
const curves = fc.record({ length: fc.integer({ min: 0, max: 120 }), metricCount: fc.integer({ min: 1, max: 4 }) }).chain(({ length, metricCount }) =>
  fc.record({
    length: fc.constant(length),
    columns: fc.array(fc.array(value, { minLength: length, maxLength: length }), { minLength: metricCount, maxLength: metricCount }),
    maxPoints: fc.integer({ min: pointsAlwaysKept(metricCount), max: 60 }),
    landmark: fc.integer({ min: -1, max: length - 1 }),
  }),
);
const finite = (values: readonly (number | null)[]) => values.filter((each) => each !== null);

test('ten values thinned to seven keep what they must, and the ends of equal neighbourhoods', () => {
  const values = [5, 9, 4, 4, 3, 1, 2, 2, 2, 2];
  // first 0, last 9, largest 1, smallest 5, landmark 6; two more points end the halves, 0-4 and 5-9, and one of them is 9
  expect(keptIndices(10, [values], 7, 6)).toEqual([0, 1, 4, 5, 6, 9]);
  expect(bucketExtremes(values, [0, 1, 4, 5, 6, 9])).toEqual({ min: [5, 9, 3, 1, 2, 2], max: [5, 9, 4, 1, 2, 2] });
});

test('a curve that is short enough is left as it is', () => {
  expect(keptIndices(5, [[1, 2, 3, 4, 5]], 5)).toEqual([0, 1, 2, 3, 4]);
});

test('a bucket without a finite value has no extremes', () => {
  expect(bucketExtremes([1, null, null, 3, null], [0, 2, 4])).toEqual({ min: [1, null, 3], max: [1, null, 3] });
});

test('what is kept ascends, lies in the curve and is not more than allowed', () => {
  fc.assert(fc.property(curves, ({ length, columns, maxPoints, landmark }) => {
    const kept = keptIndices(length, columns, maxPoints, landmark);
    expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
    expect(kept.every((index) => Number.isInteger(index) && index >= 0 && index < length)).toBe(true);
    expect(kept.length).toBe(length <= maxPoints ? length : Math.min(kept.length, maxPoints));
  }));
});

test('first, last, landmark and the extremes of every column are kept', () => {
  fc.assert(fc.property(curves, ({ length, columns, maxPoints, landmark }) => {
    const kept = keptIndices(length, columns, maxPoints, landmark);
    const needed = [...(length > 0 ? [0, length - 1] : []), ...(landmark >= 0 ? [landmark] : [])];
    expect(needed.filter((index) => !kept.includes(index))).toEqual([]);
    for (const column of columns) {
      const [all, shown] = [finite(column), finite(kept.map((index) => column[index]!))];
      if (all.length > 0) expect([Math.min(...shown), Math.max(...shown)]).toEqual([Math.min(...all), Math.max(...all)]);
    }
  }));
});

test('thinning what was thinned leaves it as it is', () => {
  fc.assert(fc.property(curves, ({ length, columns, maxPoints, landmark }) => {
    const kept = keptIndices(length, columns, maxPoints, landmark);
    const thinned = columns.map((column) => kept.map((index) => column[index]!));
    expect(keptIndices(kept.length, thinned, maxPoints, kept.indexOf(landmark))).toEqual(kept.map((_, i) => i));
  }));
});

test('the buckets hold every value once: no value lies outside of its bucket, and the extremes of all are those of the curve', () => {
  fc.assert(fc.property(curves, ({ length, columns, maxPoints, landmark }) => {
    const kept = keptIndices(length, columns, maxPoints, landmark);
    for (const column of columns) {
      const { min, max } = bucketExtremes(column, kept);
      column.forEach((each, i) => {
        const bucket = kept.findIndex((index) => index >= i);
        if (each !== null) expect(min[bucket]! <= each && each <= max[bucket]!).toBe(true);
      });
      expect(Math.min(...finite(min))).toBe(Math.min(...finite(column)));
      expect(Math.max(...finite(max))).toBe(Math.max(...finite(column)));
    }
  }));
});
