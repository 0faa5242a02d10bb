import type { PlacedValue } from '../measuring/values-at.ts';
import type { MetricId } from '../metrics/catalogue.ts';

/** A curve of a chart: of one run, or the middle of a group with its band. */
export interface AnsweredCurve {
  label: string;
  runIds: string[];
  metric: MetricId;
  /** on the axis that the question's `align` says */
  positions: number[];
  values: (number | null)[];
  low: (number | null)[] | null;
  high: (number | null)[] | null;
  gaps: { index: number; kind: string; reason: string }[];
  /** where the terminal phase of a single run began, on the same axis; null where it did not, and of a group */
  terminalPhase: number | null;
  warnings: string[];
}

export type AnsweredCell = Pick<PlacedValue, 'metric' | 'epoch' | 'value' | 'kind' | 'reason'>;

export type BlockAnswer =
  | { kind: 'chart'; curves: AnsweredCurve[] }
  | { kind: 'table'; rows: { runId: string; label: string; cells: AnsweredCell[] }[] }
  | {
      kind: 'geometry'; runId: string; label: string; epoch: number; classCount: number; classes: number[]; dimensions: number; idealCosine: number; conventions: number;
      target: number[]; means: number[] | null; classifiers: number[] | null; meansShown: number | null; classifiersShown: number | null; reason: string | null;
    }
  | {
      kind: 'paper-cell'; architecture: string; dataset: string; state: string; reason: string | null; runId: string | null; label: string | null;
      columns: { metric: MetricId; split: string; atTerminalPhase: AnsweredPoint; atLast: AnsweredPoint }[];
      accuracy: { atZeroError: number | null; atLast: number | null; publishedAtZeroError: number | null; publishedAtLast: number | null };
    }
  | { kind: 'thread'; threadId: string; runName: string | null; place: string; resolvedAt: string | null; comments: AnsweredComment[] };

export interface AnsweredPoint {
  epoch: number | null;
  value: number | null;
  kind: string;
  reason: string | null;
}

export interface AnsweredComment {
  /** null for the person at the server itself, and for who may not see names */
  author: string | null;
  at: string;
  /** empty where it was taken back */
  body: string;
}

/** An answer with what it was read from. */
export interface Answered {
  answer: BlockAnswer;
  /** by run (of a thread by its id): sha256 over the digests of what was there to be read */
  digests: Record<string, string>;
  /** version of each metric's formula */
  formulas: Record<string, number>;
  isPending: boolean;
}

/** As a version keeps it for ever. */
export interface Frozen extends Pick<Answered, 'answer' | 'digests' | 'formulas'> {
  at: string;
}

export interface KeptBlock {
  key: string;
  question: object;
  frozen: Frozen;
}
