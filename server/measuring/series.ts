import type { PrismaClient, Split } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import type { FullColumn, Gap, Place } from './curve-cache.ts';
import { fullColumns } from './full-columns.ts';
import { type RunPlaces, seriesPlaces, type Window } from './series-places.ts';
import { bucketExtremes, keptIndices } from './thin-series.ts';

export type { Gap } from './curve-cache.ts';

/** Whether a long curve is thinned. */
export const SeriesMode = { THINNED: 'THINNED', FULL: 'FULL' } as const;
export type SeriesMode = (typeof SeriesMode)[keyof typeof SeriesMode];

/** What the axis of epochs counts from. */
export const SeriesAlign = { EPOCH: 'EPOCH', TERMINAL_PHASE: 'TERMINAL_PHASE' } as const;
export type SeriesAlign = (typeof SeriesAlign)[keyof typeof SeriesAlign];

export interface SeriesQuestion {
  runIds: string[];
  metrics: MetricId[];
  split: Split;
  layer: string;
  /** first and last epoch wanted, on the axis that `align` says; all when left out */
  from?: number | null;
  to?: number | null;
  /** what a curve is thinned to; never thinned when left out */
  maxPoints?: number | null;
  align?: SeriesAlign;
  /** first epochs of the terminal phases, which thinning keeps; by run, null where there was none so far */
  terminalPhaseEpochs?: ReadonlyMap<string, number | null>;
  /** numbers of all curves together; 200,000 when left out, which is what an answer may hold */
  mostNumbers?: number;
}

export interface Column {
  metric: MetricId;
  version: number;
  values: readonly (number | null)[];
  /** of what each point of a thinned curve stands for; absent unless thinned */
  min?: readonly (number | null)[];
  max?: readonly (number | null)[];
  gaps: readonly Gap[];
  warnings: readonly string[];
}

/** The curves of one run: its epochs once, then one column a metric. */
export interface RunSeries {
  runId: string;
  split: Split;
  layer: string;
  epochs: number[];
  /** epochs since the terminal phase began; null unless aligned so, or where it did not begin */
  sinceTerminalPhase: number[] | null;
  /** why a run is left without epochs on the axis asked for; null unless it is */
  misalignment: string | null;
  isThinned: boolean;
  /** epochs in the range before thinning */
  epochCount: number;
  columns: Column[];
}

/** An answer does not wait longer for values that are still being computed; they are PENDING in it. Finding and writing it take the rest of two seconds. */
export const ANSWER_WITHIN_MS = 1_700;
/** Numbers of all columns of an answer, epochs included. */
const MOST_NUMBERS = 200_000;
const LAST_EPOCH = 2 ** 31 - 1;

/**
 * The curves of several runs, in the order of `runIds`; a run without epochs (or unknown) has empty columns.
 * What is still being computed after `within` milliseconds is a gap of kind PENDING; when it is there, an event says so.
 *
 * @throws CollapsarError COMPLEXITY_EXCEEDED before anything is measured, when the answer would hold too many numbers
 */
export async function series(record: PrismaClient, question: SeriesQuestion, within = ANSWER_WITHIN_MS): Promise<RunSeries[]> {
  const asked = { ...question, metrics: [...new Set(question.metrics)], runIds: [...new Set(question.runIds)] };
  const byRun = await seriesPlaces(record, { ...asked, windows: windowsOf(asked) });
  checkNumbers(asked, byRun);
  const columns = await fullColumns(record, asked, byRun, within);
  return asked.runIds.map((runId) => curveOf(asked, runId, byRun.get(runId)?.places ?? [], columns.get(runId) ?? asked.metrics.map(() => EMPTY)));
}

const EMPTY: FullColumn = { values: [], gaps: [], warnings: [] };

/** The epochs wanted of each run; a run that has no place on the axis has none. */
function windowsOf({ runIds, from, to, align, terminalPhaseEpochs }: SeriesQuestion): Window[] {
  return runIds.flatMap((runId) => {
    const origin = align === SeriesAlign.TERMINAL_PHASE ? (terminalPhaseEpochs?.get(runId) ?? null) : 0;
    if (origin === null) return [];
    return [{ runId, from: from == null ? 0 : clamp(from + origin), to: to == null ? LAST_EPOCH : clamp(to + origin) }];
  });
}

const clamp = (epoch: number) => Math.min(Math.max(epoch, -1), LAST_EPOCH);

/** Counts what would be answered: epochs, values, and smallest and largest of each bucket. */
function checkNumbers({ metrics, maxPoints, mostNumbers: limit = MOST_NUMBERS }: SeriesQuestion, byRun: Map<string, RunPlaces>): void {
  const numbersOf = ({ places: { length } }: RunPlaces) => (maxPoints != null && length > maxPoints ? maxPoints * (1 + 3 * metrics.length) : length * (1 + metrics.length));
  const actual = [...byRun.values()].reduce((sum, places) => sum + numbersOf(places), 0);
  if (actual <= limit) return;
  const message = `The curves hold ${actual} numbers; at most ${limit} are allowed, so ask for fewer runs, metrics or points, or for a shorter range.`;
  throw new CollapsarError('COMPLEXITY_EXCEEDED', message, { details: { limit, actual } });
}

function curveOf(question: SeriesQuestion, runId: string, places: readonly Place[], columns: readonly FullColumn[]): RunSeries {
  const { split, layer, metrics, maxPoints, align, terminalPhaseEpochs } = question;
  const origin = terminalPhaseEpochs?.get(runId) ?? null;
  const landmark = origin === null ? -1 : places.findIndex(({ epoch }) => epoch === origin);
  const kept = keptIndices(places.length, columns.map(({ values }) => values), maxPoints ?? places.length, landmark);
  const isThinned = kept.length < places.length;
  const epochs = kept.map((index) => places[index]!.epoch);
  const isAligned = align === SeriesAlign.TERMINAL_PHASE;
  return {
    runId, split, layer, epochs, isThinned,
    sinceTerminalPhase: isAligned && origin !== null ? epochs.map((epoch) => epoch - origin) : null,
    misalignment: isAligned && origin === null ? NO_TERMINAL_PHASE : null,
    epochCount: places.length,
    columns: metrics.map((metric, k) => ({ metric, version: metricOf(metric).version, ...(isThinned ? thinned(columns[k]!, kept) : columns[k]!) })),
  };
}

const NO_TERMINAL_PHASE = 'NO_TERMINAL_PHASE: the train error has not vanished so far, so no epoch of this run is on that axis.';

/** Warnings are those of all values, thinned out or not. */
function thinned({ values, gaps, warnings }: FullColumn, kept: readonly number[]) {
  const gapAt = new Map(gaps.map((gap) => [gap.index, gap]));
  return {
    values: kept.map((index) => values[index]!),
    gaps: kept.flatMap((from, index) => (gapAt.has(from) ? { ...gapAt.get(from)!, index } : [])),
    warnings,
    ...bucketExtremes(values, kept),
  };
}
