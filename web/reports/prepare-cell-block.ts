import { yAxis } from '../charts/y-axis.ts';
import { linearTicks } from '../charts/ticks.ts';
import type { ComparedMetric } from '../comparison/comparison-documents.ts';
import { axisFor, idealOf } from '../comparison/prepare-group-chart.ts';
import { commonTitle } from '../figures/metric-title.ts';
import type { TableText } from '../export/table-text.ts';
import { familyName } from '../formats/names.ts';
import { exact, metric as metricText, share } from '../formats/numbers.ts';
import type { CellModel, GridColumn, GridModel } from '../paper/grid-model.ts';
import { lookOf } from '../paper/line-look.ts';
import type { PaperCellAnswer } from './blocks.ts';
import { type ValueCell, cellOf } from './prepare-table-block.ts';

/** A cell of one figure, as the paper's page draws it. */
export interface FigureCell {
  title: string;
  cell: CellModel;
  column: GridColumn;
  grid: Pick<GridModel, 'y' | 'ideal'>;
}

export interface BlockCell {
  name: string;
  runHref: string | null;
  /** why there is no run, or no terminal phase; null for a filled cell */
  lack: string | null;
  figures: FigureCell[];
  rows: { id: ComparedMetric['id']; name: string; split: string; atTerminalPhase: ValueCell; atLast: ValueCell }[];
  accuracy: { head: string; here: string; paper: string }[];
  text: TableText;
}

type Column = PaperCellAnswer['columns'][number];

/** The cell with its two points of time, a small plot for each figure of the paper. */
export function prepareCellBlock(answer: PaperCellAnswer, catalogue: readonly ComparedMetric[]): BlockCell {
  const entryOf = (column: Column) => catalogue.find(({ id }) => id === column.metric);
  const known = answer.columns.filter(entryOf);
  const figures = [...new Set(known.map((column) => entryOf(column)!.figure))].map((figure) => known.filter((column) => entryOf(column)!.figure === figure));
  const { accuracy } = answer;
  return {
    name: `${familyName(answer.architecture)} on ${answer.dataset}`,
    runHref: answer.runId && `/runs/${encodeURIComponent(answer.runId)}`,
    lack: answer.state === 'FILLED' ? null : (answer.reason ?? answer.state.toLowerCase().replaceAll('_', ' ')),
    figures: answer.runId ? figures.map((columns) => figureOf(answer, columns, columns.map((column) => entryOf(column)!))) : [],
    rows: known.map((column) => ({ id: column.metric, name: entryOf(column)!.title, split: column.split.toLowerCase(), atTerminalPhase: cellOf(column.atTerminalPhase, entryOf(column)), atLast: cellOf(column.atLast, entryOf(column)) })),
    accuracy: [
      { head: 'at zero error', here: perCent(accuracy.atZeroError), paper: perCent(accuracy.publishedAtZeroError) },
      { head: 'at the last epoch', here: perCent(accuracy.atLast), paper: perCent(accuracy.publishedAtLast) },
    ],
    text: {
      heads: ['metric', 'images', 'epoch of terminal phase', 'at terminal phase', 'last epoch', 'at last epoch'],
      rows: answer.columns.map(({ metric, split, atTerminalPhase: a, atLast: b }) => [metric, split.toLowerCase(), a.epoch, a.value, b.epoch, b.value]),
    },
  };
}

const perCent = (value: number | null) => (value === null ? '–' : `${Number(value.toPrecision(4))}\u202f%`);

/** Only the two values were kept, so they stand as points: no line claims to know what lay between them. */
function figureOf(answer: PaperCellAnswer, columns: readonly Column[], metrics: readonly ComparedMetric[]): FigureCell {
  const [first] = metrics;
  const text = first!.unit === 'share' ? share : metricText;
  const lines = columns.map(({ metric, atTerminalPhase, atLast }) => {
    const at = (point: Column['atLast']) => (point.epoch === null ? [] : [{ x: point.epoch, y: point.value, text: text(point.value) }]);
    const [from, to] = [at(atTerminalPhase), at(atLast)];
    const gap = from[0] && to[0] && from[0].x < to[0].x ? [{ x: (from[0].x + to[0].x) / 2, y: null, text: '' }] : [];
    return { id: metric, ...lookOf(metric), points: gap.length > 0 || !from[0] ? [...from, ...gap, ...to] : to, seeds: [] };
  });
  const epochs = lines.flatMap(({ points }) => points.map(({ x }) => x));
  const domain = [0, epochs.reduce((a, b) => Math.max(a, b), 1) * 1.05] as const;
  const title = commonTitle(metrics.map((metric) => metric.title));
  const ends = columns.map(({ metric, atLast }) => ({ id: metric, ...lookOf(metric), text: text(atLast.value), exact: atLast.value === null ? (atLast.reason ?? '') : exact(atLast.value) }));
  const phase = columns.find(({ atTerminalPhase }) => atTerminalPhase.epoch !== null)?.atTerminalPhase.epoch ?? null;
  const summary = `${title}: ${ends.map(({ label, text: end }) => `${label ? `${label} ` : ''}${end}`).join(', ')} at the last measured epoch.`;
  return {
    title,
    cell: {
      ...{ architecture: answer.architecture, dataset: answer.dataset, name: title, more: null, runHref: `/runs/${encodeURIComponent(answer.runId!)}`, launchHref: null },
      ...{ isFilled: answer.state === 'FILLED', plot: { lines, phase }, ends, note: null, phaseNote: null, absence: null, progress: null, summary },
    },
    column: { dataset: answer.dataset, classes: '', x: { domain, ticks: linearTicks(domain, 2) } },
    grid: {
      ideal: idealOf(first!),
      y: yAxis({ axis: axisFor(first!, 'published'), unit: first!.unit === 'share' ? 'share' : 'number', ideal: idealOf(first!), yTitle: '' }, lines.flatMap(({ points }) => points.flatMap(({ y }) => y ?? []))),
    },
  };
}
