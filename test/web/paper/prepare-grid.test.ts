import { expect, test } from 'vitest';
import { countsOf } from '../../../web/paper/prepare-cell.ts';
import { prepareGrid } from '../../../web/paper/prepare-grid.ts';
import type { Cell } from '../../../web/paper/paper-documents.ts';
import { emptyCell, exampleAnswer, exampleCellRun, exampleColumn, filledCell } from './example-grid.ts';

const VIEW = { figure: 6, y: 'published' } as const;
const gridOf = (cells: Cell[], view: Parameters<typeof prepareGrid>[1] = VIEW) => prepareGrid(exampleAnswer(cells), view);
const first = (cell: Cell) => gridOf([cell]).rows[0]!.cells[0]!;

test('a filled cell has its network, its seed, its end value and a link to its run', () => {
  const cell = first(filledCell());
  expect([cell.name, cell.ends.map(({ text }) => text), cell.runHref, cell.isFilled, cell.launchHref]).toEqual(['VGG11, seed 1', ['0.148'], '/runs/run_1', true, null]);
});

test('a cell of several runs says how many more, and why this one is shown', () => {
  const cell = first(filledCell({ otherRunCount: 2, choice: 'DEEPER_TERMINAL_PHASE' }));
  expect(cell.more).toBe('+2');
  expect(cell.summary).toContain('the longest in its terminal phase of 3 runs');
});

test('a cell without a run offers the paper’s network for launch', () => {
  const cell = first(emptyCell('vgg', 'MNIST'));
  expect([cell.plot, cell.runHref, cell.launchHref, cell.absence?.word]).toEqual([null, null, '/launch?architecture=vgg&dataset=MNIST&depth=11', 'Launch']);
});

test('a run in training grows in its cell and shows how far it is', () => {
  const run = exampleCellRun({ status: 'RUNNING', lastEpoch: 35, terminalPhaseEpoch: null });
  const cell = first(filledCell({ run, state: 'TRAINING', reason: 'Still training at epoch 35 of 140.', columns: [exampleColumn({ epochs: [1, 35], values: [9, 1.2] })] }));
  expect([cell.progress, cell.note, cell.isFilled, cell.plot?.lines[0]?.points.length]).toEqual([25, '35 of 140', false, 2]);
});

test('a diverged run says at which epoch and why, and another can be launched', () => {
  const run = exampleCellRun({ status: 'DIVERGED', lastEpoch: 12, terminalPhaseEpoch: null, error: 'the loss is NaN' });
  const cell = first(filledCell({ run, state: 'STOPPED', columns: [exampleColumn({ epochs: [1], values: [9] })] }));
  expect(cell.absence).toMatchObject({ word: 'Diverged', lines: ['epoch 12 of 140', 'the loss is NaN'] });
  expect([cell.plot, cell.launchHref === null]).toEqual([null, false]);
});

test('a run that never reached the phase keeps its curve, and the cell does not count as filled', () => {
  const run = exampleCellRun({ terminalPhaseEpoch: null });
  const cell = first(filledCell({ run, state: 'NO_TERMINAL_PHASE' }));
  expect([cell.phaseNote, cell.isFilled, cell.plot !== null, cell.launchHref !== null]).toEqual(['phase not reached', false, true, true]);
});

test('a value that is being computed is not replaced by an older one', () => {
  const atLast = { epoch: 140, value: null, kind: 'PENDING', reason: 'PENDING: being measured' } as const;
  expect(first(filledCell({ columns: [exampleColumn({ values: [9, 0.247, null], atLast })] })).ends[0]?.text).toBe('…');
});

test('the y axis spans the curves of all cells, the x axis those of its column', () => {
  const other = filledCell({ architecture: 'resnet', dataset: 'CIFAR10', run: exampleCellRun({ lastEpoch: 350, plannedEpochCount: 350 }), columns: [exampleColumn({ epochs: [1, 350], values: [30, 0.002] })] });
  const grid = gridOf([filledCell(), other]);
  expect(grid.y).toMatchObject({ kind: 'log', domain: [0.002, 50], hasRail: true });
  expect([grid.columns[0]?.x?.domain, grid.columns[3]?.x?.domain, grid.columns[1]?.x]).toEqual([[0, 140], [0, 350], null]);
});

