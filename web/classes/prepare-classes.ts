import type { TableText } from '../export/table-text.ts';
import { accuracy, change, count, exact, metric, NONE } from '../formats/numbers.ts';
import { namesOf } from '../geometry/motion.ts';
import type { ClassesAnswer, ClassReading } from './classes-documents.ts';
import type { ClassColumn, ClassesView } from './view.ts';

type Column = readonly (number | null)[] | null | undefined;

export interface ClassCell {
  column: ClassColumn;
  text: string;
  /** the full value, on hover */
  title: string;
}

export interface ClassRow {
  index: number;
  name: string;
  /** beside the name, where the name is not the number itself */
  number: string | null;
  cells: ClassCell[];
  /** share of the bar's track: the spread beside the largest one, now or when the terminal phase began */
  bar: number;
  /** the same of the terminal phase's start: a tick on the track; null where it is not known */
  tick: number | null;
}

export interface ClassHead {
  column: ClassColumn;
  text: string;
  sort: 'ascending' | 'descending' | null;
}

export interface PreparedClasses {
  heads: ClassHead[];
  rows: ClassRow[];
  /** the classes in a sentence */
  summary: string;
  warnings: readonly string[];
}

const HEADS: Record<ClassColumn, (phase: number | null) => string> = {
  class: () => 'Class',
  count: () => 'Images',
  spread: () => 'Spread',
  phase: (phase) => `Spread at ${phase}`,
  change: (phase) => `since ${phase}`,
  mean: () => '|m|',
  classifier: () => '|w|',
  alignment: () => 'cos(w, m)',
  accuracy: () => 'Accuracy',
  nearest: () => 'Nearest mean',
};

/** The classes of an answer as rows, sorted; a column that has no value for any class is left out. */
export function prepareClasses(answer: ClassesAnswer, view: Pick<ClassesView, 'sort' | 'isAscending'>): PreparedClasses | null {
  const { now, atPhase } = answer;
  if (!now) return null;
  const phase = atPhase && atPhase.epoch !== now.epoch ? atPhase : null;
  const names = namesOf(answer.classNames, now.counts.length);
  const columns = columnsOf(now, phase);
  const shown = (Object.keys(HEADS) as ClassColumn[]).filter((column) => column === 'class' || columns[column]?.some((value) => value !== null));
  const sort = shown.includes(view.sort) ? view.sort : 'spread';
  const order = ordered(names, columns, sort, view.isAscending);
  const widest = [...now.spreads, ...(phase?.spreads ?? [])].reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  const share = (value: number | null | undefined) => (value == null || widest === 0 ? null : value / widest);
  return {
    heads: shown.map((column) => ({ column, text: HEADS[column](phase?.epoch ?? null), sort: column === sort ? (view.isAscending ? 'ascending' : 'descending') : null })),
    rows: order.map((c) => ({
      index: c,
      name: names[c]!,
      number: names[c] === String(c) ? null : String(c),
      cells: shown.filter((column) => column !== 'class').map((column) => cellOf(column, columns[column]![c] ?? null, phase?.spreads[c] ?? null, now.spreads[c] ?? null)),
      bar: share(now.spreads[c]) ?? 0,
      tick: share(phase?.spreads[c]),
    })),
    summary: summaryOf(now, names),
    warnings: now.warnings,
  };
}

function columnsOf(now: ClassReading, phase: ClassReading | null): Record<ClassColumn, Column> {
  return {
    class: null,
    count: now.counts,
    spread: now.spreads,
    phase: phase?.spreads,
    change: phase && now.spreads.map((value, c) => (value === null || !phase.spreads[c] ? null : value / phase.spreads[c] - 1)),
    mean: now.meanNorms,
    classifier: now.classifierNorms,
    alignment: now.alignments,
    accuracy: now.accuracies,
    nearest: now.nearestMeanAccuracies,
  };
}

/** Classes in the order wanted; those without a value last, equal ones in the order of their labels. */
function ordered(names: readonly string[], columns: Record<ClassColumn, Column>, sort: ClassColumn, isAscending: boolean): number[] {
  const indices = names.map((_, c) => c);
  if (sort === 'class') return isAscending ? indices : indices.reverse();
  const values = columns[sort] ?? [];
  const sign = isAscending ? 1 : -1;
  return indices.sort((a, b) => {
    const [x, y] = [values[a] ?? null, values[b] ?? null];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || a - b;
    return sign * (x - y) || a - b;
  });
}

function cellOf(column: ClassColumn, value: number | null, before: number | null, now: number | null): ClassCell {
  const text = column === 'count' ? count(value) : column === 'change' ? change(before, now) : column === 'accuracy' || column === 'nearest' ? accuracy(value === null ? null : 1 - value) : metric(value);
  return { column, text, title: value === null ? NONE : exact(value) };
}

function summaryOf({ spreads, quotient, quotientReason }: ClassReading, names: readonly string[]): string {
  const known = spreads.map((value, c) => ({ value, c })).filter((each): each is { value: number; c: number } => each.value !== null);
  if (known.length === 0) return quotientReason ?? 'No class has a spread.';
  const most = known.reduce((a, b) => (b.value > a.value ? b : a));
  const least = known.reduce((a, b) => (b.value < a.value ? b : a));
  const together = quotient === null ? '' : ` Weighted by their share of the images, the spreads add up to ${metric(quotient)}, the quotient of traces.`;
  if (metric(most.value) === metric(least.value)) return `All classes have collapsed alike (${metric(most.value)}).${together}`;
  return `${names[most.c]} has collapsed least (${metric(most.value)}), ${names[least.c]} most (${metric(least.value)}).${together}`;
}

/** The rows as they stand, with full values, for files. */
export function classesTable(prepared: PreparedClasses, answer: ClassesAnswer): TableText {
  const { now, atPhase } = answer;
  const columns = columnsOf(now!, atPhase && atPhase.epoch !== now!.epoch ? atPhase : null);
  return {
    heads: prepared.heads.map(({ text }) => text),
    rows: prepared.rows.map(({ index, name }) => prepared.heads.map(({ column }) => (column === 'class' ? name : (columns[column]?.[index] ?? null)))),
  };
}
