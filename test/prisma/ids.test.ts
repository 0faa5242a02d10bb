import { expect, test } from 'vitest';
import { newId } from '../../prisma/ids.ts';

test('an id says what it names', () => {
  const version7 = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
  for (const [kind, prefix] of [
    ['run', 'run'],
    ['study', 'study'],
    ['snapshot', 'snap'],
    ['checkpoint', 'ckpt'],
  ] as const)
    expect(newId(kind)).toMatch(new RegExp(`^${prefix}_${version7}$`));
});

test('ids made one after the other sort in that order', () => {
  const ids = Array.from({ length: 10_000 }, () => newId('run'));
  expect([...ids].sort()).toEqual(ids);
});
