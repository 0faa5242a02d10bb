import type { Band, Centre, GroupBy, MetricId, Split } from '../comparison/comparison-documents.ts';
import type { Align, BlockKind, Point, Question } from './blocks.ts';

/** All fields of the dialog; those of other kinds stay as they were when the kind is changed. */
export interface BlockForm {
  kind: BlockKind;
  title: string;
  runs: string[];
  run: string;
  metrics: MetricId[];
  split: Split;
  layer: string;
  align: Align;
  from: string;
  to: string;
  groupBy: GroupBy | '';
  centre: Centre;
  band: Band;
  point: Point;
  epoch: string;
  dimensions: '2' | '3';
  classes: number[] | null;
  architecture: string;
  dataset: string;
  cellMetrics: MetricId[];
  thread: string;
}

export const MOST_METRICS = 6;
export const MOST_RUNS = 40;
const MOST_CURVES = 40;

const EMPTY: BlockForm = {
  ...{ kind: 'chart', title: '', runs: [], run: '', metrics: ['NC1'], split: 'TRAIN', layer: 'last', align: 'EPOCH', from: '', to: '' },
  ...{ groupBy: '', centre: 'MEAN', band: 'MIN_MAX', point: 'LAST', epoch: '', dimensions: '2', classes: null, architecture: '', dataset: '', cellMetrics: [], thread: '' },
};

/** The fields of a question that stands in the text, or of a new one. */
export function formOf(question: Question | null): BlockForm {
  if (!question) return EMPTY;
  const form = { ...EMPTY, ...question, title: question.title ?? '' };
  const number = (value: number | undefined) => (value === undefined ? '' : String(value));
  switch (question.kind) {
    case 'chart':
      return { ...form, kind: 'chart', groupBy: question.groupBy ?? '', from: number(question.from), to: number(question.to) } as BlockForm;
    case 'geometry':
      return { ...form, kind: 'geometry', epoch: number(question.epoch), dimensions: question.dimensions === 3 ? '3' : '2', classes: question.classes ?? null } as BlockForm;
    case 'paper-cell':
      return { ...form, kind: 'paper-cell', metrics: EMPTY.metrics, cellMetrics: question.metrics ?? [] } as BlockForm;
    default:
      return form as BlockForm;
  }
}

const isEpoch = (text: string) => /^\d{1,9}$/.test(text.trim());

/** What the form still lacks, in a sentence; null where it asks something. */
export function lackOf(form: BlockForm): string | null {
  const { kind, runs, metrics, from, to, groupBy } = form;
  if (kind === 'chart' || kind === 'table') {
    if (runs.length === 0) return 'Choose at least one run.';
    if (metrics.length === 0) return 'Choose at least one metric.';
    if (kind === 'chart' && runs.length * metrics.length > MOST_CURVES) return `${runs.length} runs times ${metrics.length} metrics are more than ${MOST_CURVES} curves.`;
    if (kind === 'chart' && groupBy === '' && [from, to].some((text) => text.trim() !== '' && !isEpoch(text))) return 'Epochs are whole numbers.';
    if (kind === 'chart' && groupBy === '' && isEpoch(from) && isEpoch(to) && Number(from) > Number(to)) return 'The first epoch lies behind the last.';
  }
  if (kind === 'geometry' && form.run === '') return 'Choose a run.';
  if (kind === 'geometry' && form.epoch.trim() !== '' && !isEpoch(form.epoch)) return 'An epoch is a whole number.';
  if (kind === 'paper-cell' && (form.architecture === '' || form.dataset === '')) return 'Choose a network and a data set.';
  if (kind === 'thread' && form.thread === '') return 'Choose what was said.';
  return null;
}

/** The question that a form asks, which must lack nothing. */
export function questionOf(form: BlockForm): Question {
  const title = form.title.trim() === '' ? {} : { title: form.title.trim() };
  const place = { split: form.split, layer: form.layer };
  const epochOf = (text: string) => (isEpoch(text) ? Number(text) : undefined);
  switch (form.kind) {
    case 'chart': {
      const { runs, metrics, align, groupBy, centre, band } = form;
      const isGrouped = groupBy !== '';
      const span = { ...(isEpoch(form.from) && { from: Number(form.from) }), ...(isEpoch(form.to) && { to: Number(form.to) }) };
      return { kind: 'chart', ...title, runs, metrics, ...place, align, ...(isGrouped ? { groupBy } : span), centre, band };
    }
    case 'table':
      return { kind: 'table', ...title, runs: form.runs, metrics: form.metrics, ...place, point: form.point };
    case 'geometry': {
      const epoch = epochOf(form.epoch);
      return { kind: 'geometry', ...title, run: form.run, ...place, ...(epoch !== undefined && { epoch }), ...(form.classes && { classes: form.classes }), dimensions: form.dimensions === '3' ? 3 : 2 };
    }
    case 'paper-cell':
      return { kind: 'paper-cell', ...title, architecture: form.architecture, dataset: form.dataset, ...(form.cellMetrics.length > 0 && { metrics: form.cellMetrics }) };
    case 'thread':
      return { kind: 'thread', ...title, thread: form.thread };
  }
}
