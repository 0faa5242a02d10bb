import { type Column, columnOf, isAccuracy, MOST_COLUMNS, PLAIN_COLUMNS, placeId, type SettingColumn } from './columns.ts';
import { type Condition, conditionAddress, conditionsIn, filterOf, LIST_KINDS, placeInput } from './filter.ts';
import type { Question } from './run-pages.ts';
import type { RunOrder } from './table-documents.ts';

export type Grouping = 'none' | 'network' | 'dataset' | 'study' | 'all-but-seed';

export const GROUPINGS: readonly { value: Grouping; label: string }[] = [
  { value: 'none', label: 'not at all' },
  { value: 'network', label: 'by network' },
  { value: 'dataset', label: 'by data set' },
  { value: 'study', label: 'by study' },
  { value: 'all-but-seed', label: 'all but seed' },
];

export interface Sort {
  /** id of a column, or "name" */
  column: string;
  isDescending: boolean;
}

/** How the runs are looked at: all of it is in the page's address. */
export interface RunsView {
  columns: Column[];
  /** null: newest first */
  sort: Sort | null;
  conditions: Condition[];
  match: 'all' | 'any';
  text: string;
  isArchived: boolean;
  grouping: Grouping;
  /** whether columns that say the same of every run are left out */
  isConstantHidden: boolean;
}

type Address = Pick<URLSearchParams, 'get' | 'getAll'>;

/** The view in an address; what it does not name, or names wrongly, is as usual. */
export function runsViewOf(address: Address): RunsView {
  const ids = address.get('columns')?.split(',') ?? PLAIN_COLUMNS;
  const columns = [...new Set(ids)].map(columnOf).filter((column) => column !== null);
  return {
    columns: columns.slice(0, MOST_COLUMNS),
    sort: sortIn(address.get('sort')),
    conditions: conditionsIn(address),
    match: address.get('match') === 'any' ? 'any' : 'all',
    text: (address.get('text') ?? '').slice(0, 200),
    isArchived: address.get('archived') === 'only',
    grouping: GROUPINGS.find(({ value }) => value === address.get('group'))?.value ?? 'none',
    isConstantHidden: address.get('constant') === 'hidden',
  };
}

function sortIn(text: string | null): Sort | null {
  if (!text) return null;
  const isDescending = text.startsWith('-');
  const column = isDescending ? text.slice(1) : text;
  return orderKey(column) ? { column, isDescending } : null;
}

const KEYS: Partial<Record<SettingColumn | 'name', RunOrder['key']>> = {
  name: 'NAME',
  status: 'STATUS',
  network: 'ARCHITECTURE',
  dataset: 'DATASET',
  phase: 'TERMINAL_PHASE_EPOCH',
  epoch: 'LAST_EPOCH',
  created: 'CREATED',
  started: 'STARTED',
  finished: 'FINISHED',
};

/** What the server orders by for a column; null where it cannot. */
function orderKey(id: string): RunOrder['key'] | null {
  if (Object.hasOwn(KEYS, id)) return KEYS[id as SettingColumn]!;
  return columnOf(id)?.kind === 'metric' ? 'METRIC' : null;
}

export const isSortable = (id: string): boolean => orderKey(id) !== null;

/** The server's order. */
export function orderOf(sort: Sort | null): RunOrder | null {
  if (!sort) return null;
  const column = columnOf(sort.column);
  // what is read as accuracy is kept as error: the best accuracy is the smallest error
  const isDown = sort.isDescending !== (column?.kind === 'metric' && isAccuracy(column.place));
  return {
    key: orderKey(sort.column)!,
    direction: isDown ? 'DESC' : 'ASC',
    ...(column?.kind === 'metric' && { metric: placeInput(column.place) }),
  };
}

const DATES = ['created', 'started', 'finished', 'epoch'];

/** The sort after a press on a column's head: its usual way first, then the other, then none. */
export function nextSort(sort: Sort | null, id: string): Sort | null {
  const column = columnOf(id);
  const first = DATES.includes(id) || (column?.kind === 'metric' && isAccuracy(column.place));
  if (sort?.column !== id) return { column: id, isDescending: first };
  return sort.isDescending === first ? { column: id, isDescending: !first } : null;
}

/** The search string of a view; other names in it stay. */
export function withView(search: string, change: Partial<RunsView>): string {
  const view = { ...runsViewOf(new URLSearchParams(search)), ...change };
  const next = new URLSearchParams(search);
  const set = (name: string, value: string | null) => (value === null ? next.delete(name) : next.set(name, value));
  const ids = view.columns.map(({ id }) => id).join(',');
  set('columns', ids === PLAIN_COLUMNS.join(',') ? null : ids);
  set('sort', view.sort && `${view.sort.isDescending ? '-' : ''}${view.sort.column}`);
  for (const name of [...LIST_KINDS, 'phase', 'generated', 'value']) next.delete(name);
  for (const condition of view.conditions) next.append(...conditionAddress(condition));
  set('match', view.match === 'any' ? 'any' : null);
  set('text', view.text || null);
  set('archived', view.isArchived ? 'only' : null);
  set('group', view.grouping === 'none' ? null : view.grouping);
  set('constant', view.isConstantHidden ? 'hidden' : null);
  const text = next.toString();
  return text ? `?${text}` : '';
}

/** What is asked for a view. */
export function questionOf(view: RunsView): Question {
  const has = (key: string) => view.columns.some(({ id }) => id === key);
  return {
    filter: filterOf(view),
    orderBy: orderOf(view.sort),
    // in one order: columns that only change places need no new answer
    places: view.columns.flatMap((column) => (column.kind === 'metric' ? [column.place] : [])).sort((a, b) => (placeId(a) < placeId(b) ? -1 : 1)),
    extras: { verdicts: has('verdicts'), checks: has('checks') },
  };
}
