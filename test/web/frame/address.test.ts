import { expect, test } from 'vitest';
import { changed } from '../../../web/frame/address.ts';

test('a change keeps what else the address says', () => {
  expect(changed('tab=log&split=test', { split: 'both', y: 'log' })).toBe('?tab=log&split=both&y=log');
});

test('null takes a name away, and nothing left means no question mark', () => {
  expect(changed('split=test', { split: null })).toBe('');
});
