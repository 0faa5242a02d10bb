import { expect, test } from 'vitest';
import type { FigureData, SplitCurves } from '../../../web/figures/figure-data.ts';
import type { MetricEntry } from '../../../web/figures/metric-entry.ts';
import { prepareFigures } from '../../../web/figures/prepare-figure.ts';
import { crosshairStops, equalWithinColumns } from '../../../web/figures/prepare-stops.ts';
import { PLAIN_VIEW, type View } from '../../../web/figures/view.ts';

const entry = (id: MetricEntry['id'], change: Partial<MetricEntry>): MetricEntry => ({
  id,
  symbol: 'NC2',
  title: id,
  formula: 'a - b',
  valueAtCollapse: 0,
  axis: 'LINEAR',
  unit: '',
  version: 1,
  source: '',
  conventions: [],
  figure: 'Fig. 2',
  ...change,
});
const metrics = [
  entry('ERROR', { symbol: 'Err', title: 'Error', unit: 'share', figure: null }),
  entry('NC1', { symbol: 'NC1', title: 'Spread', axis: 'LOG', figure: 'Fig. 6' }),
  entry('NC2_EQUINORM_MEANS', { title: 'Equal norms of the class means' }),
  entry('NC2_EQUINORM_WEIGHTS', { title: 'Equal norms of the classifier' }),
];
const curves = (change: Partial<SplitCurves> = {}): SplitCurves => ({
  epochs: [1, 5],
  columns: [
    { metric: 'NC1', values: [9, 0.5] },
    { metric: 'NC2_EQUINORM_MEANS', values: [0.5, 0.1] },
    { metric: 'NC2_EQUINORM_WEIGHTS', values: [0.2, 0.1] },
  ],
  gaps: [],
  ...change,
});
const data = (change: Partial<FigureData> = {}): FigureData => ({
  terminalPhaseEpoch: 5,
  isPhaseProvisional: false,
  lastEpoch: 5,
  plannedEpochs: 10,
  isEnded: true,
  loss: 'MSE',
  history: {
    epochs: [1, 2, 5],
    trainError: [0.5, null, 0],
    testError: [0.6, null, 0.1],
    trainLoss: [2, null, 0.1],
    testLoss: [2, null, 0.5],
  },
  train: curves(),
  test: curves(),
  sizes: null,
  ...change,
});
const figure = (id: string, change: Partial<FigureData> = {}, view: Partial<View> = {}) =>
  prepareFigures(data(change), metrics, { ...PLAIN_VIEW, ...view }).find((each) => each.id === id)!;
const labels = (id: string, view: Partial<View> = {}) =>
  figure(id, {}, view).chart.lines.map((line) => `${line.label} ${line.colour}${line.isDashed ? ' dashed' : ''}`);

test('the figures stand in the order of the page: two rows of four', () => {
  expect(prepareFigures(data(), metrics, PLAIN_VIEW).map(({ id }) => id)).toEqual([
    'error',
    'nc1',
    'equal-norms',
    'equal-angles',
    'loss',
    'nc4',
    'nc3',
    'maximal-angle',
  ]);
});

test('title, symbol, figure number, axis, target and formula come from the catalogue', () => {
  const { symbol, title, number, chart } = figure('nc1');
  expect([symbol, title, number, chart.y.kind, chart.ideal?.label, chart.y.title]).toEqual([
    'NC1',
    'Spread',
    'Fig. 6',
    'log',
    'collapse 0',
    'a − b',
  ]);
});

test('train is solid ink, test is dashed', () => {
  expect(labels('nc1')).toEqual(['train ink', 'test ink-2 dashed']);
  expect(labels('nc1', { split: 'test' })).toEqual(['test ink-2 dashed']);
});

test('means and classifiers keep their colours, and the one classifier is drawn once', () => {
  expect(labels('equal-norms')).toEqual(['means means', 'means, test means dashed', 'classifiers classifiers']);
  expect(labels('equal-norms', { split: 'train' })).toEqual(['means means', 'classifiers classifiers']);
});

test('an epoch without evaluation is no gap in the error', () => {
  expect(figure('error').chart.lines[0]!.points.map((point) => [point.x, point.y])).toEqual([
    [1, 0.5],
    [5, 0],
  ]);
});

test('the error has no target line: it vanishes on the train images only', () => {
  expect(figure('error').chart.ideal).toBeNull();
});

test('one switch sets all y axes', () => {
  const kinds = (y: View['y']) =>
    prepareFigures(data(), metrics, { ...PLAIN_VIEW, y }).map((each) => each.chart.y.kind);
  expect([new Set(kinds('log')), new Set(kinds('linear'))]).toEqual([new Set(['log']), new Set(['linear'])]);
});

test('the loss names its own unit', () => {
  expect([figure('loss').chart.y.title, figure('loss', { loss: 'CROSS_ENTROPY' }).chart.y.title]).toEqual([
    'squared error',
    'cross-entropy, nats',
  ]);
});

test('a figure without any value says why', () => {
  const train = curves({
    columns: [{ metric: 'NC1', values: [null, null] }],
    gaps: [1, 5].map((epoch) => ({
      metric: 'NC1',
      epoch,
      kind: 'UNDEFINED' as const,
      reason: 'All class means are equal.',
    })),
  });
  expect(figure('nc1', { train, test: curves({ epochs: [], columns: [] }) }).absence).toEqual({
    title: 'Not defined',
    text: 'All class means are equal.',
  });
  expect(figure('nc4').absence?.title).toBe('No value');
  expect(figure('nc4', { isEnded: false }).absence?.title).toBe('No epoch measured yet');
});

test('a figure with some values missing counts them and gives the reasons', () => {
  const gaps = [{ metric: 'NC1', epoch: 1, kind: 'UNDEFINED' as const, reason: 'All class means are equal.' }];
  const train = curves({ columns: [{ metric: 'NC1', values: [null, 0.5] }], gaps });
  expect(figure('nc1', { train }).gapNote).toEqual({ short: '1 without value', text: 'All class means are equal.' });
});

test('the crosshair stops at measured epochs, and before the first of them at evaluated ones', () => {
  expect(crosshairStops(data(), { x: 'epoch', zoom: null })).toEqual([1, 5]);
  expect(crosshairStops(data(), { x: 'phase', zoom: null })).toEqual([-4, 0]);
  expect(crosshairStops(data(), { x: 'epoch', zoom: { from: 2, to: 9 } })).toEqual([5]);
  const none = curves({ epochs: [], columns: [] });
  expect(crosshairStops(data({ train: none, test: none }), { x: 'epoch', zoom: null })).toEqual([1, 5]);
});

test('plots below each other share their edges', () => {
  expect(equalWithinColumns([78, 100, 90, 80], 2)).toEqual([90, 100, 90, 100]);
});
