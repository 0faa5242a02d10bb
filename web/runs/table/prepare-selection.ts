import { plural } from '../../formats/names.ts';
import type { TableEntry } from './table-entry.ts';

/** Runs that the comparison takes at once. */
export const MOST_COMPARED = 40;

/** A list in pieces of at most so many. */
export const chunked = <T>(list: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / most) }, (_, i) => list.slice(i * most, (i + 1) * most));

/** Why chosen runs can be neither tagged nor put aside; null where they can. Of runs that are not in the list any more the server knows. */
export function finalReason(ids: readonly string[], entries: readonly TableEntry[]): string | null {
  const chosen = new Set(ids);
  const closed = entries.filter(({ run }) => chosen.has(run.id) && run.study?.finalAt).length;
  if (closed === 0) return null;
  return closed === ids.length ? 'Their study is final: it changes no more' : `${plural(closed, 'run')} of a final study ${closed === 1 ? 'changes' : 'change'} no more`;
}
