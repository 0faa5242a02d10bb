import { expect, test } from 'vitest';
import type { ChoosableRun } from '../../../web/comparison/comparison-documents.ts';
import { prepareChoices } from '../../../web/comparison/prepare-choices.ts';

const run = (id: string, change: Partial<ChoosableRun> = {}): ChoosableRun => ({ id, name: `run ${id}`, architecture: 'vgg', depth: 6, width: 8, dataset: 'MNIST', seed: 1, status: 'COMPLETED', lastEpoch: 10, plannedEpochCount: 10, tags: [], study: { name: 'widths' }, ...change });
const list = (...nodes: ChoosableRun[]) => ({ newest: { totalCount: nodes.length, nodes } });

test('every word of the search is found somewhere in a run', () => {
  const runs = list(run('a', { tags: ['kept'] }), run('b', { dataset: 'CIFAR10' }), run('c'));
  expect(prepareChoices(runs, 'vgg6 cifar', []).rows.map(({ id }) => id)).toEqual(['b']);
  expect(prepareChoices(runs, 'KEPT', []).rows.map(({ id }) => id)).toEqual(['a']);
  expect(prepareChoices(runs, 'widths', []).note).toBe('3 found.');
  expect(prepareChoices(runs, 'resnet', []).note).toBe('No run has these words.');
});

test('chosen runs come first, and only runs with an epoch are added together', () => {
  const { rows, addable } = prepareChoices(list(run('a'), run('b', { lastEpoch: 0, status: 'QUEUED' }), run('c')), '', ['c']);
  expect(rows.map(({ id, isChosen }) => [id, isChosen])).toEqual([['c', true], ['a', false], ['b', false]]);
  expect(addable).toEqual(['a']);
});

test('older runs that the record found stand behind the newest', () => {
  const newest = { totalCount: 1840, nodes: [run('a')] };
  expect(prepareChoices({ newest, found: { totalCount: 2, nodes: [run('a'), run('old')] } }, 'run', []).rows.map(({ id }) => id)).toEqual(['a', 'old']);
  expect(prepareChoices({ newest }, '', []).note).toBe('1\u202f840 runs; a word finds older ones.');
});
