import type { Client, CombinedError } from 'urql';
import type { ResultOf } from '../graphql/graphql.ts';
import type { RunStatus } from './run-documents.ts';
import { type RunCurves, curvesByRun } from './run-curves.ts';
import { RunCurvesDocument, type RunRow, RunsDocument } from './runs-documents.ts';

export interface Pages {
  runs: RunRow[];
  curves: Map<string, RunCurves>;
  totalCount: number;
  hasMore: boolean;
}

export interface PagesWanted {
  statuses: readonly RunStatus[];
  pageSize: number;
  pageCount: number;
}

/** The first pages of the list of runs, read from the top, so that runs that came meanwhile shift nothing out or in twice. */
export async function readPages(
  client: Client,
  { statuses, pageSize, pageCount }: PagesWanted,
): Promise<{ pages?: Pages; error?: CombinedError }> {
  const pages: Pages = { runs: [], curves: new Map(), totalCount: 0, hasMore: true };
  let after: string | null = null;
  let error: CombinedError | undefined;
  for (let i = 0; i < pageCount && pages.hasMore; i++) {
    const list: Awaited<ReturnType<typeof listOf>> = await listOf(client, { ...firstPageAsked(statuses, pageSize), after });
    if (!list.data) return { error: list.error };
    const { nodes, pageInfo, totalCount } = list.data.runs;
    const curves =
      nodes.length === 0
        ? null
        : await client.query(RunCurvesDocument, { ids: nodes.map((run) => run.id) }, FRESH).toPromise();
    error ??= curves?.error;
    for (const [id, each] of curves?.data ? curvesByRun(curves.data) : []) pages.curves.set(id, each);
    pages.runs.push(...nodes);
    Object.assign(pages, { totalCount, hasMore: pageInfo.hasNextPage });
    after = pageInfo.endCursor;
  }
  return { pages, error };
}

/** What is asked for the first page of the list. */
export const firstPageAsked = (statuses: readonly RunStatus[], pageSize: number) => ({ first: pageSize, after: null, status: statuses.length === 0 ? null : [...statuses] });

/** The first page as long as no curves are known. */
export const withoutCurves = ({ runs }: ResultOf<typeof RunsDocument>): Pages => ({ runs: runs.nodes, curves: new Map(), totalCount: runs.totalCount, hasMore: runs.pageInfo.hasNextPage });

const FRESH = { requestPolicy: 'network-only' } as const;
const listOf = (client: Client, variables: { first: number; after: string | null; status: RunStatus[] | null }) =>
  client.query(RunsDocument, variables, FRESH).toPromise();
