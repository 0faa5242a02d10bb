import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentNode } from 'graphql';
import { GroupCurvesDocument, SummariesDocument } from '../../web/comparison/comparison-documents.ts';
import { OverviewCurvesDocument, OverviewDocument } from '../../web/overview/overview-documents.ts';
import { PaperDocument } from '../../web/paper/paper-documents.ts';
import { RunDocument, RunLogDocument } from '../../web/runs/run-documents.ts';
import { RunCurvesDocument, RunsDocument } from '../../web/runs/runs-documents.ts';
import { TablePageDocument } from '../../web/runs/table/table-documents.ts';
import { demandAnswer } from './ask.ts';
import type { Tally } from './tally.ts';

const METRICS = ['NC1', 'NC2_EQUINORM_MEANS', 'NC2_EQUIANGULAR_MEANS', 'NC2_MAX_ANGLE_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH', 'ERROR'];
const COLUMNS = Object.fromEntries(['NC1', 'NC3_DUALITY', 'NC4_MISMATCH', 'ERROR', 'LOSS'].flatMap((metric, k) => [[`m${k}`, metric], [`s${k}`, 'TRAIN'], [`a${k}`, 'LAST']]));

type Page = (ask: (document: DocumentNode, variables: object) => Promise<ReturnType<typeof JSON.parse>>, ids: readonly string[], turn: number) => Promise<unknown>;

/** What the dashboard asks for each of its pages. */
const PAGES: Record<string, Page> = {
  overview: async (ask, ids) => {
    const { finished } = await ask(OverviewDocument as DocumentNode, {});
    await ask(OverviewCurvesDocument as DocumentNode, { finished: finished.nodes.map(({ id }: { id: string }) => id), a: ids.slice(0, 20), b: [], c: [], d: [] });
  },
  'table of runs': (ask, _ids, turn) => ask(TablePageDocument as DocumentNode, { first: 50, orderBy: turn % 2 ? { key: 'METRIC', metric: { name: 'NC1' } } : { key: 'CREATED', direction: 'DESC' }, ...COLUMNS }),
  'list of runs': async (ask) => {
    const { runs } = await ask(RunsDocument as DocumentNode, { first: 25, status: ['COMPLETED'] });
    await ask(RunCurvesDocument as DocumentNode, { ids: runs.nodes.map(({ id }: { id: string }) => id) });
  },
  'a run': async (ask, ids, turn) => {
    const id = ids[turn % ids.length]!;
    await Promise.all([ask(RunDocument as DocumentNode, { id, metrics: METRICS }), ask(RunLogDocument as DocumentNode, { id, last: 100 })]);
  },
  'runs compared': async (ask, ids, turn) => {
    const runs = Array.from({ length: 10 }, (_, k) => ids[(turn + k) % ids.length]!);
    await ask(SummariesDocument as DocumentNode, { runs, train: ['NC1', 'NC3_DUALITY'], test: ['ERROR'] });
    await ask(GroupCurvesDocument as DocumentNode, { runs, metric: 'NC1', split: 'TRAIN', groupBy: 'ARCHITECTURE', centre: 'MEAN', band: 'MIN_MAX', align: 'EPOCH' });
  },
  'a figure of the paper': (ask, _ids, turn) => ask(PaperDocument as DocumentNode, { figure: 2 + (turn % 5) }),
};

export interface Browsing {
  url: string;
  headers: Record<string, string>;
  /** runs that can be opened */
  ids: readonly string[];
  pauseMs: number;
  /** begins with another page than the other users */
  number: number;
  isOver: () => boolean;
}

/** One person who opens page after page until it is over; at least one. */
export async function browse({ url, headers, ids, pauseMs, number, isOver }: Browsing, tally: Tally): Promise<void> {
  const pages = Object.entries(PAGES);
  for (let turn = number; turn === number || !isOver(); turn++) {
    const [name, page] = pages[turn % pages.length]!;
    await tally.time(name, () => page((document, variables) => demandAnswer(url, document, variables, headers), ids, turn));
    await sleep(pauseMs);
  }
}
