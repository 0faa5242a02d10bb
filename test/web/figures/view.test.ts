import { expect, test } from 'vitest';
import { PLAIN_VIEW, viewOf } from '../../../web/figures/view.ts';

test('an address names split, y and x', () => {
  expect(viewOf(new URLSearchParams('split=test&y=log&x=phase'))).toEqual({ split: 'test', y: 'log', x: 'phase' });
});

test('what an address does not name, or names wrongly, is as usual', () => {
  expect(viewOf(new URLSearchParams('split=validation&y='))).toEqual(PLAIN_VIEW);
});
