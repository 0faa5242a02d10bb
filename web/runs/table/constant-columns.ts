import type { Column, ColumnHead } from './columns.ts';
import { cellOf } from './prepare-rows.ts';
import type { TableEntry } from './table-entry.ts';

/** A column that says the same of every run. */
export interface ConstantColumn {
  id: string;
  /** "Data set MNIST" */
  words: string;
}

/** Times differ though they read alike, and tags are no text to be compared. */
const NEVER = new Set(['created', 'started', 'finished', 'tags']);

/**
 * The columns that have the same word or number in all rows read, of two rows at least; the sorted one is looked at and stays. Measured values
 * count as the same only if they are the same number, however few digits the table shows.
 */
export function constantColumns(entries: readonly TableEntry[], columns: readonly Column[], heads: readonly Pick<ColumnHead, 'title' | 'detail'>[], sorted: string | null): ConstantColumn[] {
  const [first, ...others] = entries;
  if (!first || others.length === 0) return [];
  return columns.flatMap((column, i) => {
    if (column.kind === 'spark' || column.id === sorted || NEVER.has(column.id)) return [];
    const sign = signOf(first, column);
    if (others.some((entry) => signOf(entry, column) !== sign)) return [];
    return [{ id: column.id, words: [heads[i]!.title, heads[i]!.detail, textOf(first, column)].filter(Boolean).join(' ') }];
  });
}

const PLAIN = { spark: undefined, domain: [0.1, 1], now: 0 } as const;

function textOf(entry: TableEntry, column: Column): string {
  const cell = cellOf(entry, column, PLAIN);
  return cell.kind === 'text' ? cell.text : cell.kind === 'status' ? cell.look.word : '';
}

function signOf(entry: TableEntry, column: Column): string {
  if (column.kind !== 'metric') return textOf(entry, column);
  const value = entry.values.get(column.id);
  // a value that is still computed may become any
  if (value?.kind === 'PENDING') return `pending ${entry.run.id}`;
  return value?.value == null ? 'none' : String(value.value);
}
