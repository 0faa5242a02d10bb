import { expect, test } from 'vitest';
import { collapseRate } from '../../../server/comparison/collapse-rate.ts';
import { atBest, atLast, atTerminalPhase } from '../../../server/comparison/value-at.ts';
import type { Gap } from '../../../server/measuring/series.ts';

const curve = (values: (number | null)[], gaps: Gap[] = []) => ({ epochs: values.map((_, i) => i + 1), column: { values, gaps } });
const pending: Gap = { index: 1, kind: 'PENDING', reason: 'PENDING: wait.' };
const undefinedAt = (index: number): Gap => ({ index, kind: 'UNDEFINED', reason: 'COINCIDING_MEANS: equal.' });

test('the value of the phase, the last and the best come with their epochs', () => {
  const c = curve([5, 2, 3, 2]);
  expect(atTerminalPhase(c, 3)).toEqual({ epoch: 3, value: 3, kind: 'FINITE', reason: null });
  expect(atLast(c)).toMatchObject({ epoch: 4, value: 2 });
  expect(atBest(c, 'FALLS')).toMatchObject({ epoch: 2, value: 2 }); // the first of two
  expect(atBest(c, 'RISES')).toMatchObject({ epoch: 1, value: 5 });
});

test('what is not there says why', () => {
  expect(atTerminalPhase(curve([1]), null)).toMatchObject({ epoch: null, value: null, kind: 'MISSING', reason: expect.stringMatching(/^NO_TERMINAL_PHASE: /) });
  expect(atTerminalPhase(curve([1]), 9)).toMatchObject({ epoch: 9, kind: 'MISSING', reason: expect.stringMatching(/^NOT_RECORDED: .*epoch 9/) });
  expect(atLast(curve([]))).toMatchObject({ epoch: null, kind: 'MISSING' });
  expect(atLast(curve([1, null], [undefinedAt(1)]))).toEqual({ epoch: 2, value: null, kind: 'UNDEFINED', reason: 'COINCIDING_MEANS: equal.' });
  expect(atBest(curve([1]), null)).toMatchObject({ value: null, reason: expect.stringMatching(/^NO_DIRECTION: /) });
  expect(atBest(curve([null], [undefinedAt(0)]), 'FALLS')).toMatchObject({ kind: 'UNDEFINED' });
});

test('neither best nor slope is told while a value is still measured', () => {
  const c = curve([1, null, 3, 4], [pending]);
  expect(atBest(c, 'FALLS')).toMatchObject({ value: null, kind: 'PENDING' });
  expect(collapseRate(c, 'LINEAR', 1)).toBe('PENDING: wait.');
});

test('a power law has its exponent as slope from the terminal phase on, whatever came before', () => {
  const values = Array.from({ length: 20 }, (_, i) => (i < 9 ? 77 : 3 * (i + 1) ** -1.5));
  const rate = collapseRate(curve(values), 'LOG', 10);
  expect(rate).toMatchObject({ scale: 'LOG_LOG', n: 11, firstEpoch: 10, lastEpoch: 20, leftOutCount: 0 });
  if (typeof rate === 'string') throw new Error(rate);
  for (const value of [rate.slope, rate.low, rate.high]) expect(value).toBeCloseTo(-1.5, 10);
  expect(rate.r2).toBeCloseTo(1, 12);
});

test('any other metric has its change an epoch', () => {
  expect(collapseRate(curve([9, 1, 3, 5, 7]), 'LINEAR', 2)).toEqual({ scale: 'LINEAR', slope: 2, low: 2, high: 2, r2: 1, n: 4, firstEpoch: 2, lastEpoch: 5, leftOutCount: 0 });
});

test('values that a logarithmic scale cannot show are left out and counted; two that are left are too few', () => {
  expect(collapseRate(curve([1, 0, 0.1, 0.01, null, 0.001], [undefinedAt(4)]), 'LOG', 1)).toMatchObject({ n: 4, leftOutCount: 2 });
  expect(collapseRate(curve([1, 0, 0.1]), 'LOG', 1)).toMatch(/^TOO_FEW_POINTS: 2 values/);
  expect(collapseRate(curve([1, 2, 3]), 'LINEAR', null)).toMatch(/^NO_TERMINAL_PHASE: /);
});
