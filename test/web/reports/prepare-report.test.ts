import { expect, test } from 'vitest';
import { captionOf, formulasText, isNowShown, nowAfter, pageStanding, reportViewOf } from '../../../web/reports/prepare-report.ts';
import type { Frozen, Now } from '../../../web/reports/blocks.ts';

const viewOf = (search: string) => reportViewOf(new URLSearchParams(search));
const KEYS = ['a1', 'b2', 'c3'];

test('version and switches are read from the address; what is wrong there is as usual', () => {
  expect(viewOf('version=3&now=a1,b2')).toEqual({ version: 3, now: ['a1', 'b2'] });
  expect(viewOf('now=all')).toEqual({ version: null, now: 'all' });
  expect(viewOf('version=0&now=%3Cb%3E')).toEqual({ version: null, now: [] });
});

test('a block that is switched keeps the others as they were', () => {
  expect(nowAfter(viewOf(''), KEYS, 'b2', true)).toBe('b2');
  expect(nowAfter(viewOf('now=b2'), KEYS, 'a1', true)).toBe('a1,b2');
  expect(nowAfter(viewOf('now=a1,b2'), KEYS, 'c3', true)).toBe('all');
  expect(nowAfter(viewOf('now=all'), KEYS, 'b2', false)).toBe('a1,c3');
  expect(nowAfter(viewOf('now=b2'), KEYS, 'b2', false)).toBeNull();
  expect(nowAfter(viewOf('now=gone'), KEYS, 'b2', false)).toBeNull();
  expect(isNowShown(viewOf('now=all'), 'x')).toBe(true);
});

test('the caption says of when the data are, and by which formulas', () => {
  const frozen = { at: '2026-11-24T03:19:38', formulas: { NC1: 1, LOSS: 2 } } as unknown as Frozen;
  const now = { answer: {}, formulas: { NC1: 3 } } as unknown as Now;
  expect(captionOf(frozen, now, false, null)).toBe('data of 2026-11-24 03:19:38, NC1 formula 1, LOSS formula 2');
  expect(captionOf(frozen, now, true, null)).toBe('data of now, NC1 formula 3');
  expect(captionOf(frozen, null, true, null)).toContain('data of 2026-11-24');
  expect(formulasText({ A: 1, B: 1, C: 1 })).toBe('3 metrics by formula 1');
});

test('the page says how many blocks differ, and nothing before it knows', () => {
  const of = (kind: 'unknown' | 'same' | 'changed' | 'gone') => ({ kind, mark: '', changes: [] });
  expect(pageStanding([of('unknown'), of('unknown')])).toBe('');
  expect(pageStanding([of('same'), of('unknown')])).toBe('');
  expect(pageStanding([of('same'), of('same')])).toBe('All blocks are the same now.');
  expect(pageStanding([of('changed'), of('same'), of('gone')])).toBe('1 block differs now, 1 block cannot be answered now');
});
