import type { Prisma, PrismaClient, Run as RunRow } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { type Caller, seesStudy } from '../access/caller.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { decodeCursor, listTag } from '../access/cursor.ts';
import type { RequestContext } from '../access/request-context.ts';
import { presentRun } from './present-run.ts';
import { RUN_COLUMNS, type RunColumn } from './run-columns.ts';
import type { RunFilter } from './run.input.ts';
import type { Run } from './run.type.ts';

export interface RunPage {
  first: number;
  after?: string | null;
  filter?: RunFilter | null;
}

/** A page of the runs that the caller sees, newest first; the id settles the order of runs queued in the same millisecond. */
export async function listRuns(
  record: PrismaClient,
  { first, after, filter }: RunPage,
  { studyId }: Pick<Caller, 'studyId'>,
  columns: readonly RunColumn[] = RUN_COLUMNS,
): Promise<Connection<Run>> {
  const list = listTag('runs', filter);
  const where: Prisma.RunWhereInput = { AND: [studyId === null ? {} : { studyId }, whereOf(filter)] };
  const rows = await record.run.findMany({
    where: after == null ? where : { AND: [where, behind(list, after)] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: first + 1,
    select: { ...Object.fromEntries(columns.map((column) => [column, true])), id: true, createdAt: true },
  });
  return toConnection({
    list,
    rows,
    first,
    after,
    position: (row) => [row.createdAt.getTime(), row.id],
    present: (row) => presentRun(row as RunRow),
    countAll: () => record.run.count({ where }),
  });
}

/** Runs by id, in the ids' order; null where there is none. */
export async function runsById(record: PrismaClient, ids: readonly string[]): Promise<(Run | null)[]> {
  const rows = await record.run.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, presentRun(row)]));
  return ids.map((id) => byId.get(id) ?? null);
}

function whereOf(filter: RunFilter | null | undefined): Prisma.RunWhereInput {
  const { status, studyId, architecture, dataset } = filter ?? {};
  return {
    ...(status && { status: { in: status } }),
    ...(studyId != null && { studyId }),
    ...(architecture && { architecture: { in: architecture } }),
    ...(dataset && { dataset: { in: dataset } }),
  };
}

function behind(list: string, after: string): Prisma.RunWhereInput {
  const [time, id] = decodeCursor(list, after, ['time', 'string']) as [number, string];
  const createdAt = new Date(time);
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

/** One run; null where there is none that the caller sees. */
export async function visibleRun(context: RequestContext, id: string): Promise<Run | null> {
  const run = await context.load(runsById, id);
  return run && seesStudy(context.caller, run.studyId) ? run : null;
}

/** Runs in the ids' order. @throws CollapsarError NOT_FOUND that names the first id which the caller does not see */
export async function demandRuns(context: RequestContext, ids: readonly string[]): Promise<Run[]> {
  const runs = await Promise.all(ids.map((id) => visibleRun(context, id)));
  const missing = runs.indexOf(null);
  if (missing >= 0) throw new CollapsarError('NOT_FOUND', `There is no run ${ids[missing]}; take its id from the list of runs.`, { details: { type: 'Run' } });
  return runs as Run[];
}
