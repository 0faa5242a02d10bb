import { expect, test } from 'vitest';
import { commonTitle } from '../../../web/figures/metric-title.ts';

test('a figure of two metrics is called by what their titles begin with', () => {
  expect(commonTitle(['Equal norms of the class means', 'Equal norms of the classifier'])).toBe('Equal norms');
});

test('a figure of one metric has its whole title', () => {
  expect(commonTitle(['Self-duality'])).toBe('Self-duality');
  expect(commonTitle(['Error of the nearest class mean'])).toBe('Error of the nearest class mean');
});

test('titles with nothing in common leave the first', () => {
  expect(commonTitle(['Equal norms', 'Maximal angle'])).toBe('Equal norms');
});
