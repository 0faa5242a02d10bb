import { expect, test } from 'vitest';
import { PLAIN_VIEW } from '../../../web/figures/view.ts';
import { pinsOfChart, placeOnChart } from '../../../web/review/note-charts.ts';
import { candidatesOf, type NotedGroup, pinsOfComparison } from '../../../web/review/prepare-compare-notes.ts';
import type { Thread } from '../../../web/review/review-documents.ts';

const run = (id: string, more: object = {}) => ({ id, name: `run ${id}`, lastEpoch: 100, terminalPhaseEpoch: 40, study: { id: 'study_1' }, ...more });
const GROUPS: NotedGroup[] = [
  { key: 'a', isHidden: false, runs: [run('a'), run('b', { terminalPhaseEpoch: 50 })] },
  { key: 'c', isHidden: false, runs: [run('c', { terminalPhaseEpoch: null })] },
  { key: 'd', isHidden: true, runs: [run('d')] },
];
type Anchor = NonNullable<Thread['anchor']>;
const thread = (runId: string, anchor: Partial<Anchor> = {}, more: Partial<Thread> = {}): Thread =>
  ({ id: `thread_${runId}`, number: 1, resolvedAt: null, run: { id: runId, name: `run ${runId}` }, anchor: { metric: 'NC1', split: 'TRAIN', layer: 'last', fromEpoch: 70, toEpoch: 70, cell: [], ...anchor }, ...more }) as Thread;
const pins = (threads: Thread[], align: 'phase' | 'epoch' = 'epoch') => pinsOfComparison('NC1', threads, GROUPS, { align, split: 'TRAIN' }, null);

test('a note stands on the curve of its run, at its epoch or as far behind the terminal phase', () => {
  expect(pins([thread('b')])).toEqual([expect.objectContaining({ from: 70, to: 70, lineId: 'a', traceId: 'b', name: 'Note 1 on run b, open, epoch 70' })]);
  expect(pins([thread('b', { toEpoch: 80 })], 'phase')).toEqual([expect.objectContaining({ from: 20, to: 30, name: 'Note 1 on run b, open, epochs 70 to 80' })]);
});

test('notes on what is not drawn are left out: another metric, split or layer, a hidden group, a run without a terminal phase, no epoch', () => {
  expect(pins([thread('a', { metric: 'NC3_DUALITY' }), thread('a', { split: 'TEST' }), thread('a', { layer: 'block1' }), thread('d'), thread('z'), thread('a', { fromEpoch: null, toEpoch: null })])).toEqual([]);
  expect(pins([thread('c')], 'phase')).toEqual([]);
  expect(pins([thread('c')])).toHaveLength(1);
});

test('a new note is offered the runs of the line that was pointed at, the nearest first, each at its own epoch', () => {
  const found = candidatesOf('NC1', { x: 10, lineId: 'a', traceId: 'b' }, GROUPS, { align: 'phase', split: 'TRAIN' });
  expect(found.map(({ runId, place }) => [runId, place.fromEpoch])).toEqual([['b', 60], ['a', 50]]);
  expect(candidatesOf('NC1', { x: 10, lineId: null }, GROUPS, { align: 'epoch', split: 'TEST' }).map(({ runId, place }) => [runId, place.split])).toEqual([['a', 'TEST'], ['b', 'TEST'], ['c', 'TEST']]);
  // behind the last epoch of all of them
  expect(candidatesOf('NC1', { x: 101, lineId: null }, GROUPS, { align: 'epoch', split: 'TRAIN' })).toEqual([]);
});

const SHOWING = { view: { ...PLAIN_VIEW, split: 'train' as const, x: 'phase' as const }, layer: 'block1', origin: 40, activeId: null };

test('the figures of other tabs have plain epochs, the test images and the last layer, whatever the first tab shows', () => {
  expect(placeOnChart('robustness', { x: 8, lineId: 'ROBUSTNESS_DEEPFOOL test' }, SHOWING)).toEqual({ metric: 'ROBUSTNESS_DEEPFOOL', split: 'TEST', layer: 'last', fromEpoch: 8, toEpoch: 8 });
  expect(placeOnChart('test-accuracy', { x: 8, lineId: null }, SHOWING)).toMatchObject({ metric: 'ERROR', split: 'TEST', fromEpoch: 8 });
  expect(pinsOfChart('robustness', [thread('a', { metric: 'ROBUSTNESS_DEEPFOOL', split: 'TEST' })], SHOWING)).toEqual([expect.objectContaining({ from: 70, lineId: 'ROBUSTNESS_DEEPFOOL test' })]);
});

test('a map of layers has the notes of its metric and split, each on the row of its layer', () => {
  expect(placeOnChart('depth NC1 test', { x: 8, lineId: 'block1' }, SHOWING)).toEqual({ metric: 'NC1', split: 'TEST', layer: 'block1', fromEpoch: 8, toEpoch: 8 });
  expect(pinsOfChart('depth NC1 train', [thread('a'), thread('b', { layer: 'block1' }), thread('c', { split: 'TEST' })], SHOWING).map(({ lineId, from }) => [lineId, from])).toEqual([['last', 70], ['block1', 70]]);
});

test('a chart that no note knows has none', () => {
  expect(pinsOfChart('', [thread('a')], SHOWING)).toEqual([]);
  expect(placeOnChart('cosines', { x: 1, lineId: null }, SHOWING)).toBeNull();
});
