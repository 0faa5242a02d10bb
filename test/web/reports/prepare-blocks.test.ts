import { expect, test } from 'vitest';
import type { AnsweredCurve, ChartQuestion, GeometryAnswer, PaperCellAnswer, TableQuestion } from '../../../web/reports/blocks.ts';
import { prepareCellBlock } from '../../../web/reports/prepare-cell-block.ts';
import { narrowed, prepareChartBlock } from '../../../web/reports/prepare-chart-block.ts';
import { geometryShapes, geometryWords, isPlane } from '../../../web/reports/prepare-geometry-block.ts';
import { prepareTableBlock } from '../../../web/reports/prepare-table-block.ts';
import { CATALOGUE } from './metrics.ts';

const QUESTION: ChartQuestion = { kind: 'chart', runs: ['a'], metrics: ['NC1'], split: 'TRAIN', layer: 'last', align: 'EPOCH', centre: 'MEAN', band: 'MIN_MAX' };
const curve = (parts: Partial<AnsweredCurve> = {}): AnsweredCurve => ({
  ...{ label: 'a', runIds: ['a'], metric: 'NC1', positions: [1, 2, 4], values: [1, 0.5, 0], low: null, high: null, gaps: [], terminalPhase: 2, warnings: [] },
  ...parts,
});

test('a single run: ink, its phase and its target, and an exact zero on the rail', () => {
  const [one] = prepareChartBlock(QUESTION, { kind: 'chart', curves: [curve()] }, CATALOGUE);
  expect(one!.chart).toMatchObject({ name: 'NC1 Within-class spread', phase: { at: 2, label: 'terminal phase, 2' }, ideal: { at: 0 }, y: { kind: 'log', hasRail: true }, x: { domain: [0, 4], title: 'epoch' } });
  expect(one!.chart.lines).toMatchObject([{ label: 'train', colour: 'ink', isDashed: false }]);
  expect(one!.legend).toEqual([]);
  expect(narrowed(one!).legend.map(({ label, last }) => [label, last])).toEqual([[one!.chart.lines[0]!.label, one!.chart.lines[0]!.points.at(-1)!.text]]);
});

test('several runs have looks of their own and a legend; a phase that they do not share is not ruled', () => {
  const [one] = prepareChartBlock({ ...QUESTION, runs: ['a', 'b'] }, { kind: 'chart', curves: [curve(), curve({ label: 'b with a name longer than fits', runIds: ['b'], terminalPhase: 3 })] }, CATALOGUE);
  expect(new Set(one!.chart.lines.map(({ colour }) => colour)).size).toBe(2);
  expect(one!.chart).toMatchObject({ phase: null, phaseNote: null, namesLines: false });
  expect(one!.legend.map(({ label }) => label)).toEqual(['a', 'b with a name longer than fits']);
  const narrow = narrowed(one!);
  expect(narrow.chart.namesLines).toBe(false);
  expect(narrow.legend.map(({ last }) => last)).toEqual(one!.chart.lines.map(({ points }) => points.at(-1)!.text));
});

test('groups have a band, and say how it was made', () => {
  const [one] = prepareChartBlock({ ...QUESTION, groupBy: 'CELL' }, { kind: 'chart', curves: [curve({ runIds: ['a', 'b'], low: [0.9, 0.4, 0], high: [1.1, 0.6, 0.1] })] }, CATALOGUE);
  expect(one!.note).toBe('mean and range of up to 2 runs');
  expect(one!.chart.lines[0]!.band?.[1]).toEqual({ x: 2, low: 0.4, high: 0.6 });
});

test('a gap is told with its reason, and a metric that is not there any more has no chart', () => {
  const gaps = [{ index: 1, kind: 'UNDEFINED', reason: 'RANK_DEFICIENT: The means span too little.' }];
  const [one, ...others] = prepareChartBlock({ ...QUESTION, metrics: ['NC1', 'GONE' as 'NC1'] }, { kind: 'chart', curves: [curve({ values: [1, null, 0.2], gaps })] }, CATALOGUE);
  expect(one!.gapNote).toEqual({ short: '1 point missing', text: 'The means span too little.' });
  expect(others).toEqual([]);
});

