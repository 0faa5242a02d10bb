import { count } from '../formats/numbers.ts';
import { networkName } from '../formats/names.ts';
import { statusLook } from '../runs/prepare-status.ts';
import type { ChoosableRun } from './comparison-documents.ts';

/** More rows than this are not read through: a longer search word finds faster. */
const MOST_ROWS = 40;

export interface Choices {
  rows: { id: string; name: string; detail: string; isChosen: boolean }[];
  /** those shown that are not chosen yet and have an epoch to show */
  addable: string[];
  note: string;
}

/** The runs that have every word of the text somewhere, chosen ones first. */
export function prepareChoices(list: { totalCount: number; nodes: readonly ChoosableRun[] }, text: string, chosen: readonly string[]): Choices {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = list.nodes.filter((run) => words.every((word) => haystack(run).includes(word)));
  const isChosen = ({ id }: ChoosableRun) => chosen.includes(id);
  const rows = [...found.filter(isChosen), ...found.filter((run) => !isChosen(run))].slice(0, MOST_ROWS);
  const newest = list.totalCount > list.nodes.length ? `, among the newest ${count(list.nodes.length)} of ${count(list.totalCount)}` : '';
  return {
    rows: rows.map((run) => ({ id: run.id, name: run.name, detail: detailOf(run), isChosen: isChosen(run) })),
    addable: rows.filter((run) => !isChosen(run) && run.lastEpoch > 0).map(({ id }) => id),
    note: found.length === 0 ? `No run has these words${newest}.` : `${count(found.length)} found${newest}${found.length > rows.length ? `; the first ${rows.length} are shown` : ''}.`,
  };
}

const detailOf = (run: ChoosableRun) => [run.study?.name, networkName(run), run.dataset, `seed ${run.seed}`, `${statusLook(run.status).word}, ${count(run.lastEpoch)} of ${count(run.plannedEpochCount)} epochs`].filter(Boolean).join(' · ');
const haystack = (run: ChoosableRun) => [run.name, detailOf(run), ...run.tags].join(' ').toLowerCase();
