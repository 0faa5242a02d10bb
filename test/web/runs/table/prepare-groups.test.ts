import { expect, test } from 'vitest';
import { columnOf } from '../../../../web/runs/table/columns.ts';
import { groupCell, groupsOf, itemsOf } from '../../../../web/runs/table/prepare-groups.ts';
import { entry, finite } from './entries.ts';

const NC1 = columnOf('NC1@end')!;
const seeds = [0.1, 0.2, 0.6].map((nc1, i) => entry({ id: `run_${i}`, seed: i }, nc1));

test('runs that differ in their seed alone are one group; any other setting parts them', () => {
  const slow = entry({ id: 'run_9', optimiser: { kind: 'sgd', learningRate: 0.01, momentum: 0.9, weightDecay: 5e-4, batchSize: 128 } });
  const groups = groupsOf([...seeds, slow], 'all-but-seed');
  expect(groups.map(({ entries }) => entries.length)).toEqual([3, 1]);
  expect(groups.map(({ label }) => label)).toEqual(['VGG13, MNIST, learning rate 0.1', 'VGG13, MNIST, learning rate 0.01']);
});

test('groups stand in the order of their first runs', () => {
  const list = [entry({ id: 'a', dataset: 'STL10' }), entry({ id: 'b' }), entry({ id: 'c', dataset: 'STL10' })];
  expect(groupsOf(list, 'dataset').map(({ key, entries }) => [key, entries.length])).toEqual([['STL10', 2], ['MNIST', 1]]);
});

test('a group carries mean and range, and says of how many where some have no value', () => {
  expect(groupCell(seeds, NC1)).toEqual({ text: '0.300', detail: '0.100\u202f–\u202f0.600' });
  expect(groupCell([...seeds, entry({ id: 'none' }, null)], NC1).detail).toBe('0.100\u202f–\u202f0.600, 3 of 4');
  expect(groupCell([entry({}, null)], NC1)).toEqual({ text: '–', detail: '' });
  expect(groupCell([entry({}, 0)], NC1)).toEqual({ text: '0', detail: '' });
});

test('the range of accuracies goes from the worst to the best', () => {
  const of = (error: number) => ({ ...entry(), values: new Map([['ERROR.test@end', finite(error)]]) });
  expect(groupCell([of(0.1), of(0.3)], columnOf('ERROR.test@end')!)).toEqual({ text: '80.0\u202f%', detail: '70.0\u202f%\u202f–\u202f90.0\u202f%' });
});

test('of settings it carries what all have in common, or how many there are', () => {
  const mixed = [entry(), entry({ dataset: 'STL10', status: 'FAILED' })];
  expect(groupCell(mixed, columnOf('dataset')!).text).toBe('2 different');
  expect(groupCell(mixed, columnOf('status')!)).toEqual({ text: '1 completed', detail: '1 failed' });
  expect(groupCell(seeds, columnOf('status')!).text).toBe('all completed');
  expect(groupCell(seeds, columnOf('network')!).text).toBe('VGG13');
});

test('only the runs of open groups are lines', () => {
  const kinds = (open: string[]) => itemsOf(seeds, 'dataset', new Set(open)).map(({ kind }) => kind);
  expect(kinds([])).toEqual(['group']);
  expect(kinds(['MNIST'])).toEqual(['group', 'run', 'run', 'run']);
  expect(itemsOf(seeds, 'none', new Set())).toHaveLength(3);
});
