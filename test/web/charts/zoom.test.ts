import { expect, test } from 'vitest';
import { spanOf } from '../../../web/charts/zoom.ts';

test('a drag in either direction is a span of whole epochs, at least one long', () => {
  expect(spanOf(10.4, 39.7)).toEqual([10, 40]);
  expect(spanOf(39.7, 10.4)).toEqual([10, 40]);
  expect(spanOf(7.1, 7.2)).toEqual([7, 8]);
});
