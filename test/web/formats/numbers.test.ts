import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accuracy, change, count, exact, metric, plain, pointChange, power, share } from '../../../web/formats/numbers.ts';

const T = '\u202f';

test('a metric has three decimals from 0.01 to 1, about three digits elsewhere, and 0 only for an exact zero', () => {
  const cases: [number | null, string][] = [
    [0.148, '0.148'],
    [0.1, '0.100'],
    [0.0083, '0.0083'],
    [1.34, '1.34'],
    [12.64, '12.6'],
    [148.2, '148'],
    [1840, `1${T}840`],
    [3.2e-5, '3.2e-5'],
    [2e7, '2.0e7'],
    [0, '0'],
    [null, '–'],
    [-0.25, '−0.250'],
  ];
  expect(cases.map(([value]) => metric(value))).toEqual(cases.map(([, text]) => text));
});

test('rounding never adds a digit at the border of two forms', () => {
  expect([0.9996, 9.996, 99.96, 999.6, 0.00996].map(metric)).toEqual(['1.00', '10.0', '100', `1${T}000`, '0.010']);
});

test('a share has whole per cents from 10 %, one decimal below', () => {
  expect([0.15, 0.022, 0.0996, 0, 1].map(share)).toEqual([`15${T}%`, `2.2${T}%`, `10${T}%`, `0${T}%`, `100${T}%`]);
});

test('one wrong image in fifty thousand is not 0 %, and one right one too few is not 100 %', () => {
  expect([share(0.00002), accuracy(0.00002), accuracy(0)]).toEqual([`0.002${T}%`, `99.998${T}%`, `100${T}%`]);
});

test('no share that is not exactly 0 or 1 reads 0 % or 100 %', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (value) => {
      expect([`0${T}%`, `0.0${T}%`, `100${T}%`, `100.0${T}%`]).not.toContain(share(value));
      expect([`0.0${T}%`, `100${T}%`, `100.0${T}%`]).not.toContain(accuracy(value));
    }),
  );
});

test('a metric read back is within five per cent of the value', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (value) => {
      const read = Number(metric(value).replaceAll(T, ''));
      expect(Math.abs(read - value) / value).toBeLessThan(0.051);
    }),
  );
});

test('a change carries its sign, with a true minus', () => {
  expect([change(0.247, 0.148), change(1, 1.031), change(2, 2), change(0, 1)]).toEqual([
    `−40${T}%`,
    `+3.1${T}%`,
    `±0${T}%`,
    '–',
  ]);
});

test('counts are grouped by thousands', () => {
  expect([0, 999, 1840, 1234567, null].map(count)).toEqual(['0', '999', `1${T}840`, `1${T}234${T}567`, '–']);
});

test('the exact form is the float64 itself', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: Number.MIN_VALUE }),
      (value) => Number(exact(value)) === value,
    ),
  );
});

test('ticks are powers of ten or digits without the dust of float arithmetic', () => {
  expect([power(-1), power(3), power(0), plain(0.1 + 0.2), plain(-40)]).toEqual(['10⁻¹', '10³', '10⁰', '0.3', '−40']);
});

test('a change of a share is told in points, with its sign; one that rounds to zero has none', () => {
  expect([pointChange(0.9, 0.95), pointChange(0.95, 0.9), pointChange(0.9, 0.9001), pointChange(null, 0.9)]).toEqual(['+5.0\u202fpt', '−5.0\u202fpt', '±0.0\u202fpt', '–']);
});
