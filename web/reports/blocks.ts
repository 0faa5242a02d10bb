import type { Band, Centre, GroupBy, MetricId, Split } from '../comparison/comparison-documents.ts';

export type Align = 'EPOCH' | 'TERMINAL_PHASE';
export type Point = 'TERMINAL_PHASE' | 'LAST' | 'BEST';

interface Place {
  title?: string;
  split: Split;
  layer: string;
}
export interface ChartQuestion extends Place {
  kind: 'chart';
  runs: string[];
  metrics: MetricId[];
  align: Align;
  from?: number;
  to?: number;
  groupBy?: GroupBy;
  centre: Centre;
  band: Band;
}
export interface TableQuestion extends Place {
  kind: 'table';
  runs: string[];
  metrics: MetricId[];
  point: Point;
}
export interface GeometryQuestion extends Place {
  kind: 'geometry';
  run: string;
  epoch?: number;
  classes?: number[];
  dimensions: 2 | 3;
}
export interface PaperCellQuestion {
  kind: 'paper-cell';
  title?: string;
  architecture: string;
  dataset: string;
  metrics?: MetricId[];
}
export interface ThreadQuestion {
  kind: 'thread';
  title?: string;
  thread: string;
}
/** What a block asks, with everything that was left out. docs/reports.md has the words. */
export type Question = ChartQuestion | TableQuestion | GeometryQuestion | PaperCellQuestion | ThreadQuestion;
export type BlockKind = Question['kind'];

export interface AnsweredCurve {
  label: string;
  runIds: string[];
  metric: MetricId;
  positions: number[];
  values: (number | null)[];
  low: (number | null)[] | null;
  high: (number | null)[] | null;
  gaps: { index: number; kind: string; reason: string }[];
  terminalPhase: number | null;
  warnings: string[];
}
export interface AnsweredPoint {
  epoch: number | null;
  value: number | null;
  kind: string;
  reason: string | null;
}
export interface AnsweredComment {
  author: string | null;
  at: string;
  body: string;
}
export interface ChartAnswer {
  kind: 'chart';
  curves: AnsweredCurve[];
}
export interface TableAnswer {
  kind: 'table';
  rows: { runId: string; label: string; cells: (AnsweredPoint & { metric: MetricId })[] }[];
}
export interface GeometryAnswer {
  kind: 'geometry';
  runId: string;
  label: string;
  epoch: number;
  classCount: number;
  classes: number[];
  dimensions: number;
  idealCosine: number;
  conventions: number;
  target: number[];
  means: number[] | null;
  classifiers: number[] | null;
  meansShown: number | null;
  classifiersShown: number | null;
  reason: string | null;
}
export interface PaperCellAnswer {
  kind: 'paper-cell';
  architecture: string;
  dataset: string;
  state: string;
  reason: string | null;
  runId: string | null;
  label: string | null;
  columns: { metric: MetricId; split: string; atTerminalPhase: AnsweredPoint; atLast: AnsweredPoint }[];
  accuracy: { atZeroError: number | null; atLast: number | null; publishedAtZeroError: number | null; publishedAtLast: number | null };
}
export interface ThreadAnswer {
  kind: 'thread';
  threadId: string;
  runName: string | null;
  place: string;
  resolvedAt: string | null;
  comments: AnsweredComment[];
}
/** What a block was answered, as docs/reports.md has it. */
export type Answer = ChartAnswer | TableAnswer | GeometryAnswer | PaperCellAnswer | ThreadAnswer;

/** An answer with what it was read from. */
export interface Frozen {
  answer: Answer;
  digests: Record<string, string>;
  formulas: Record<string, number>;
  at: string;
}
/** The same question asked again. */
export interface Now {
  answer: Answer | null;
  formulas: Record<string, number> | null;
  isPending: boolean;
  /** null while that is not known */
  isChanged: boolean | null;
  reason: string | null;
}
export interface Block {
  key: string;
  question: Question;
  frozen: Frozen;
}

const PLACED = { split: 'TRAIN', layer: 'last' };
const LEFT_OUT: Record<BlockKind, object> = {
  chart: { ...PLACED, align: 'EPOCH', centre: 'MEAN', band: 'MIN_MAX' },
  table: { ...PLACED, point: 'LAST' },
  geometry: { ...PLACED, dimensions: 2 },
  'paper-cell': {},
  thread: {},
};

/** The question of a fence's text with everything that was left out; null where the text is none. The server says what else may be wrong with it. */
export function readQuestion(text: string): Question | null {
  try {
    const asked = JSON.parse(text) as { kind?: unknown } | null;
    const usual = typeof asked?.kind === 'string' && Object.hasOwn(LEFT_OUT, asked.kind) ? LEFT_OUT[asked.kind as BlockKind] : null;
    return usual && ({ ...usual, ...asked } as Question);
  } catch {
    return null;
  }
}

/** The same for the same question, in whatever order its words were written. */
export const canonical = (question: Question): string => JSON.stringify(Object.fromEntries(Object.entries(question).sort(([a], [b]) => (a < b ? -1 : 1))));

/** A question as a fence, without what is as usual. */
export function fenceOf(question: Question): string {
  const usual = LEFT_OUT[question.kind] as Record<string, unknown>;
  const told = Object.entries(question).filter(([name, value]) => value !== undefined && value !== '' && usual[name] !== value);
  // what only groups have says nothing of single runs
  const isOfGroups = question.kind === 'chart' && question.groupBy !== undefined;
  return `\`\`\`collapsar\n${JSON.stringify(Object.fromEntries(told.filter(([name]) => isOfGroups || (name !== 'centre' && name !== 'band'))))}\n\`\`\``;
}
