import { expect, test } from 'vitest';
import { LEAST_WIDTH, MOST_WIDTH, widthsIn } from '../../../../web/runs/table/column-widths.ts';

test('stored widths come back within their bounds, and what is none is left out', () => {
  expect(widthsIn('{"name":320,"NC1@end":3,"seed":1e9,"tags":"wide","status":null}')).toEqual({ name: 320, 'NC1@end': LEAST_WIDTH, seed: MOST_WIDTH });
  expect([widthsIn(null), widthsIn('not JSON'), widthsIn('null')]).toEqual([{}, {}, {}]);
});
