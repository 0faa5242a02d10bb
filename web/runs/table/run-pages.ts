import type { Client, CombinedError } from 'urql';
import type { ResultOf } from '../../graphql/graphql.ts';
import { type Place, placeId } from './columns.ts';
import { placeInput } from './filter.ts';
import {
  type CellValue,
  RunExtrasDocument,
  type RunExtras,
  type RunFilter,
  type RunOrder,
  type TableNode,
  TableExtrasDocument,
  TablePageDocument,
  TableRunDocument,
  TableSparksDocument,
} from './table-documents.ts';
import type { CurveColumn, RunSpark, TableEntry } from './table-entry.ts';

export interface Question {
  filter: RunFilter;
  orderBy: RunOrder | null;
  places: readonly Place[];
  /** what costs the server more than a column of its own is read where it is shown alone */
  extras: Extras;
}

export interface Extras {
  verdicts: boolean;
  checks: boolean;
}

export interface Page {
  entries: TableEntry[];
  totalCount: number;
  pendingCount: number;
  endCursor: string | null;
  hasMore: boolean;
}

const SLOTS = 5;
const FRESH = { requestPolicy: 'network-only' } as const;
const PLAIN: Place = { metric: 'NC1', split: 'TRAIN', at: 'end' };

/** The best value looks at every epoch of a run: such pages are shorter. */
export const pageSize = (places: readonly Place[]): number => (places.some(({ at }) => at === 'best') ? 50 : 100);

/** Places five at a time; at least once, since runs without values are asked for in the same way. */
function chunksOf(places: readonly Place[]): Place[][] {
  const chunks = Array.from({ length: Math.ceil(places.length / SLOTS) }, (_, i) => places.slice(i * SLOTS, (i + 1) * SLOTS));
  return chunks.length > 0 ? chunks : [[]];
}

function slotsOf(places: readonly Place[]) {
  const [p0, p1, p2, p3, p4] = Array.from({ length: SLOTS }, (_, i) => placeInput(places[i] ?? places[0] ?? PLAIN)) as [In, In, In, In, In];
  return {
    ...{ m0: p0.name, s0: p0.split, a0: p0.at, m1: p1.name, s1: p1.split, a1: p1.at, m2: p2.name, s2: p2.split, a2: p2.at },
    ...{ m3: p3.name, s3: p3.split, a3: p3.at, m4: p4.name, s4: p4.split, a4: p4.at },
  };
}
type In = ReturnType<typeof placeInput>;

type ExtrasById = Map<string, RunExtras>;
type PlaceInList = Pick<Question, 'filter' | 'orderBy'> & { first: number; after: string | null };

const switches = ({ verdicts, checks }: Extras) => ({ withVerdicts: verdicts, withChecks: checks });

/** By run; empty where nothing of it is shown, or the answer did not come: the table stands without it. */
async function readExtras(client: Client, extras: Extras, place: PlaceInList): Promise<ExtrasById> {
  if (!extras.verdicts && !extras.checks) return new Map();
  const { data } = await client.query(TableExtrasDocument, { ...place, ...switches(extras) }, FRESH).toPromise();
  return new Map(data?.runs.nodes.map(({ id, ...found }) => [id, found]));
}

async function readExtrasOf(client: Client, extras: Extras, id: string): Promise<RunExtras> {
  if (!extras.verdicts && !extras.checks) return {};
  const { data } = await client.query(RunExtrasDocument, { id, ...switches(extras) }, FRESH).toPromise();
  return data?.run ?? {};
}

const placeInList = ({ filter, orderBy, places }: Question, after: string | null): PlaceInList => ({ first: pageSize(places), after, filter, orderBy });

/** What is asked for the page behind `after`: once for each five places. */
export const pageAsked = (question: Question, after: string | null) => chunksOf(question.places).map((chunk) => ({ ...placeInList(question, after), ...slotsOf(chunk) }));

/** The page behind `after`. */
export async function readPage(client: Client, question: Question, after: string | null): Promise<{ page?: Page; error?: CombinedError }> {
  const ask = (asked: ReturnType<typeof pageAsked>[number]) => client.query(TablePageDocument, asked, FRESH).toPromise();
  const [beside, ...answers] = await Promise.all([readExtras(client, question.extras, placeInList(question, after)), ...pageAsked(question, after).map(ask)]);
  return { page: pageOf(question, answers.map(({ data }) => data), beside) ?? undefined, error: answers.find((answer) => answer.error)?.error };
}

/** The page in the answers to `pageAsked`; null without the first. Values that a second question has of a run that the first has not are left out. */
export function pageOf({ places }: Question, answers: readonly (PageAnswer | null | undefined)[], beside: ExtrasById = new Map()): Page | null {
  const list = answers[0]?.runs;
  if (!list) return null;
  const chunks = chunksOf(places);
  const values = new Map(list.nodes.map((run) => [run.id, new Map<string, CellValue | null>()]));
  answers.forEach((answer, i) => {
    for (const node of answer?.runs.nodes ?? []) {
      const own = values.get(node.id);
      if (own) takeValues(own, chunks[i]!, node);
    }
  });
  const entries = list.nodes.map((run) => ({ run: { ...run, ...beside.get(run.id) }, values: values.get(run.id)!, isGone: false }));
  return { entries, totalCount: list.totalCount, pendingCount: list.pendingCount, endCursor: list.pageInfo.endCursor, hasMore: list.pageInfo.hasNextPage };
}
type PageAnswer = ResultOf<typeof TablePageDocument>;

function takeValues(into: Map<string, CellValue | null>, chunk: readonly Place[], { v0, v1, v2, v3, v4 }: Pick<TableNode, 'v0' | 'v1' | 'v2' | 'v3' | 'v4'>): void {
  chunk.forEach((place, k) => {
    into.set(placeId(place), [v0, v1, v2, v3, v4][k] ?? null);
  });
}

/** One run as it is now: null when it is gone, nothing when it could not be read. */
export async function readRun(client: Client, id: string, { places, extras }: Pick<Question, 'places' | 'extras'>): Promise<TableEntry | null | undefined> {
  const chunks = chunksOf(places);
  const [beside, ...answers] = await Promise.all([readExtrasOf(client, extras, id), ...chunks.map((chunk) => client.query(TableRunDocument, { id, ...slotsOf(chunk) }, FRESH).toPromise())]);
  const first = answers[0]!.data;
  if (!first) return undefined;
  if (!first.run) return null;
  const values = new Map<string, CellValue | null>();
  answers.forEach(({ data }, i) => {
    if (data?.run) takeValues(values, chunks[i]!, data.run);
  });
  return { run: { ...first.run, ...beside }, values, isGone: false };
}

/** NC1 over epochs of each run that has any. */
export async function readSparks(client: Client, ids: readonly string[]): Promise<Map<string, RunSpark>> {
  const { data } = await client.query(TableSparksDocument, { ids: [...ids] }, FRESH).toPromise();
  return new Map(
    (data?.series ?? []).map(({ run, epochs, columns }) => [run.id, { epochs: epochs.map(Number), values: (columns[0]?.values ?? []) as CurveColumn }]),
  );
}
