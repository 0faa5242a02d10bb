import { familyName, networkName, plural } from '../formats/names.ts';
import { count } from '../formats/numbers.ts';
import { ago, moment } from '../formats/times.ts';
import { STATUSES, statusLook } from '../runs/prepare-status.ts';
import { conditionAddress, type ListKind } from '../runs/table/filter.ts';
import type { StudyEntry, StudyLine } from './studies-documents.ts';

/** The paper's order; what it has not comes behind, by name. */
const FAMILIES = ['vgg', 'resnet', 'densenet'];
const DATASETS = ['MNIST', 'FashionMNIST', 'SVHN', 'CIFAR10', 'CIFAR100', 'STL10', 'ImageNet'];

type Groups = StudyLine['runGroups'];

export interface GridCell {
  key: string;
  /** null: no run */
  runs: { text: string; href: string; place: string } | null;
  /** "3 of 4 reached the terminal phase", in little */
  reached: string;
  state: 'full' | 'training' | 'lacking' | 'none';
}

export interface StudyGrid {
  columns: string[];
  rows: { family: string; name: string; cells: GridCell[] }[];
}

/** Architectures by data sets, as far as the study has runs in use of them. */
export function prepareGrid({ id, runGroups }: Pick<StudyLine, 'id' | 'runGroups'>): StudyGrid {
  const families = ordered(runGroups.map(({ architecture }) => architecture), FAMILIES);
  const columns = ordered(runGroups.map(({ dataset }) => dataset), DATASETS);
  return { columns, rows: families.map((family) => ({ family, name: familyName(family), cells: columns.map((dataset) => cellOf(id, family, dataset, runGroups)) })) };
}

function ordered(values: readonly string[], known: readonly string[]): string[] {
  const place = (value: string) => (known.includes(value) ? known.indexOf(value) : known.length);
  return [...new Set(values)].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}

function cellOf(studyId: string, family: string, dataset: string, runGroups: Groups): GridCell {
  const groups = runGroups.filter((group) => group.architecture === family && group.dataset === dataset);
  const total = sum(groups.map(({ runCount }) => runCount));
  const reached = sum(groups.map(({ terminalPhaseCount }) => terminalPhaseCount));
  const isTraining = groups.some(({ status }) => status === 'RUNNING' || status === 'PAUSED');
  const key = `${family} ${dataset}`;
  if (total === 0) return { key, runs: null, reached: '', state: 'none' };
  const words = reached === 0 ? (isTraining ? 'training' : 'phase not reached') : reached === total ? 'all in terminal phase' : `${count(reached)} in terminal phase`;
  return { key, runs: { text: plural(total, 'run'), href: runsHref(studyId, { network: family, dataset }), place: `${familyName(family)} on ${dataset}` }, reached: words, state: reached > 0 ? 'full' : isTraining ? 'training' : 'lacking' };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The table of runs with the study, and what else is named, as its conditions. */
export function runsHref(studyId: string, more: Partial<Record<ListKind, string>> = {}): string {
  const search = new URLSearchParams();
  for (const [kind, value] of Object.entries({ study: studyId, ...more })) search.append(...conditionAddress({ kind: kind as ListKind, isNot: false, values: [value] }));
  return `/runs?${search}`;
}

/** "9 completed, 2 training, 1 diverged". */
export const statusText = (groups: Groups): string =>
  STATUSES.flatMap((status) => {
    const number = sum(groups.filter((group) => group.status === status).map(({ runCount }) => runCount));
    return number > 0 ? [`${count(number)} ${statusLook(status).word}`] : [];
  }).join(', ');

export interface StudyListRow {
  id: string;
  name: string;
  href: string;
  description: string;
  runs: string;
  statuses: string;
  reached: string;
  made: { text: string; exact: string };
  isArchived: boolean;
  isFinal: boolean;
}

export function prepareStudyList(studies: readonly StudyLine[], now: number): StudyListRow[] {
  return studies.map(({ id, slug, name, description, createdAt, archivedAt, finalAt, runGroups, runCount }) => ({
    ...{ id, name, href: studyHref(slug), isArchived: archivedAt !== null, isFinal: finalAt !== null },
    description: description.split('\n')[0] ?? '',
    runs: count(runCount),
    statuses: statusText(runGroups),
    reached: count(sum(runGroups.map(({ terminalPhaseCount }) => terminalPhaseCount))),
    made: { text: ago(createdAt, now), exact: moment(createdAt) },
  }));
}

export const studyHref = (slug: string) => `/studies/${encodeURIComponent(slug)}`;

/** A run in a line: its network, data set and seed, and how it stands. */
export const runDetail = (run: Pick<StudyEntry['newestRuns'][number], 'architecture' | 'depth' | 'width' | 'dataset' | 'seed'>): string => `${networkName(run)}, ${run.dataset}, seed ${run.seed}`;