test('a table: a value as people read it, all digits in its title, and why there is none', () => {
  const question: TableQuestion = { kind: 'table', runs: ['a'], metrics: ['NC1', 'ERROR'], split: 'TEST', layer: 'last', point: 'BEST' };
  const cells = [{ metric: 'NC1' as const, epoch: 7, value: 0.14812, kind: 'FINITE', reason: null }, { metric: 'ERROR' as const, epoch: null, value: null, kind: 'UNDEFINED', reason: 'NO_VALUE: Nothing was measured.' }];
  const table = prepareTableBlock(question, { kind: 'table', rows: [{ runId: 'a', label: 'a', cells }] }, CATALOGUE);
  expect(table.rows[0]!.cells).toEqual([{ text: '0.148', title: '0.14812', epoch: '7' }, { text: '–', title: 'Nothing was measured.', epoch: '' }]);
  expect(table.note).toBe('at the best epoch of each, test images');
  expect(table.text.rows).toEqual([['a', 0.14812, 7, null, null]]);
});

const GEOMETRY: GeometryAnswer = {
  ...{ kind: 'geometry', runId: 'a', label: 'a', epoch: 9, classCount: 3, classes: [0, 1, 2], dimensions: 2, idealCosine: -0.5, conventions: 1, reason: null },
  ...{ target: [0, 1, -0.87, -0.5, 0.87, -0.5], means: [0, 1, -0.9, -0.5, 0.9, -0.5], classifiers: null, meansShown: 1, classifiersShown: null },
};

test('geometry: three classes on their plane, with as many arrows as means; nothing where there are none', () => {
  const marks = (answer: GeometryAnswer) => geometryShapes(answer, { width: 400, height: 300 }, { yaw: 0, pitch: 0 }).filter((shape) => shape.kind === 'line' && shape.colour === 'means');
  expect(isPlane(GEOMETRY)).toBe(true);
  expect(marks(GEOMETRY)).toHaveLength(3);
  expect(marks({ ...GEOMETRY, means: null })).toHaveLength(0);
  expect(marks({ ...GEOMETRY, dimensions: 3, target: [0, 1, 0, 1, 0, 0, 0, 0, 1], means: [0, 1, 0, 1, 0, 0, 0, 0, 1] })).toHaveLength(3);
  expect(geometryWords(GEOMETRY)).toContain('a, epoch 9: 3 classes, cosine at collapse −0.500');
});

const point = (epoch: number, value: number) => ({ epoch, value, kind: 'FINITE', reason: null });
const CELL: PaperCellAnswer = {
  ...{ kind: 'paper-cell', architecture: 'vgg', dataset: 'MNIST', state: 'FILLED', reason: null, runId: 'a', label: 'a' },
  columns: [
    { metric: 'NC2_EQUINORM_MEANS', split: 'TRAIN', atTerminalPhase: point(4, 0.2), atLast: point(10, 0.1) },
    { metric: 'NC2_EQUINORM_WEIGHTS', split: 'TRAIN', atTerminalPhase: point(4, 0.3), atLast: point(10, 0.2) },
    { metric: 'NC1', split: 'TRAIN', atTerminalPhase: point(4, 0.5), atLast: point(10, 0.05) },
  ],
  accuracy: { atZeroError: 97, atLast: 97.123456, publishedAtZeroError: 99.4, publishedAtLast: null },
};

test('a cell of the paper: a plot a figure, whose two values no line joins', () => {
  const block = prepareCellBlock(CELL, CATALOGUE);
  expect(block.figures.map(({ title }) => title)).toEqual(['Equal norms', 'Within-class spread']);
  expect(block.figures[0]!.cell.plot!.lines.map(({ colour }) => colour)).toEqual(['means', 'classifiers']);
  expect(block.figures[1]!.cell.plot!.lines[0]!.points.map(({ y }) => y)).toEqual([0.5, null, 0.05]);
  expect(block.accuracy).toEqual([{ head: 'at zero error', here: '97\u202f%', paper: '99.4\u202f%' }, { head: 'at the last epoch', here: '97.12\u202f%', paper: '–' }]);
});

test('a cell without a run says why, and draws nothing', () => {
  const block = prepareCellBlock({ ...CELL, state: 'NO_RUN', reason: 'The study has no such run.', runId: null, label: null, columns: [] }, CATALOGUE);
  expect(block).toMatchObject({ lack: 'The study has no such run.', figures: [], runHref: null });
});
