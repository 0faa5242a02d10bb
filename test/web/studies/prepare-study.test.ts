import { expect, test } from 'vitest';
import { pathIn, prepareLinks } from '../../../web/studies/prepare-links.ts';
import { prepareGrid, runsHref, statusText } from '../../../web/studies/prepare-study.ts';
import { conditionsIn } from '../../../web/runs/table/filter.ts';

const group = (architecture: string, dataset: string, status: 'COMPLETED' | 'RUNNING' | 'FAILED', runCount: number, terminalPhaseCount = 0) => ({ architecture, dataset, status, runCount, terminalPhaseCount });

test('the grid has the networks and data sets that there are, the paper\'s first and in its order', () => {
  const { columns, rows } = prepareGrid({
    id: 'study_1',
    runGroups: [group('mlp', 'digits', 'COMPLETED', 1), group('vgg', 'CIFAR10', 'COMPLETED', 3, 2), group('vgg', 'CIFAR10', 'FAILED', 1), group('resnet', 'MNIST', 'RUNNING', 1), group('vgg', 'MNIST', 'COMPLETED', 2, 2)],
  });
  expect([columns, rows.map(({ name }) => name)]).toEqual([['MNIST', 'CIFAR10', 'digits'], ['VGG', 'ResNet', 'mlp']]);
  expect(rows[0]!.cells.map(({ runs, reached, state }) => [runs?.text ?? null, reached, state])).toEqual([['2 runs', 'all in terminal phase', 'full'], ['4 runs', '2 in terminal phase', 'full'], [null, '', 'none']]);
  expect(rows[1]!.cells[0]).toMatchObject({ reached: 'training', state: 'training', runs: { place: 'ResNet on MNIST', text: '1 run' } });
  expect(rows[2]!.cells[2]).toMatchObject({ reached: 'phase not reached', state: 'lacking' });
});

test('a cell leads to the table of its runs, whatever signs its names have', () => {
  const href = runsHref('study_1', { network: 'my, net!', dataset: 'A%B' });
  expect(conditionsIn(new URL(href, 'http://x').searchParams)).toEqual([
    { kind: 'network', isNot: false, values: ['my, net!'] },
    { kind: 'dataset', isNot: false, values: ['A%B'] },
    { kind: 'study', isNot: false, values: ['study_1'] },
  ]);
});

test('how runs stand is told in words, those in training first', () => {
  expect(statusText([group('vgg', 'MNIST', 'COMPLETED', 1200), group('vgg', 'SVHN', 'RUNNING', 2), group('vgg', 'SVHN', 'COMPLETED', 1)])).toBe('2 training, 1\u202f201 completed');
});

const ORIGIN = 'http://127.0.0.1:4000';
test.each([
  ['/runs/run_1?tab=depth', 'runs/run_1?tab=depth'],
  [`${ORIGIN}/compare?runs=a,b#top`, 'compare?runs=a,b'],
  ['paper?study=study_1', 'paper?study=study_1'],
  ['https://evil.example/x', null],
  [`${ORIGIN}.evil.example/x`, null],
  ['javascript:alert(1)', null],
  ['//evil.example/x', 'evil.example/x'],
  ['', null],
  ['a b', null],
])('of "%s" a link opens %s', (text, path) => {
  expect(pathIn(text, ORIGIN)).toBe(path);
});

test('links that still open stand first, and say where they lead and how often they did', () => {
  const now = Date.parse('2026-11-25T12:00:00Z');
  const link = { id: 'link_1', path: 'studies/first', showsNames: false, createdBy: 'user_1', createdAt: '2026-11-01T00:00:00Z', expiresAt: '2026-12-25T12:00:00Z', revokedAt: null, useCount: 0, lastUsedAt: null };
  const rows = prepareLinks(
    [{ ...link, id: 'link_2', revokedAt: '2026-11-20T00:00:00Z' }, { ...link, id: 'link_3', expiresAt: '2026-11-20T00:00:00Z', path: '' }, link, { ...link, id: 'link_4', path: 'runs/run_1', showsNames: true, createdBy: null, useCount: 2, lastUsedAt: '2026-11-25T11:30:00Z' }],
    { id: 'study_1', slug: 'first' },
    'user_1',
    now,
  );
  expect(rows.map(({ id, opens, names, used, ends, by, isOver }) => [id, opens, names, used.text, ends.text, by, isOver])).toEqual([
    ['link_1', 'this page', 'hidden', 'never', 'in 30 days', 'you', false],
    ['link_4', '/runs/run_1', 'shown', '2 times, 30 min ago', 'in 30 days', 'nobody signed in', false],
    ['link_2', 'this page', 'hidden', 'never', 'revoked', 'you', true],
    ['link_3', 'the table of its runs', 'hidden', 'never', 'over', 'you', true],
  ]);
});
