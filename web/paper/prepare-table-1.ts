import type { TableText } from '../export/table-text.ts';
import { familyName } from '../formats/names.ts';
import { MINUS, NONE } from '../formats/numbers.ts';
import type { Cell, Grid } from './paper-documents.ts';

/** Test accuracy in per cent from the phase's first epoch to the last, with its change in points. */
export interface AccuracyPair {
  text: string;
  change: string;
  /** "±0.11 → ±0.08, 3 seeds"; null of one run */
  spread: string | null;
  /** of the change; null where there is none, or it is zero */
  sign: 'up' | 'down' | null;
  /** the epochs it is of, or why there is none */
  title: string;
}

export interface Table1Model {
  datasets: string[];
  rows: { name: string; here: AccuracyPair[]; paper: AccuracyPair[] }[];
  /** over all cells: here, and in the paper */
  gain: string | null;
  hasRecalled: boolean;
  /** whether a cell is of several seeds */
  hasSpread: boolean;
  source: string;
}

export const DAGGER = '†';

/** "99.40 → 99.56", "+0.16". */
export function prepareTable1(grid: Grid): Table1Model {
  return {
    datasets: [...grid.datasets],
    rows: grid.architectures.map((architecture) => {
      const cells = grid.cells.filter((cell) => cell.architecture === architecture);
      return { name: familyName(architecture), here: cells.map(hereOf), paper: cells.map(paperOf) };
    }),
    gain: gainText(grid.gains),
    hasRecalled: grid.cells.some(({ table1 }) => table1.evidence === 'RECALLED'),
    hasSpread: grid.cells.some(({ table1 }) => table1.seeds !== null),
    source: grid.source,
  };
}

const digits = (value: number) => value.toFixed(2).replace('-', MINUS);
export const points = (value: number) => (Number(value.toFixed(2)) > 0 ? `+${value.toFixed(2)}` : Number(value.toFixed(2)) < 0 ? digits(value) : '±0.00');
const signOf = (value: number) => (Number(value.toFixed(2)) > 0 ? 'up' : Number(value.toFixed(2)) < 0 ? 'down' : null);
const nothing = (title: string): AccuracyPair => ({ text: NONE, change: '', spread: null, sign: null, title });

function hereOf({ table1: { here, seeds }, run, reason, dataset }: Cell): AccuracyPair {
  if (seeds) return ofSeeds(seeds);
  if (!here) return nothing(reason ?? `${run?.name}: test accuracy on ${dataset} was not evaluated in the terminal phase.`);
  const { atZeroError, atLast, gain } = here;
  return { ...pairOf(atZeroError, atLast, gain), title: `${run?.name}: epoch ${here.zeroErrorEpoch} to ${here.lastEpoch}` };
}

function ofSeeds({ n, atZeroError, atZeroErrorStd, atLast, atLastStd, gain, gainStd }: NonNullable<Cell['table1']['seeds']>): AccuracyPair {
  const pair = pairOf(atZeroError, atLast, gain);
  return { ...pair, spread: `±${digits(atZeroErrorStd)} → ±${digits(atLastStd)}, ${n} seeds`, title: `Mean of ${n} seeds with one sample standard deviation; the change ${pair.change} ± ${digits(gainStd)} points.` };
}

function paperOf({ table1: { publishedAtZeroError: from, publishedAtLast: to, evidence } }: Cell): AccuracyPair {
  if (from === null || to === null) return nothing('Not known.');
  const isRecalled = evidence === 'RECALLED';
  const pair = pairOf(from, to, to - from);
  return { ...pair, text: `${pair.text}${isRecalled ? `\u2009${DAGGER}` : ''}`, title: isRecalled ? 'As recalled, not yet checked against the print.' : 'Also quoted or used by others.' };
}

const pairOf = (from: number, to: number, gain: number): Omit<AccuracyPair, 'title'> => ({ text: `${digits(from)} → ${digits(to)}`, change: points(gain), spread: null, sign: signOf(gain) });

function gainText(gains: Grid['gains']): string | null {
  const gain = gains.find(({ quantity }) => quantity === 'TEST_ACCURACY');
  if (gain?.median == null) return null;
  const dagger = gain.evidence === 'RECALLED' ? `\u2009${DAGGER}` : '';
  return `Median change over ${gain.cells} of 21 cells: ${points(gain.median)} points; in the paper, over its 21: ${points(gain.publishedMedian)}${dagger}`;
}

/** Table 1 for files: a row for each cell, the full float64; standard deviations are of the sample. */
export const table1Text = ({ cells }: Grid): TableText => ({
  heads: [
    ...['Network', 'Data set', 'Run', 'Phase from epoch', 'Last epoch', 'Here, at phase / %', 'Here, at end / %', 'Here, change / points'],
    ...['Seeds', 'Mean, at phase / %', 'Deviation, at phase / %', 'Mean, at end / %', 'Deviation, at end / %', 'Mean change / points', 'Deviation of change / points'],
    ...['Paper, at phase / %', 'Paper, at end / %', 'Paper, change / points', 'Paper, evidence'],
  ],
  rows: cells.map(({ architecture, dataset, run, table1: { here, seeds, publishedAtZeroError: from, publishedAtLast: to, evidence } }) => [
    ...[familyName(architecture), dataset, run?.name ?? null],
    ...[here?.zeroErrorEpoch ?? null, here?.lastEpoch ?? null, here?.atZeroError ?? null, here?.atLast ?? null, here?.gain ?? null],
    ...[seeds?.n ?? (here ? 1 : null), seeds?.atZeroError ?? null, seeds?.atZeroErrorStd ?? null, seeds?.atLast ?? null, seeds?.atLastStd ?? null, seeds?.gain ?? null, seeds?.gainStd ?? null],
    ...[from, to, from === null || to === null ? null : Number((to - from).toFixed(2)), evidence?.toLowerCase() ?? null],
  ]),
});
