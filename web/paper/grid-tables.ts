import type { TableText } from '../export/table-text.ts';
import { familyName } from '../formats/names.ts';
import { NONE, fromTo } from '../formats/numbers.ts';
import type { CellModel } from './grid-model.ts';
import type { Cell, Grid } from './paper-documents.ts';
import { middleName } from './prepare-seeds.ts';

/** Every number of the figure's curves, a row each; a gap has its reason instead. The seeds of a cell follow its run, then their middle. */
export const numbersText = ({ cells }: Grid): TableText => ({
  heads: ['Network', 'Data set', 'Run', 'Run id', 'Seed', 'Phase from epoch', 'Metric', 'Split', 'Epoch', 'Value', 'Measured', 'Why none'],
  rows: cells.flatMap((cell) => cell.columns.flatMap((_, k) => [...runRows(cell, cell.run, cell.columns[k]!, k), ...seedRows(cell, k), ...middleRows(cell, k)])),
});

type Row = (number | string | null)[];
interface Told {
  epochs: readonly (number | null)[];
  values: readonly (number | null)[];
  gaps: readonly { index: number; reason: string }[];
}

const before = ({ architecture, dataset }: Cell): Row => [familyName(architecture), dataset];
const ofMetric = ({ columns }: Cell, k: number): Row => [columns[k]!.metric, columns[k]!.split.toLowerCase()];

function runRows(cell: Cell, run: { id: string; name: string; seed: number; terminalPhaseEpoch: number | null } | null, { epochs, values, gaps }: Told, k: number): Row[] {
  const reasons = new Map(gaps.map(({ index, reason }) => [index, reason]));
  return epochs.map((epoch, i) => {
    const value = values[i] ?? null;
    return [...before(cell), run?.name ?? null, run?.id ?? null, run?.seed ?? null, run?.terminalPhaseEpoch ?? null, ...ofMetric(cell, k), Number(epoch), value, value === null ? null : 1, reasons.get(i) ?? null];
  });
}

const seedRows = (cell: Cell, k: number): Row[] => cell.seeds.filter(({ run }) => run.id !== cell.run?.id).flatMap(({ run, columns }) => runRows(cell, run, columns[k]!, k));

/** `Measured`: of how many seeds a value is; the others are interpolated there. */
function middleRows(cell: Cell, k: number): Row[] {
  const middle = cell.middle[k];
  if (!middle) return [];
  return middle.epochs.map((epoch, i) => [...before(cell), middleName(middle), null, null, null, ...ofMetric(cell, k), Number(epoch), middle.values[i] ?? null, Number(middle.measured[i]), null]);
}

/** The figure at both ends of the terminal phase, as full numbers: a row for each cell and metric. */
export const endsText = ({ cells }: Grid): TableText => ({
  heads: ['Network', 'Data set', 'Run', 'Metric', 'Phase from epoch', 'At phase', 'Last epoch', 'At end', 'Seeds', 'Middle of seeds at end'],
  rows: cells.flatMap((cell) =>
    cell.columns.map(({ metric, atTerminalPhase, atLast }, k) => [
      ...[...before(cell), cell.run?.name ?? null, metric, atTerminalPhase.epoch],
      ...[atTerminalPhase.value, atLast.epoch, atLast.value],
      ...[Math.max(1, cell.seeds.length), cell.middle[k]?.values.at(-1) ?? null],
    ]),
  ),
});

/** What a cell says in the table that stands in the grid's place: each curve at the phase's first point and at its last, "0.247 → 0.148". */
export function cellTexts({ plot, absence }: CellModel): string[] {
  if (!plot) return [absence?.look ? absence.word.toLowerCase() : NONE];
  return plot.lines.map(({ label, points }) => {
    const from = plot.phase === null ? undefined : points.find(({ x }) => x >= plot.phase!);
    const to = points.findLast(({ y }) => y !== null);
    return `${label ? `${label} ` : ''}${from && to ? fromTo(from.text, to.text) : (to?.text ?? NONE)}`;
  });
}
