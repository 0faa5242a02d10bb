import { Prisma, type PrismaClient, type Thread as ThreadRow } from '../../prisma/client.ts';
import { seesStudy } from '../access/caller.ts';
import type { Connection } from '../access/connection.ts';
import { listTag } from '../access/cursor.ts';
import type { KeyColumn } from '../access/keyset.ts';
import { pageOf } from '../access/page-arguments.ts';
import type { RequestContext } from '../access/request-context.ts';
import type { MetricId } from '../measuring/metric.type.ts';
import { pagesTogether } from './pages-together.ts';
import type { ThreadListArguments } from './thread.input.ts';
import type { Thread, ThreadOrder, ThreadStatus } from './thread.type.ts';

export interface ThreadQuestion extends ThreadListArguments {
  studyId: string | null;
  runId: string | null;
  /** only those on a study itself */
  onStudy?: boolean;
  /** left out: not asked about */
  runIds?: readonly string[] | null;
}

/** A page of the threads that the caller sees. @throws CollapsarError BAD_USER_INPUT for a cursor of another list */
export async function listThreads(context: RequestContext, { studyId, runId, runIds, ...page }: Partial<ThreadQuestion> & ThreadListArguments): Promise<Connection<Thread>> {
  const { caller } = context;
  // of another study a share link sees what anybody sees of none
  const own = caller.studyId === null ? (studyId ?? null) : caller.studyId;
  const question = { ...page, studyId: own, runId: runId ?? null, runIds: runIds ? [...new Set(runIds)].sort() : null };
  const [found] = await threadPages(context.record, [seesStudy(caller, studyId ?? own) ? question : { ...question, studyId: '' }]);
  return found!;
}

/** A page of threads for each question; one statement however many there are. */
export async function threadPages(record: PrismaClient, questions: readonly ThreadQuestion[]): Promise<Connection<Thread>[]> {
  const lists = questions.map((question) => ({
    list: listTag('threads', question.studyId, question.runId, question.status, question.orderBy, question.onStudy === true, ...(question.runIds ?? [])),
    wanted: wantedBy(question),
    columns: COLUMNS[question.orderBy],
    direction: 'ASC' as const,
    position: (row: ThreadRow) => (question.orderBy === 'EPOCH' ? [row.fromEpoch, row.id] : [row.createdAt.getTime(), row.id]),
    page: pageOf(question),
  }));
  return pagesTogether<ThreadRow, Thread>(record, Prisma.sql`"Thread" t`, lists, presentThread);
}

const BY_ID: KeyColumn = { sql: Prisma.sql`t.id`, type: 'string' };
const COLUMNS: Record<ThreadOrder, KeyColumn[]> = {
  EPOCH: [{ sql: Prisma.sql`t."fromEpoch"`, type: 'number?' }, BY_ID],
  CREATED: [{ sql: Prisma.sql`t."createdAt"`, type: 'time' }, BY_ID],
};

const IS: Record<ThreadStatus, Prisma.Sql> = {
  OPEN: Prisma.sql`t."resolvedAt" IS NULL`,
  RESOLVED: Prisma.sql`t."resolvedAt" IS NOT NULL`,
  ALL: Prisma.sql`TRUE`,
};

function wantedBy({ studyId, runId, runIds, status, onStudy }: ThreadQuestion): Prisma.Sql {
  const ofStudy = studyId === null ? Prisma.sql`TRUE` : Prisma.sql`t."studyId" = ${studyId}`;
  const ofRun = onStudy ? Prisma.sql`t."runId" IS NULL` : runId === null ? Prisma.sql`TRUE` : Prisma.sql`t."runId" = ${runId}`;
  const ofRuns = runIds ? Prisma.sql`t."runId" = ANY(${[...runIds]})` : Prisma.sql`TRUE`;
  return Prisma.sql`${ofStudy} AND ${ofRun} AND ${ofRuns} AND ${IS[status]}`;
}

/** Threads by id, in the ids' order; null where there is none. */
export async function threadsById(record: PrismaClient, ids: readonly string[]): Promise<(Thread | null)[]> {
  const rows = await record.thread.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, presentThread(row)]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** One thread; null where there is none that the caller sees. */
export async function visibleThread(context: RequestContext, id: string): Promise<Thread | null> {
  const thread = id.includes('\0') ? null : await context.load(threadsById, id);
  return thread && seesStudy(context.caller, thread.studyId) ? thread : null;
}

export function presentThread({ resolvedBy, ...row }: ThreadRow): Thread {
  const { runId, metric, split, layer, fromEpoch, toEpoch, cell, value, formulaVersion, digest } = row;
  const anchor = runId === null || metric === null ? null : { runId, metric: metric as MetricId, split: split!, layer: layer!, fromEpoch, toEpoch, cell: cell ?? [], value, formulaVersion, digest };
  return { id: row.id, studyId: row.studyId, runId, runName: row.runName, createdAt: row.createdAt, resolvedAt: row.resolvedAt, resolver: resolvedBy, isResolvedInArchive: row.resolvedElsewhere, anchor };
}

/** The place of each thread among those of its run (or its study's own), in the order they were begun: 1, 2, ... It never changes. */
export async function threadNumbers(record: PrismaClient, ids: readonly string[]): Promise<number[]> {
  const rows = await record.$queryRaw<{ id: string; number: number }[]>`
    SELECT t.id, CASE WHEN t."runId" IS NULL
      THEN (SELECT count(*) FROM "Thread" o WHERE o."studyId" = t."studyId" AND o."runId" IS NULL AND (o."createdAt", o.id) <= (t."createdAt", t.id))
      ELSE (SELECT count(*) FROM "Thread" o WHERE o."runId" = t."runId" AND (o."createdAt", o.id) <= (t."createdAt", t.id))
    END::int AS number
    FROM "Thread" t WHERE t.id = ANY(${[...ids]})`;
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  return ids.map((id) => numbers.get(id) ?? 0);
}

/** How many open threads each run has. */
export async function openThreadsOfRuns(record: PrismaClient, ids: readonly string[]): Promise<number[]> {
  const groups = await record.thread.groupBy({ by: ['runId'], where: { runId: { in: [...ids] }, resolvedAt: null }, _count: { _all: true } });
  const counts = new Map(groups.map((group) => [group.runId, group._count._all]));
  return ids.map((id) => counts.get(id) ?? 0);
}

/** How many open threads each study has, with those of its runs. */
export async function openThreadsOfStudies(record: PrismaClient, ids: readonly string[]): Promise<number[]> {
  const groups = await record.thread.groupBy({ by: ['studyId'], where: { studyId: { in: [...ids] }, resolvedAt: null }, _count: { _all: true } });
  const counts = new Map(groups.map((group) => [group.studyId, group._count._all]));
  return ids.map((id) => counts.get(id) ?? 0);
}
