import { count } from '../formats/numbers.ts';
import { networkName } from '../formats/names.ts';
import { statusLook } from '../runs/prepare-status.ts';
import type { ChoosableRun, ChoosableRuns } from './comparison-documents.ts';

/** More rows than this are not read through: a longer search word finds faster. */
const MOST_ROWS = 40;

export interface Choices {
  rows: { id: string; name: string; detail: string; isChosen: boolean }[];
  /** those shown that are not chosen yet and have an epoch to show */
  addable: string[];
  note: string;
}

/** The words of a search, small. */
export const wordsIn = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);

/** The newest runs that have every word somewhere, and the older ones that the record found; chosen ones first. */
export function prepareChoices({ newest, found }: ChoosableRuns, text: string, chosen: readonly string[]): Choices {
  const words = wordsIn(text);
  const seen = newest.nodes.filter((run) => words.every((word) => haystack(run).includes(word)));
  const older = words.length === 0 ? [] : (found?.nodes ?? []).filter(({ id }) => !newest.nodes.some((run) => run.id === id));
  const all = [...seen, ...older];
  const isChosen = ({ id }: ChoosableRun) => chosen.includes(id);
  const rows = [...all.filter(isChosen), ...all.filter((run) => !isChosen(run))].slice(0, MOST_ROWS);
  const isPart = words.length === 0 && newest.totalCount > newest.nodes.length;
  return {
    rows: rows.map((run) => ({ id: run.id, name: run.name, detail: detailOf(run), isChosen: isChosen(run) })),
    addable: rows.filter((run) => !isChosen(run) && run.lastEpoch > 0).map(({ id }) => id),
    note: all.length === 0 ? 'No run has these words.' : `${isPart ? `${count(newest.totalCount)} runs; a word finds older ones` : `${count(all.length)} found`}${all.length > rows.length ? `; the first ${rows.length} are shown` : ''}.`,
  };
}

const detailOf = (run: ChoosableRun) => [run.study?.name, networkName(run), run.dataset, `seed ${run.seed}`, `${statusLook(run.status).word}, ${count(run.lastEpoch)} of ${count(run.plannedEpochCount)} epochs`].filter(Boolean).join(' · ');
const haystack = (run: ChoosableRun) => [run.name, detailOf(run), ...run.tags].join(' ').toLowerCase();
