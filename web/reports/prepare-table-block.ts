import type { ComparedMetric, MetricId } from '../comparison/comparison-documents.ts';
import type { TableText } from '../export/table-text.ts';
import { exact, metric as metricText, share } from '../formats/numbers.ts';
import type { AnsweredPoint, TableAnswer, TableQuestion } from './blocks.ts';

export interface ValueCell {
  text: string;
  /** all digits, or why there is no value */
  title: string;
  epoch: string;
}

export interface BlockTable {
  heads: { id: MetricId; head: string; title: string }[];
  rows: { runId: string; label: string; cells: ValueCell[] }[];
  /** at which point of the runs, on which images */
  note: string;
  text: TableText;
}

const POINTS: Record<TableQuestion['point'], string> = { TERMINAL_PHASE: 'at the start of the terminal phase', LAST: 'at the last measured epoch', BEST: 'at the best epoch of each' };

/** The table of values, in words and as numbers. */
export function prepareTableBlock(question: TableQuestion, { rows }: TableAnswer, catalogue: readonly ComparedMetric[]): BlockTable {
  const entryOf = (id: MetricId) => catalogue.find((entry) => entry.id === id);
  const heads = question.metrics.map((id) => ({ id, head: entryOf(id)?.symbol ?? id, title: entryOf(id)?.title ?? id }));
  return {
    heads,
    rows: rows.map(({ runId, label, cells }) => ({ runId, label, cells: cells.map((cell) => cellOf(cell, entryOf(cell.metric))) })),
    note: `${POINTS[question.point]}, ${question.split.toLowerCase()} images${question.layer === 'last' ? '' : `, layer ${question.layer}`}`,
    text: {
      heads: ['run', ...question.metrics.flatMap((id) => [id, `${id} epoch`])],
      rows: rows.map(({ label, cells }) => [label, ...cells.flatMap(({ value, epoch }) => [value, epoch])]),
    },
  };
}

/** A value as a person reads it; what is none says why in its title. */
export function cellOf({ value, epoch, reason }: Omit<AnsweredPoint, 'kind'>, metric: ComparedMetric | undefined): ValueCell {
  return {
    text: metric?.unit === 'share' ? share(value) : metricText(value),
    title: value === null ? (reason ?? '').replace(/^[A-Z_]+: /, '') : exact(value),
    epoch: epoch === null ? '' : String(epoch),
  };
}
