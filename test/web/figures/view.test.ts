import { expect, test } from 'vitest';
import { PLAIN_VIEW, viewOf } from '../../../web/figures/view.ts';

test('an address names split, y and x', () => {
  expect(viewOf(new URLSearchParams('split=test&y=log&x=phase'))).toEqual({ split: 'test', y: 'log', x: 'phase', zoom: null, hasRandom: false });
  expect(viewOf(new URLSearchParams('random=1')).hasRandom).toBe(true);
});

test('what an address does not name, or names wrongly, is as usual', () => {
  expect(viewOf(new URLSearchParams('split=validation&y='))).toEqual(PLAIN_VIEW);
});

test('an address names the epochs shown, both ends or none', () => {
  expect(viewOf(new URLSearchParams('from=10&to=40')).zoom).toEqual({ from: 10, to: 40 });
  for (const bad of ['from=10', 'from=40&to=10', 'from=-1&to=3', 'from=a&to=3', 'from=1.5&to=3']) expect(viewOf(new URLSearchParams(bad)).zoom).toBeNull();
});
