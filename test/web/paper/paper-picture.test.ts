import { test } from 'vitest';
import { prepareGrid } from '../../../web/paper/prepare-grid.ts';
import { createElement, expectPicture } from '../picture.ts';
import { exampleAnswer, exampleCellRun, exampleColumn, filledCell, seededCell } from './example-grid.ts';

const { PaperPicture } = await import('../../../web/paper/PaperPicture.tsx');

const epochs = [1, 2, 4, 8, 16, 32, 64, 100, 140];
const falling = (from: number) => epochs.map((epoch) => from * epoch ** -0.8);

test('the grid as one drawing: filled, in training, diverged, empty', () => {
  const training = exampleCellRun({ status: 'RUNNING', lastEpoch: 64, terminalPhaseEpoch: null });
  const diverged = exampleCellRun({ status: 'DIVERGED', lastEpoch: 12, terminalPhaseEpoch: null, error: 'the loss is NaN' });
  const cells = [
    filledCell({ columns: [exampleColumn({ epochs, values: falling(9) })] }),
    filledCell({ dataset: 'SVHN', state: 'TRAINING', run: training, columns: [exampleColumn({ epochs: epochs.slice(0, 7), values: falling(20).slice(0, 7) })] }),
    filledCell({ dataset: 'STL10', state: 'STOPPED', run: diverged }),
  ];
  const grid = prepareGrid(exampleAnswer(cells), { figure: 6, y: 'published' });
  expectPicture('paper-grid', createElement(PaperPicture, { grid }));
});

test('means and classifiers on a linear axis, a gap and a lone point among them', () => {
  const columns = [
    exampleColumn({ metric: 'NC2_EQUINORM_MEANS', epochs, values: [0.5, 0.4, 0.3, null, 0.2, null, 0.12, 0.11, 0.1] }),
    exampleColumn({ metric: 'NC2_EQUINORM_WEIGHTS', epochs, values: epochs.map((epoch) => 0.3 / Math.sqrt(epoch)) }),
  ];
  const metrics = columns.map(({ metric }) => ({ metric, split: 'TRAIN', version: 1 }) as const);
  const grid = prepareGrid(exampleAnswer([filledCell({ columns })], { metrics }), { figure: 2, y: 'published' });
  expectPicture('paper-grid-two-curves', createElement(PaperPicture, { grid }));
});

test('exact zeros stand on the rail of the log axis', () => {
  const columns = [exampleColumn({ metric: 'NC4_MISMATCH', epochs, values: [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0, 0, 0] })];
  const grid = prepareGrid(exampleAnswer([filledCell({ columns })], { metrics: [{ metric: 'NC4_MISMATCH', split: 'TEST', version: 1 }] }), { figure: 7, y: 'published' });
  expectPicture('paper-grid-zeros', createElement(PaperPicture, { grid }));
});

test('several seeds: each faint, their middle strong', () => {
  const seeds = seededCell().seeds.map((seed, i) => ({ ...seed, columns: [{ epochs, values: falling(6 + 4 * i), gaps: [] }] }));
  const middle = [{ centre: 'GEOMETRIC_MEAN', n: 3, epochs, values: falling(9.6), measured: epochs.map(() => 3) } as const];
  const grid = prepareGrid(exampleAnswer([seededCell({ seeds, middle: middle.map((each) => ({ ...each })) })]), { figure: 6, y: 'published' });
  expectPicture('paper-grid-seeds', createElement(PaperPicture, { grid }));
});
