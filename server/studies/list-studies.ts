import type { Prisma, PrismaClient } from '../../prisma/client.ts';
import type { Caller } from '../access/caller.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { decodeCursor, listTag } from '../access/cursor.ts';
import type { Study } from './study.type.ts';

/** A page of the studies that the caller sees, newest first; the id settles the order of studies made in the same millisecond. */
export async function listStudies(
  record: PrismaClient,
  { first, after }: { first: number; after?: string | null },
  { studyId }: Pick<Caller, 'studyId'>,
): Promise<Connection<Study>> {
  const list = listTag('studies', null);
  const seen = studyId === null ? {} : { id: studyId };
  const rows = await record.study.findMany({
    where: after == null ? seen : { AND: [seen, behind(list, after)] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: first + 1,
  });
  return toConnection<Study, Study>({
    list,
    rows,
    first,
    after,
    position: (row) => [row.createdAt.getTime(), row.id],
    present: (row) => row,
    countAll: () => record.study.count({ where: seen }),
  });
}

/** Studies by id, in the ids' order; null where there is none. */
export async function studiesById(record: PrismaClient, ids: readonly string[]): Promise<(Study | null)[]> {
  const rows = await record.study.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** How many runs each study has. */
export async function runCounts(record: PrismaClient, studyIds: readonly string[]): Promise<number[]> {
  const groups = await record.run.groupBy({
    by: ['studyId'],
    where: { studyId: { in: [...studyIds] } },
    _count: { _all: true },
  });
  const counts = new Map(groups.map((group) => [group.studyId, group._count._all]));
  return studyIds.map((id) => counts.get(id) ?? 0);
}

function behind(list: string, after: string): Prisma.StudyWhereInput {
  const [time, id] = decodeCursor(list, after, ['time', 'string']) as [number, string];
  const createdAt = new Date(time);
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}
