import { networkName } from '../../formats/names.ts';
import { THIN } from '../../formats/numbers.ts';
import { isEnded, statusLook, STATUSES } from '../prepare-status.ts';
import { type Column, isAccuracy } from './columns.ts';
import { formatOf, settingText } from './prepare-rows.ts';
import type { TableEntry } from './table-entry.ts';
import type { TableRun } from './table-documents.ts';
import type { Grouping } from './view.ts';

export interface TableGroup {
  key: string;
  label: string;
  entries: TableEntry[];
}

/** What stands in a group's row under a column: a mean with its range, or what the runs have in common. */
export interface GroupCell {
  text: string;
  /** second line: range and number of runs */
  detail: string;
}

/** One line of the table as it is drawn. */
export type Item = { kind: 'group'; group: TableGroup; isOpen: boolean } | { kind: 'run'; entry: TableEntry; isInGroup: boolean };

/** Everything that a run is trained with, its seed left out. */
const settingsKey = (run: TableRun): string =>
  JSON.stringify([
    ...[run.architecture, run.depth, run.width, run.growth, run.head, run.variant, run.dataset, run.samplesPerClass, run.loss, run.plannedEpochCount],
    ...[run.optimiser, run.learningRateSteps],
  ]);

const KEYS: Record<Exclude<Grouping, 'none'>, (run: TableRun) => string> = {
  network: networkName,
  dataset: (run) => run.dataset,
  study: (run) => run.study?.id ?? '',
  'all-but-seed': settingsKey,
};

const LABELS: Record<Exclude<Grouping, 'none'>, (run: TableRun) => string> = {
  network: networkName,
  dataset: (run) => run.dataset,
  study: (run) => run.study?.name ?? 'in no study',
  'all-but-seed': (run) => `${networkName(run)}, ${run.dataset}`,
};

/** The runs in groups, each where its first run stands: the order of the table is that of its groups. */
export function groupsOf(entries: readonly TableEntry[], grouping: Exclude<Grouping, 'none'>): TableGroup[] {
  const groups = new Map<string, TableGroup>();
  for (const entry of entries) {
    const key = KEYS[grouping](entry.run);
    const group = groups.get(key) ?? { key, label: LABELS[grouping](entry.run), entries: [] };
    group.entries.push(entry);
    groups.set(key, group);
  }
  return grouping === 'all-but-seed' ? toldApart([...groups.values()]) : [...groups.values()];
}

/** Groups of one name say what they differ in. */
function toldApart(groups: TableGroup[]): TableGroup[] {
  const same = new Map<string, TableGroup[]>();
  for (const group of groups) same.set(group.label, [...(same.get(group.label) ?? []), group]);
  return groups.map((group) => {
    const alike = same.get(group.label)!;
    if (alike.length === 1) return group;
    const differing = DIFFERENCES.filter(({ of }) => new Set(alike.map(({ entries }) => of(entries[0]!.run))).size > 1);
    return { ...group, label: [group.label, ...differing.map(({ of, name }) => `${name} ${of(group.entries[0]!.run)}`)].join(', ') };
  });
}

const DIFFERENCES: readonly { name: string; of: (run: TableRun) => string }[] = [
  { name: 'learning rate', of: (run) => settingText(run, 'learningRate') },
  { name: 'weight decay', of: (run) => settingText(run, 'weightDecay') },
  { name: 'momentum', of: (run) => settingText(run, 'momentum') },
  { name: 'batch', of: (run) => settingText(run, 'batchSize') },
  { name: 'epochs', of: (run) => String(run.plannedEpochCount) },
  { name: 'loss', of: (run) => settingText(run, 'loss') },
  { name: 'images a class', of: (run) => settingText(run, 'samplesPerClass') },
];

/** The lines of the table: runs alone, or groups with the runs of those that are open. */
export function itemsOf(entries: readonly TableEntry[], grouping: Grouping, open: ReadonlySet<string>): Item[] {
  if (grouping === 'none') return entries.map((entry) => ({ kind: 'run', entry, isInGroup: false }));
  return groupsOf(entries, grouping).flatMap((group): Item[] => {
    const isOpen = open.has(group.key);
    return [{ kind: 'group', group, isOpen }, ...(isOpen ? group.entries.map((entry): Item => ({ kind: 'run', entry, isInGroup: true })) : [])];
  });
}

/** A group's cell under a column. */
export function groupCell(entries: readonly TableEntry[], column: Column): GroupCell {
  if (column.kind === 'spark') return { text: '', detail: '' };
  if (column.kind === 'metric') {
    const values = entries.map(({ values }) => values.get(column.id)?.value ?? null).filter((value) => value !== null);
    return spread(values, formatOf(column.place), entries.length, isAccuracy(column.place));
  }
  const { key } = column;
  if (key === 'created' || key === 'started' || key === 'finished') return { text: '', detail: '' };
  if (key === 'status') return statusCounts(entries);
  if (key === 'phase') {
    const epochs = entries.map(({ run }) => run.terminalPhaseEpoch).filter((epoch) => epoch !== null);
    if (epochs.length === 0 && entries.every(({ run }) => isEnded(run.status))) return { text: 'not reached', detail: '' };
    return spread(epochs, (epoch) => String(Math.round(epoch)), entries.length);
  }
  const texts = new Set(entries.map(({ run }) => settingText(run, key)));
  return { text: texts.size === 1 ? [...texts][0]! : `${texts.size} different`, detail: '' };
}

/** Mean and, below it, smallest to largest; of how many, where some have none. */
function spread(values: readonly number[], format: (value: number) => string, of: number, isTurned = false): GroupCell {
  if (values.length === 0) return { text: '–', detail: '' };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const ends = [format(values.reduce((a, b) => Math.min(a, b))), format(values.reduce((a, b) => Math.max(a, b)))];
  // of accuracies, which are kept as errors, the largest error is the smallest
  if (isTurned) ends.reverse();
  const range = values.length === 1 ? '' : `${ends[0]}${THIN}–${THIN}${ends[1]}`;
  const many = values.length === of ? '' : `${values.length} of ${of}`;
  return { text: format(mean), detail: [range, many].filter(Boolean).join(', ') };
}

/** The commonest status, the others below it. */
function statusCounts(entries: readonly TableEntry[]): GroupCell {
  const counts = STATUSES.map((status) => ({ word: statusLook(status).word, runs: entries.filter(({ run }) => run.status === status).length }))
    .filter(({ runs }) => runs > 0)
    .sort((a, b) => b.runs - a.runs);
  if (counts.length === 1) return { text: `all ${counts[0]!.word}`, detail: '' };
  const [first, ...others] = counts.map(({ word, runs }) => `${runs} ${word}`);
  return { text: first ?? '', detail: others.join(', ') };
}
