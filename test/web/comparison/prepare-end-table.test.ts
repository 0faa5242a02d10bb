import { expect, test } from 'vitest';
import { judged, meanOf, prepareEndTable } from '../../../web/comparison/prepare-end-table.ts';
import { ERROR, NC1, exampleGroups, summariesAnswer } from './examples.ts';

const summaries = summariesAnswer({ a1: { NC1: 0.1, ERROR: 0.2 }, a2: { NC1: 0.4, ERROR: 0.22 }, b1: { NC1: 0.01, ERROR: 0.25 }, b2: { NC1: 0.04, ERROR: 0.27 } });

test('each group has the mean of its runs and the change from the baseline, judged against the range of its seeds', () => {
  const { columns, rows, text } = prepareEndTable(exampleGroups(), summaries, [NC1, ERROR]);
  expect(columns.map(({ head }) => head)).toEqual(['NC1', 'Test error']);
  const [baseline, other] = rows.map(({ cells }) => cells.map(({ text, change, verdict }) => [text, change, verdict]));
  // geometric means 0.2 and 0.02; of shares the plain mean
  expect(baseline).toEqual([['0.200', null, 'within'], ['21\u202f%', null, 'within']]);
  expect(other).toEqual([['0.020', '−90\u202f%', 'better'], ['26\u202f%', '+5.0\u202fpt', 'worse']]);
  expect(text.rows[0]!.slice(0, 2)).toEqual(['Weight decay 5e-4', 2]);
});

test('a baseline of one run judges nothing', () => {
  expect(judged(NC1, 0.1, 0.2, [0.2])).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('one run') });
});

test('a change within the range of seeds is none', () => {
  expect(judged(NC1, 0.3, 0.2, [0.1, 0.4]).verdict).toBe('within');
});

test('nearer to the value at collapse is better, on whichever side', () => {
  const cosine = { direction: null, valueAtCollapse: -0.1, unit: '' };
  expect(judged(cosine, -0.12, -0.2, [-0.21, -0.19]).verdict).toBe('better');
  expect(judged(cosine, 0.2, -0.2, [-0.21, -0.19]).verdict).toBe('worse');
  expect(judged({ ...cosine, valueAtCollapse: null }, 0.2, -0.2, [-0.21, -0.19]).verdict).toBe('unknown');
});

test('a geometric mean needs values above zero', () => {
  expect(meanOf([0.01, 1], true)).toBeCloseTo(0.1, 12);
  expect(meanOf([0, 1], true)).toBe(0.5);
  expect(meanOf([], true)).toBeNull();
});
