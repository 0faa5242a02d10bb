import { expect, test } from 'vitest';
import { waitBeforeTry } from '../../../web/graphql/retry-wait.ts';

test('the wait doubles from one second to thirty', () => {
  expect([0, 1, 2, 3, 4, 5, 100].map((tries) => waitBeforeTry(tries, 0.5))).toEqual([
    1000, 2000, 4000, 8000, 16000, 30000, 30000,
  ]);
});

test('chance spreads the wait by a quarter to both sides', () => {
  expect([waitBeforeTry(0, 0), waitBeforeTry(0, 1)]).toEqual([750, 1250]);
});
