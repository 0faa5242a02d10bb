import type { Cell, CellRun, Column, Grid, PaperAnswer } from '../../../web/paper/paper-documents.ts';

export const FAMILIES = ['vgg', 'resnet', 'densenet'];
export const DATASETS = ['MNIST', 'FashionMNIST', 'SVHN', 'CIFAR10', 'CIFAR100', 'STL10', 'ImageNet'];

export const exampleColumn = (change: Partial<Column> = {}): Column => ({
  metric: 'NC1',
  split: 'TRAIN',
  epochs: [1, 40, 140],
  values: [9, 0.247, 0.148],
  gaps: [],
  atTerminalPhase: { epoch: 40, value: 0.247, kind: 'FINITE', reason: null },
  atLast: { epoch: 140, value: change.values?.at(-1) ?? 0.148, kind: 'FINITE', reason: null },
  ...change,
});

export const exampleCellRun = (change: Partial<CellRun> = {}): CellRun => ({
  id: 'run_1',
  name: 'VGG11 on MNIST',
  architecture: 'vgg',
  depth: 11,
  width: null,
  seed: 1,
  status: 'COMPLETED',
  error: null,
  terminalPhaseEpoch: 40,
  isTerminalPhaseProvisional: false,
  isGenerated: false,
  lastEpoch: 140,
  plannedEpochCount: 140,
  ...change,
});

const nothing = { here: null, publishedAtZeroError: 99.4, publishedAtLast: 99.56, evidence: 'RECALLED', seeds: null } as const;

/** A cell without a run. */
export const emptyCell = (architecture: string, dataset: string): Cell => ({
  ...{ architecture, dataset, paperDepth: 11, state: 'NO_RUN', reason: 'No run of this family on this data set.' },
  ...{ choice: null, otherRunCount: 0, run: null, columns: [], seeds: [], middle: [], table1: nothing },
});

/** VGG on MNIST, filled by a finished run. */
export const filledCell = (change: Partial<Cell> = {}): Cell => ({
  ...emptyCell('vgg', 'MNIST'),
  ...{ state: 'FILLED', reason: null, run: exampleCellRun(), choice: 'ONLY_RUN', columns: [exampleColumn()] },
  table1: { ...nothing, here: { zeroErrorEpoch: 40, lastEpoch: 140, atZeroError: 98.1, atLast: 98.42, gain: 0.32 } },
  ...change,
});

/** VGG on MNIST, filled by three seeds; the third was not measured at epoch 40. */
export function seededCell(change: Partial<Cell> = {}): Cell {
  const seed = (number: number, phase: number, epochs: number[], values: number[]) => ({ run: { id: `run_${number}`, name: `VGG11 on MNIST, seed ${number}`, seed: number, terminalPhaseEpoch: phase, lastEpoch: 140 }, columns: [{ epochs, values, gaps: [] }] });
  return filledCell({
    ...{ choice: 'NEWEST', otherRunCount: 3 },
    seeds: [seed(1, 40, [1, 40, 140], [9, 0.247, 0.148]), seed(2, 36, [1, 40, 140], [12, 0.3, 0.2]), seed(3, 44, [1, 140], [7, 0.1])],
    middle: [{ centre: 'GEOMETRIC_MEAN', n: 3, epochs: [1, 40, 140], values: [9.1, 0.24, 0.1436], measured: [3, 2, 3] }],
    table1: { ...nothing, here: { zeroErrorEpoch: 40, lastEpoch: 140, atZeroError: 98.1, atLast: 98.42, gain: 0.32 }, seeds: { n: 3, atZeroError: 98, atZeroErrorStd: 0.11, atLast: 98.4, atLastStd: 0.082, gain: 0.4, gainStd: 0.05 } },
    ...change,
  });
}

/** The grid with cells in the places of their families and data sets; the others are empty. */
export function exampleGrid(cells: Cell[], change: Partial<Grid> = {}): Grid {
  const at = (architecture: string, dataset: string) => cells.find((cell) => cell.architecture === architecture && cell.dataset === dataset);
  return {
    ...{ architectures: FAMILIES, datasets: DATASETS, source: 'Papyan, Han, Donoho 2020' },
    metrics: [{ metric: 'NC1', split: 'TRAIN', version: 1 }],
    cells: FAMILIES.flatMap((family) => DATASETS.map((dataset) => at(family, dataset) ?? emptyCell(family, dataset))),
    gains: [{ quantity: 'TEST_ACCURACY', cells: 1, median: 0.32, mean: 0.32, publishedMedian: 0.3495, publishedMean: 0.4984, evidence: 'RECALLED' }],
    ...change,
  };
}

const entry = { symbol: 'NC1', title: 'Within-class spread', formula: 'Tr(Σ_{W} Σ_{B}^{+}) / C', valueAtCollapse: 0, axis: 'LOG', unit: '', version: 1, source: '', conventions: [], figure: 'Fig. 6' } as const;

export const exampleAnswer = (cells: Cell[], change: Partial<Grid> = {}): PaperAnswer => ({
  paperGrid: exampleGrid(cells, change),
  studies: { nodes: [] },
  metrics: [
    { ...entry, id: 'NC1', conventions: [] },
    { ...entry, id: 'NC2_EQUINORM_MEANS', symbol: 'NC2', title: 'Equal norms of class means', axis: 'LINEAR', figure: 'Fig. 2', conventions: [] },
    { ...entry, id: 'NC2_EQUINORM_WEIGHTS', symbol: 'NC2', title: 'Equal norms of classifiers', axis: 'LINEAR', figure: 'Fig. 2', conventions: [] },
    { ...entry, id: 'NC4_MISMATCH', symbol: 'NC4', title: 'Nearest-mean mismatch', unit: 'share', axis: 'LINEAR', figure: 'Fig. 7', conventions: [] },
  ],
});
