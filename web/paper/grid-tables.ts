import type { TableText } from '../export/table-text.ts';
import { familyName } from '../formats/names.ts';
import { NONE, fromTo } from '../formats/numbers.ts';
import type { CellModel } from './grid-model.ts';
import type { Grid } from './paper-documents.ts';

/** Every number of the figure's curves, a row each; a gap has its reason instead. */
export function numbersText({ cells }: Grid): TableText {
  const rows = cells.flatMap(({ architecture, dataset, run, columns }) =>
    columns.flatMap(({ metric, split, epochs, values, gaps }) => {
      const reasons = new Map(gaps.map(({ index, reason }) => [index, reason]));
      return epochs.map((epoch, k) => [
        ...[familyName(architecture), dataset, run?.name ?? null, run?.id ?? null, run?.seed ?? null, run?.terminalPhaseEpoch ?? null],
        ...[metric, split.toLowerCase(), Number(epoch), values[k] ?? null, reasons.get(k) ?? null],
      ]);
    }),
  );
  return { heads: ['Network', 'Data set', 'Run', 'Run id', 'Seed', 'Phase from epoch', 'Metric', 'Split', 'Epoch', 'Value', 'Why none'], rows };
}

/** The figure at both ends of the terminal phase, as full numbers: a row for each cell and metric. */
export const endsText = ({ cells }: Grid): TableText => ({
  heads: ['Network', 'Data set', 'Run', 'Metric', 'Phase from epoch', 'At phase', 'Last epoch', 'At end'],
  rows: cells.flatMap(({ architecture, dataset, run, columns }) =>
    columns.map(({ metric, atTerminalPhase, atLast }) => [
      ...[familyName(architecture), dataset, run?.name ?? null, metric, atTerminalPhase.epoch],
      ...[atTerminalPhase.value, atLast.epoch, atLast.value],
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
