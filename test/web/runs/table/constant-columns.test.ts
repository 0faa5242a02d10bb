import { expect, test } from 'vitest';
import { columnOf, headOf } from '../../../../web/runs/table/columns.ts';
import { constantColumns } from '../../../../web/runs/table/constant-columns.ts';
import { entry } from './entries.ts';

const among = (entries: ReturnType<typeof entry>[], ids: string[], sorted: string | null = null) => {
  const columns = ids.map((id) => columnOf(id)!);
  return constantColumns(entries, columns, columns.map((column) => headOf(column, [])), sorted);
};

test('a column that says the same of every run is found, with what it says', () => {
  expect(among([entry({ id: 'a' }), entry({ id: 'b', dataset: 'FashionMNIST' })], ['status', 'network', 'dataset', 'nc1-curve'])).toEqual([
    { id: 'status', words: 'Status completed' },
    { id: 'network', words: 'Network VGG13' },
  ]);
});

test('values are the same only digit by digit, and one that is not computed yet never is', () => {
  expect(among([entry({}, 0.1481), entry({}, 0.1482)], ['NC1@end'])).toEqual([]);
  expect(among([entry(), entry()], ['NC1@end'])).toEqual([{ id: 'NC1@end', words: 'NC1 end 0.148' }]);
  const pending = { ...entry(), values: new Map([['NC1@end', { epoch: 1, value: null, kind: 'PENDING', reason: null } as const]]) };
  expect(among([pending, { ...pending, run: { ...pending.run, id: 'b' } }], ['NC1@end'])).toEqual([]);
});

test('one row has no constant columns, and the sorted column stays', () => {
  expect(among([entry()], ['status'])).toEqual([]);
  expect(among([entry(), entry()], ['status', 'seed'], 'seed').map(({ id }) => id)).toEqual(['status']);
});
