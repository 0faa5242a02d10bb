import { expect, test } from 'vitest';
import { FIGURES } from '../../../web/figures/catalogue.ts';
import type { MetricEntry } from '../../../web/figures/metric-entry.ts';
import { PLAIN_VIEW } from '../../../web/figures/view.ts';
import { anchorWords, countsText, epochsText, pinsOfFigure, placeOn } from '../../../web/review/prepare-notes.ts';
import type { Thread } from '../../../web/review/review-documents.ts';

const metric = (id: MetricEntry['id'], more: Partial<MetricEntry> = {}) => ({ id, symbol: 'NC1', title: 'Within-class spread', figure: 'Fig. 6', unit: 'number', ...more }) as MetricEntry;
const METRICS = [metric('NC1'), metric('NC4_MISMATCH', { symbol: 'NC4', unit: 'share' }), metric('NC2_EQUINORM_MEANS', { symbol: 'NC2', title: 'Equal norms of the class means' })];
const figure = (id: string) => FIGURES.find((found) => found.id === id)!;

type Anchor = NonNullable<Thread['anchor']>;
const thread = (anchor: Partial<Anchor> | null, more: Partial<Thread> = {}): Thread => ({
  ...{ id: 'thread_1', number: 1, runName: 'a', isRunDeleted: false, createdAt: '2026-11-25T10:00:00Z', resolvedAt: null, resolvedBy: null, run: { id: 'run_1', name: 'a' }, comments: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] } },
  anchor: anchor && { metric: 'NC1', split: 'TRAIN', layer: 'last', fromEpoch: 70, toEpoch: 70, cell: [], value: 0.19, formulaVersion: 1, isOutdated: false, valueNow: 0.19, ...anchor },
  ...more,
});

test('a point is told with its value, a span without, the run as a whole as nothing', () => {
  expect(anchorWords(thread({}), METRICS)).toEqual({ what: 'NC1', of: 'train, last layer', where: 'epoch 70', value: '0.190', change: null });
  expect(anchorWords(thread({ metric: 'NC2_EQUINORM_MEANS', toEpoch: 90, layer: 'stage1' }), METRICS)).toMatchObject({ what: 'Equal norms of the class means', of: 'train, stage1', where: 'epochs 70 to 90', value: null });
  expect(anchorWords(thread(null), METRICS)).toBeNull();
  expect(epochsText(null, null)).toBe('all epochs');
});

test('a value that is another one now is told as then and now', () => {
  expect(anchorWords(thread({ isOutdated: true, valueNow: 0.25 }), METRICS)?.change).toBe('It was 0.190 when this was written and is 0.250 now.');
  expect(anchorWords(thread({ isOutdated: true, valueNow: null }), METRICS)?.change).toMatch(/changed since/);
  expect(anchorWords(thread({ isOutdated: null, valueNow: 0.25 }), METRICS)?.change).toBeNull();
});

test('notes are counted, the resolved apart', () => {
  expect(countsText([thread({})])).toBe('1 open');
  expect(countsText([thread({}), thread({}, { resolvedAt: '2026-11-25T11:00:00Z' })])).toBe('1 open, 1 resolved');
});

test('a figure has the pins of its metrics, of the layer and split that it shows, counted as its axis is', () => {
  const show = { view: PLAIN_VIEW, layer: 'last', origin: 0, activeId: null };
  const pins = (threads: Thread[], more: object = {}) => pinsOfFigure(figure('nc1'), threads, { ...show, ...more });
  expect(pins([thread({})])).toMatchObject([{ number: 1, from: 70, to: 70, lineId: 'NC1 train', isActive: false, name: 'Note 1, open, epoch 70' }]);
  expect(pins([thread({})], { origin: 40, activeId: 'thread_1' })).toMatchObject([{ from: 30, to: 30, isActive: true }]);
  expect(pins([thread({ metric: 'NC4_MISMATCH' }), thread({ layer: 'stage1' }), thread(null), thread({ fromEpoch: null, toEpoch: null })])).toEqual([]);
  expect(pins([thread({ split: 'TEST' })], { view: { ...PLAIN_VIEW, split: 'train' } })).toEqual([]);
  expect(pinsOfFigure(figure('error'), [thread({ metric: 'ERROR', split: 'TEST' })], show)).toMatchObject([{ lineId: 'test' }]);
});

test('a place under the pointer is of that line; without a line of the first one that is shown', () => {
  const show = { view: PLAIN_VIEW, layer: 'last', origin: 40 };
  expect(placeOn(figure('equal-norms'), { x: 30, lineId: 'NC2_EQUINORM_WEIGHTS train' }, show)).toEqual({ metric: 'NC2_EQUINORM_WEIGHTS', split: 'TRAIN', layer: 'last', fromEpoch: 70, toEpoch: 70 });
  expect(placeOn(figure('nc4'), { x: 30, lineId: null }, { ...show, view: { ...PLAIN_VIEW, split: 'test' } })).toMatchObject({ metric: 'NC4_MISMATCH', split: 'TEST' });
  expect(placeOn(figure('loss'), { x: 30, lineId: 'test' }, show)).toMatchObject({ metric: 'LOSS', split: 'TEST' });
});
