import { expect, test } from 'vitest';
import { chunked, finalReason } from '../../../../web/runs/table/prepare-selection.ts';
import { entry } from './entries.ts';

const inStudy = (id: string, finalAt: string | null) => entry({ id, study: { id: `study of ${id}`, name: 'S', finalAt } });

test('runs of a final study are named as the reason, those of an open one are free', () => {
  const entries = [inStudy('a', '2026-01-01T00:00:00Z'), inStudy('b', null), inStudy('c', '2026-01-01T00:00:00Z')];
  expect(finalReason(['b', 'elsewhere'], entries)).toBeNull();
  expect(finalReason(['a', 'c'], entries)).toBe('Their study is final: it changes no more');
  expect(finalReason(['a', 'b'], entries)).toBe('1 run of a final study changes no more');
  expect(finalReason(['a', 'b', 'c'], entries)).toBe('2 runs of a final study change no more');
});

test('a list is cut into pieces of at most so many', () => {
  expect(chunked([1, 2, 3], 2)).toEqual([[1, 2], [3]]);
});
