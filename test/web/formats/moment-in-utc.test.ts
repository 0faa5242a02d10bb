import { afterEach, expect, test } from 'vitest';
import { clock, moment, sayTimesInUtc } from '../../../web/formats/times.ts';

afterEach(() => sayTimesInUtc(false));

test('while a page is not alive its times are in UTC, and say so', () => {
  const iso = '2026-03-04T23:30:05.000Z';
  const own = moment(iso);
  sayTimesInUtc(true);
  expect(moment(iso)).toBe('2026-03-04 23:30:05 UTC');
  expect(clock(new Date(iso))).toBe('23:30:05 UTC');
  sayTimesInUtc(false);
  expect(moment(iso)).toBe(own);
  expect(own).not.toContain('UTC');
});
