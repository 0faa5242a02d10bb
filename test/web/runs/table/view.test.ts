import { expect, test } from 'vitest';
import { columnOf, movedColumn, PLAIN_COLUMNS } from '../../../../web/runs/table/columns.ts';
import { type Condition, conditionAddress, conditionsIn, filterOf } from '../../../../web/runs/table/filter.ts';
import { nextSort, orderOf, questionOf, runsViewOf, withView } from '../../../../web/runs/table/view.ts';

const viewOf = (search: string) => runsViewOf(new URLSearchParams(search));
const CONDITIONS: Condition[] = [
  { kind: 'status', isNot: false, values: ['RUNNING', 'COMPLETED'] },
  { kind: 'network', isNot: true, values: ['vgg'] },
  { kind: 'tag', isNot: false, values: ['100 %, all', '!odd'] },
  { kind: 'phase', isReached: true },
  { kind: 'value', place: { metric: 'NC1', split: 'TRAIN', at: 'end' }, sign: '<', than: 0.1 },
  { kind: 'value', place: { metric: 'ERROR', split: 'TEST', at: 'best' }, sign: '>', than: -1e-3 },
];

test('an empty address is the usual view, and the usual view is not written into one', () => {
  const view = viewOf('');
  expect(view.columns.map(({ id }) => id)).toEqual(PLAIN_COLUMNS);
  expect(view).toMatchObject({ sort: null, conditions: [], match: 'all', text: '', isArchived: false, grouping: 'none', isConstantHidden: false });
  expect(withView('', view)).toBe('');
});

test('conditions come back from an address as they were, also with commas and signs in a tag', () => {
  const search = withView('?view=abc', { conditions: CONDITIONS, match: 'any', grouping: 'all-but-seed' });
  expect(viewOf(search)).toMatchObject({ conditions: CONDITIONS, match: 'any', grouping: 'all-but-seed' });
  expect(new URLSearchParams(search).get('view')).toBe('abc');
  expect(withView(search, { conditions: [], match: 'all', grouping: 'none' })).toBe('?view=abc');
  expect(CONDITIONS.map((each) => conditionAddress(each).join('='))).toContain('value=NC1@end<0.1');
});

test('the order of the columns and whether constant ones are hidden stand in the address; a new order asks nothing anew', () => {
  const columns = ['seed', 'NC1@end', 'ERROR.test@end'].map((id) => columnOf(id)!);
  const search = withView('', { columns, isConstantHidden: true });
  expect(search).toBe('?columns=seed%2CNC1%40end%2CERROR.test%40end&constant=hidden');
  expect(viewOf(search)).toMatchObject({ isConstantHidden: true });
  expect(withView(search, { isConstantHidden: false })).not.toContain('constant');
  const moved = movedColumn(columns, 'ERROR.test@end', 'seed');
  expect(questionOf({ ...viewOf(search), columns: moved })).toEqual(questionOf(viewOf(search)));
});

test('a column is put before another or at the end; one that is not there moves nothing', () => {
  const columns = ['status', 'seed', 'epoch'].map((id) => columnOf(id)!);
  const after = (id: string, before: string | null) => movedColumn(columns, id, before).map((column) => column.id).join(' ');
  expect(after('epoch', 'status')).toBe('epoch status seed');
  expect(after('status', 'epoch')).toBe('seed status epoch');
  expect(after('status', null)).toBe('seed epoch status');
  expect([after('seed', 'seed'), after('tags', 'seed')]).toEqual(['status seed epoch', 'status seed epoch']);
});

test('what an address names wrongly is left out', () => {
  expect(conditionsIn(new URLSearchParams('status=sleeping&value=NC1@noon<1&value=NC1@end<&value=NC1@end<x&phase=perhaps&tag='))).toEqual([]);
  const view = viewOf('columns=status,nothing,NC1@end,status,__proto__&sort=constructor&group=colour');
  expect(view.columns.map(({ id }) => id)).toEqual(['status', 'NC1@end']);
  expect(view).toMatchObject({ sort: null, grouping: 'none' });
});

test('the text and the archive always narrow; the conditions are joined by "and" or "or"', () => {
  const filter = filterOf({ conditions: CONDITIONS.slice(0, 2), match: 'any', text: 'seed', isArchived: false });
  expect(filter).toEqual({ isArchived: false, text: 'seed', or: [{ status: ['RUNNING', 'COMPLETED'] }, { not: { architecture: ['vgg'] } }] });
  expect(filterOf({ conditions: [CONDITIONS[4]!], match: 'all', text: '', isArchived: true })).toEqual({
    isArchived: true,
    and: [{ metric: { name: 'NC1', split: 'TRAIN', at: 'LAST', layer: 'last', lt: 0.1 } }],
  });
  expect(filterOf({ conditions: [], match: 'any', text: '', isArchived: false })).toEqual({ isArchived: false });
});

test('several studies are one or the other', () => {
  const filter = filterOf({ conditions: [{ kind: 'study', isNot: false, values: ['a', 'b'] }], match: 'all', text: '', isArchived: false });
  expect(filter.and).toEqual([{ or: [{ studyId: 'a' }, { studyId: 'b' }] }]);
});

test('a head pressed three times sorts one way, the other way, and not at all', () => {
  const once = nextSort({ column: 'name', isDescending: false }, 'NC1@end');
  expect(once).toEqual({ column: 'NC1@end', isDescending: false });
  const twice = nextSort(once, 'NC1@end');
  expect(twice).toEqual({ column: 'NC1@end', isDescending: true });
  expect(nextSort(twice, 'NC1@end')).toBeNull();
});

test('accuracy is ordered by the error turned round, the best first', () => {
  const sort = nextSort(null, 'ERROR.test@end');
  expect(sort?.isDescending).toBe(true);
  expect(orderOf(sort)).toEqual({ key: 'METRIC', direction: 'ASC', metric: { name: 'ERROR', split: 'TEST', at: 'LAST', layer: 'last' } });
  expect(orderOf({ column: 'phase', isDescending: true })).toEqual({ key: 'TERMINAL_PHASE_EPOCH', direction: 'DESC' });
  expect(orderOf(null)).toBeNull();
});
