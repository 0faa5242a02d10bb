import { expect, test } from 'vitest';
import { spokenValues } from '../../../web/charts/prepare-crosshair.ts';
import { centreFor, prepareGroupChart, stopsOf } from '../../../web/comparison/prepare-group-chart.ts';
import { ERROR, NC1, curvesAnswer, exampleGroups, exampleView } from './examples.ts';

const X = [-2, 0, 3];
const answer = curvesAnswer(X, [
  { centre: [1, 0.5, 0.1], low: [0.8, 0.4, 0.05], high: [1.2, 0.6, 0.2] },
  { centre: [2, 1, 0.5], low: [1, 0.9, 0.4], high: [4, 1.1, 0.6] },
]);
const prepared = (change = {}) => prepareGroupChart(NC1, answer, exampleGroups(change), exampleView(change), true);

test('each group is a line in its look, with its band and the single traces of its runs', () => {
  const { chart, note } = prepared();
  expect(chart.lines.map(({ label, colour, dash, mark }) => [label, colour, dash, mark])).toEqual([['5e-4', 's1', null, 'disc'], ['0.005', 's2', '6 3', 'diamond']]);
  expect(chart.lines[0]!.band?.[2]).toEqual({ x: 3, low: 0.05, high: 0.2 });
  expect(chart.lines[0]!.traces?.map(({ id }) => id)).toEqual(['a1', 'a2']);
  expect(note).toBe('geometric mean and range of 2 seeds');
});

test('the title row says at how many of the points seen a run is interpolated', () => {
  const between = structuredClone(answer);
  between.groups![0]!.curves[0]!.measured = [2, 1, 2];
  between.groups![1]!.curves[0]!.measured = [1, 2, 2];
  const noteOf = (change = {}) => prepareGroupChart(NC1, between, exampleGroups(change), exampleView(change), true).note;
  expect(noteOf()).toBe('geometric mean and range of 2 seeds, interpolated at 2 of 6 points (small open marks)');
  expect(noteOf({ zoom: { from: 0, to: 3 } })).toBe('geometric mean and range of 2 seeds, interpolated at 1 of 4 points (small open marks)');
});

test('a point with a run that is interpolated says how many were measured, in the chart and in the file', () => {
  const between = structuredClone(answer);
  between.groups![0]!.curves[0]!.measured = [2, 1, 2];
  const { chart, numbers } = prepareGroupChart(NC1, between, exampleGroups(), exampleView(), true);
  expect(chart.lines[0]!.points.map(({ measured }) => measured)).toEqual([undefined, 1, undefined]);
  expect(spokenValues(chart, 0)).toBe('NC1 Within-class spread, epoch 0: 5e-4 0.500, interpolated, 0.005 1.00');
  expect(numbers.heads).toEqual(['Group', 'epochs since terminal phase', 'middle', 'low', 'high', 'measured', 'n']);
  expect(numbers.rows.slice(0, 3)).toEqual([
    ['Weight decay 5e-4', -2, 1, 0.8, 1.2, 2, 2],
    ['Weight decay 5e-4', 0, 0.5, 0.4, 0.6, 1, 2],
    ['Weight decay 5e-4', 3, 0.1, 0.05, 0.2, 2, 2],
  ]);
});

test('the phase stands at 0 where epochs are counted from it, and nowhere else', () => {
  expect(prepared().chart.phase).toEqual({ at: 0, label: 'terminal phase' });
  expect(prepared().chart.x.title).toBe('epochs since terminal phase');
  expect(prepared({ align: 'epoch' }).chart.phase).toBeNull();
});

test('the axis holds the bands as well as the lines', () => {
  expect(prepared().chart.y.domain).toEqual([0.05, 5]);
});

test('a hidden group is not drawn, and the others keep their looks', () => {
  expect(prepared({ hidden: [0] }).chart.lines.map(({ colour }) => colour)).toEqual(['s2']);
  expect(prepared({ hidden: [0, 1] }).absence?.title).toBe('All groups are hidden');
});

test('a zoom narrows lines, bands and traces', () => {
  const { chart } = prepared({ zoom: { from: -2, to: 0 } });
  expect(chart.x.domain).toEqual([-2, 0]);
  expect(chart.lines[0]!.band).toHaveLength(2);
  expect(chart.lines[0]!.traces![0]!.points).toHaveLength(2);
  expect(stopsOf([chart])).toEqual([-2, 0]);
});

test('one run a group has no band, and says so', () => {
  const single = curvesAnswer(X, [{ centre: [1, 1, 1], low: null, high: null }]);
  const { chart, note } = prepareGroupChart(NC1, single, exampleGroups().slice(0, 1), exampleView(), true);
  expect([chart.lines[0]!.band, note]).toEqual([undefined, 'one run a group, no band']);
});

test('runs without a terminal phase are told, not left out in silence', () => {
  const unphased = curvesAnswer(X, [{ centre: [1, 1, 1], low: null, high: null }]);
  unphased.groups![0]!.curves[0]!.runIdsWithoutValues = ['a2'];
  const groups = exampleGroups();
  groups[0]!.runs[1] = { ...groups[0]!.runs[1]!, terminalPhaseEpoch: null };
  const { gapNote } = prepareGroupChart(NC1, unphased, groups, exampleView(), true);
  expect(gapNote).toEqual({ short: '1 run not in it', text: expect.stringMatching(/^run a2: the terminal phase was not reached/) });
});

test('the middle is geometric on a log axis, but not of shares, which can be zero', () => {
  expect(centreFor(NC1, { centre: 'auto', y: 'published', groupBy: 'ALL_BUT_SEED' })).toBe('GEOMETRIC_MEAN');
  expect(centreFor(NC1, { centre: 'auto', y: 'linear', groupBy: 'ALL_BUT_SEED' })).toBe('MEAN');
  expect(centreFor(ERROR, { centre: 'auto', y: 'published', groupBy: 'ALL_BUT_SEED' })).toBe('MEAN');
  expect(centreFor(NC1, { centre: 'median', y: 'published', groupBy: 'ALL_BUT_SEED' })).toBe('MEDIAN');
  // a switch of the axis asks nothing anew where each run stands alone
  expect(['log', 'linear'].map((y) => centreFor(NC1, { centre: 'auto', y: y as 'log', groupBy: 'NONE' }))).toEqual(['MEAN', 'MEAN']);
});
