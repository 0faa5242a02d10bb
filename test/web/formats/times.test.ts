import { expect, test } from 'vitest';
import { ago, duration } from '../../../web/formats/times.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('a duration has at most two units', () => {
  expect(
    [35_000, 41 * MINUTE, 2 * HOUR + 12 * MINUTE, 3 * HOUR + 5 * MINUTE, 2 * HOUR, 76 * HOUR, null].map(duration),
  ).toEqual(['35 s', '41 min', '2 h 12 min', '3 h 05 min', '2 h', '3 d 04 h', '–']);
});

test('the second unit never rounds up to a whole first one', () => {
  expect(duration(2 * HOUR - 1)).toBe('2 h');
});

test('a moment is told in the one unit that matters', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  expect(
    [
      '2026-11-24T11:59:30Z',
      '2026-11-24T11:48:00Z',
      '2026-11-24T09:30:00Z',
      '2026-11-23T10:00:00Z',
      '2026-11-14T12:00:00Z',
      null,
    ].map((at) => ago(at, now)),
  ).toEqual(['just now', '12 min ago', '2 h ago', '1 day ago', '10 days ago', '–']);
});