test('means and classifiers have their own colours and marks, and a legend', () => {
  const columns = [exampleColumn({ metric: 'NC2_EQUINORM_MEANS' }), exampleColumn({ metric: 'NC2_EQUINORM_WEIGHTS' })];
  const metrics = columns.map(({ metric }) => ({ metric, split: 'TRAIN', version: 1 }) as const);
  const grid = prepareGrid(exampleAnswer([filledCell({ columns })], { metrics }), { figure: 2, y: 'published' });
  expect(grid.legend.map(({ label, colour, mark }) => [label, colour, mark])).toEqual([
    ['means', 'means', 'disc'],
    ['classifiers', 'classifiers', 'diamond'],
  ]);
  expect(grid.y.kind).toBe('linear');
});

test('a share is told in per cent and stands on a log axis as published', () => {
  const columns = [exampleColumn({ metric: 'NC4_MISMATCH', values: [0.5, 0.02, 0], atLast: { epoch: 140, value: 0, kind: 'FINITE', reason: null } })];
  const grid = prepareGrid(exampleAnswer([filledCell({ columns })], { metrics: [{ metric: 'NC4_MISMATCH', split: 'TEST', version: 1 }] }), { figure: 7, y: 'published' });
  expect([grid.y.kind, grid.rows[0]?.cells[0]?.ends[0]?.text, grid.up.rest.startsWith('test images')]).toEqual(['log', '0\u202f%', true]);
});

test('at most four y ticks are labelled; the others stay as minor ones', () => {
  const grid = gridOf([filledCell({ columns: [exampleColumn({ values: [1000, 1, 1e-5] })] })]);
  expect(grid.y.ticks.length).toBeLessThanOrEqual(4);
});

test('the counts name every state there is', () => {
  const training = filledCell({ dataset: 'SVHN', state: 'TRAINING', run: exampleCellRun({ status: 'RUNNING', terminalPhaseEpoch: null }) });
  const grid = exampleAnswer([filledCell(), training]).paperGrid;
  expect(countsOf(grid.cells)).toBe('1 of 21 cells filled, 1 training, 19 without a run');
});

test('values that do not exist are counted with their reasons; those to come are told apart', () => {
  const gap = (kind: 'PENDING' | 'UNDEFINED', index: number) => ({ index, kind, reason: `${kind}: for a reason` });
  const note = (...gaps: ReturnType<typeof gap>[]) => gridOf([filledCell({ columns: [exampleColumn({ gaps })] })]).gapNote;
  expect(note()).toBeNull();
  expect(note(gap('PENDING', 0), gap('PENDING', 1))?.short).toBe('2 being computed');
  expect(note(gap('PENDING', 0), gap('UNDEFINED', 1))).toEqual({ short: '1 without value', text: 'UNDEFINED: for a reason' });
});

test('a run with its phase but without a value of the metric leaves its cell dashed, with the reason', () => {
  const atLast = { epoch: null, value: null, kind: 'MISSING', reason: 'NOT_RECORDED: nothing was measured so far.' } as const;
  const cell = first(filledCell({ columns: [exampleColumn({ epochs: [], values: [], atLast })] }));
  expect([cell.isFilled, cell.plot, cell.absence?.lines]).toEqual([false, null, ['epoch 140 of 140', 'nothing was measured so far.']]);
});

test('robustness is told of all cells together, as the paper does', () => {
  const gains = [{ quantity: 'ROBUSTNESS', cells: 9, median: -0.0021, mean: 0, publishedMedian: 0.0252, publishedMean: 0.2452, evidence: 'RECALLED' } as const];
  const gain = (figure: number) => prepareGrid(exampleAnswer([filledCell()], { gains }), { figure, y: 'published' }).gain;
  expect(gain(8)).toBe('Median change since the terminal phase, over 9 cells: \u22120.0021; in the paper +0.025\u2009†.');
  expect(gain(6)).toBeNull();
});

test('cells of generated runs are counted, and say that their numbers were made up', () => {
  const cell = filledCell({ run: exampleCellRun({ isGenerated: true }) });
  const { counts, rows } = prepareGrid(exampleAnswer([cell]), { figure: 6, y: 'published' });
  expect(counts).toBe('1 of 21 cells filled, 1 by generated runs, 20 without a run');
  expect(rows[0]!.cells[0]!.summary).toContain('Its numbers were made up by a program.');
});
