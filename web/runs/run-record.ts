import type { Problem } from '../graphql/problem.ts';
import type { MetricId, Run, RunAnswer, SeriesAnswer } from './run-documents.ts';

type Column = (number | null)[];

/** Losses and errors by epoch; null where they were not evaluated. */
export interface History {
  epochs: number[];
  trainLoss: Column;
  trainError: Column;
  testLoss: Column;
  testError: Column;
}

/** An epoch at which a metric has no value, and why. */
export interface Gap {
  metric: MetricId;
  epoch: number;
  kind: SeriesAnswer['columns'][number]['gaps'][number]['kind'];
  reason: string;
}

export interface Curves {
  epochs: number[];
  columns: { metric: MetricId; values: Column; warnings: string[] }[];
  gaps: Gap[];
}

/** All that the page of a run shows, as far as it is known. */
export interface RunRecord {
  run: Run;
  /** why the suggested verdict could not be given; null unless it is missing */
  verdictProblem: Problem | null;
  history: History;
  train: Curves;
  test: Curves;
}

export const NO_CURVES: Curves = { epochs: [], columns: [], gaps: [] };

/** The record in an answer; null when there is no such run. */
export function recordOf(answer: RunAnswer, verdictProblem: Problem | null): RunRecord | null {
  if (!answer.run) return null;
  const { history, ...run } = answer.run;
  const epochs = history.epochs.map(Number);
  return {
    run,
    verdictProblem,
    history: { ...history, epochs },
    train: curvesOf(answer.train?.[0]),
    test: curvesOf(answer.test?.[0]),
  };
}

/** A series as the page keeps it; none where there is no series. */
export function curvesOf(series: SeriesAnswer | undefined): Curves {
  if (!series) return NO_CURVES;
  const epochs = series.epochs.map(Number);
  return {
    epochs,
    columns: series.columns.map(({ metric, values, warnings }) => ({ metric, values, warnings })),
    gaps: series.columns.flatMap(({ metric, gaps }) =>
      gaps.map(({ index, kind, reason }) => ({ metric, epoch: epochs[index]!, kind, reason })),
    ),
  };
}

/**
 * The record after an answer for the epochs from `from` on. These replace what was known of them: a resumed attempt
 * writes the epochs behind its checkpoint anew, and values that were pending have come.
 */
export function joined(known: RunRecord, answer: RunRecord, from: number): RunRecord {
  return {
    run: answer.run,
    verdictProblem: answer.verdictProblem,
    history: joinedHistory(known.history, answer.history, from),
    train: joinedCurves(known.train, answer.train, from),
    test: joinedCurves(known.test, answer.test, from),
  };
}

const countBefore = (epochs: number[], from: number) => epochs.filter((epoch) => epoch < from).length;

function joinedHistory(known: History, next: History, from: number): History {
  const kept = countBefore(known.epochs, from);
  const join = (key: keyof Omit<History, 'epochs'>) => [...known[key].slice(0, kept), ...next[key]];
  return {
    epochs: [...known.epochs.slice(0, kept), ...next.epochs],
    trainLoss: join('trainLoss'),
    trainError: join('trainError'),
    testLoss: join('testLoss'),
    testError: join('testError'),
  };
}

function joinedCurves(known: Curves, next: Curves, from: number): Curves {
  const kept = countBefore(known.epochs, from);
  const columns = known.columns.length > 0 ? known.columns : next.columns.map((column) => ({ ...column, values: [] }));
  return {
    epochs: [...known.epochs.slice(0, kept), ...next.epochs],
    columns: columns.map(({ metric, values, warnings }) => {
      const more = next.columns.find((column) => column.metric === metric);
      return {
        metric,
        values: [...values.slice(0, kept), ...(more?.values ?? [])],
        warnings: more?.warnings ?? warnings,
      };
    }),
    gaps: [...known.gaps.filter((gap) => gap.epoch < from), ...next.gaps],
  };
}

/** The newest epoch known; 0 before the first. */
export const lastKnownEpoch = (record: RunRecord) =>
  Math.max(0, record.history.epochs.at(-1) ?? 0, record.train.epochs.at(-1) ?? 0);

/** The first epoch with a value that the server is still computing; null when all are there. */
export function firstPendingEpoch(record: RunRecord): number | null {
  const pending = [...record.train.gaps, ...record.test.gaps]
    .filter((gap) => gap.kind === 'PENDING')
    .map((gap) => gap.epoch);
  return pending.length === 0 ? null : Math.min(...pending);
}

/** The value of a metric at an epoch; null when it has none or was not measured. */
export function valueAt(curves: Curves, metric: MetricId, epoch: number | null): number | null {
  const index = epoch === null ? -1 : curves.epochs.indexOf(epoch);
  return curves.columns.find((column) => column.metric === metric)?.values[index] ?? null;
}
