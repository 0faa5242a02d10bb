import { Prisma, type PrismaClient } from '../../prisma/client.ts';
import { type Caller, seesStudy } from '../access/caller.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { listTag, type Position } from '../access/cursor.ts';
import { type KeyColumn, keysetPage } from '../access/keyset.ts';
import { pageOf } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { checkText, containsText } from '../access/sought-text.ts';
import type { StudyFilter, StudyOrder, StudyPageArguments } from './study-page.input.ts';
import type { Study } from './study.type.ts';

type StudyRow = Study & { key: string | number };

const NEWEST_FIRST: StudyOrder = { key: 'CREATED', direction: 'DESC' };

/** A page of the studies that the caller sees, newest first where no order is given; the id settles what is equal. */
export async function listStudies(record: PrismaClient, question: StudyPageArguments, caller: Pick<Caller, 'studyId'>): Promise<Connection<Study>> {
  const { filter } = question;
  const order = question.orderBy ?? NEWEST_FIRST;
  const page = pageOf(question);
  const list = listTag('studies', filter, order);
  const wanted = whereOf(filter, caller);
  const { where, orderBy, limit } = keysetPage(list, columnsOf(order), order.direction, page);
  const rows = await record.$queryRaw<StudyRow[]>`
    SELECT st.*, ${order.key === 'NAME' ? Prisma.sql`lower(st.name)` : IN_MS} AS key
    FROM "Study" st WHERE ${wanted} AND ${where} ORDER BY ${orderBy} LIMIT ${limit}`;
  return toConnection<StudyRow, Study>({
    list,
    rows,
    page,
    position: ({ key, id }): Position => [key, id],
    present: (row) => row,
    countAll: () => countStudies(record, wanted),
  });
}

const IN_MS = Prisma.sql`round(extract(epoch FROM st."createdAt") * 1000)::float8`;

const columnsOf = ({ key }: StudyOrder): KeyColumn[] => [
  key === 'NAME' ? { sql: Prisma.sql`lower(st.name)`, type: 'string' } : { sql: Prisma.sql`st."createdAt"`, type: 'time' },
  { sql: Prisma.sql`st.id`, type: 'string' },
];

function whereOf(filter: StudyFilter | null | undefined, { studyId }: Pick<Caller, 'studyId'>): Prisma.Sql {
  const { text, isArchived } = filter ?? {};
  if (text != null) checkText(text);
  const within = (column: Prisma.Sql) => containsText(column, text ?? '');
  return Prisma.join(
    [
      Prisma.sql`(st."archivedAt" IS NOT NULL) = ${isArchived ?? false}::boolean`,
      studyId === null ? Prisma.sql`TRUE` : Prisma.sql`st.id = ${studyId}`,
      text == null ? Prisma.sql`TRUE` : Prisma.sql`(${within(Prisma.sql`st.name`)} OR ${within(Prisma.sql`st.slug`)} OR ${within(Prisma.sql`st.description`)})`,
    ],
    ' AND ',
  );
}

async function countStudies(record: PrismaClient, wanted: Prisma.Sql): Promise<number> {
  const rows = await record.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM "Study" st WHERE ${wanted}`;
  return rows[0]!.count;
}

/** Studies by id, in the ids' order; null where there is none. */
export async function studiesById(record: PrismaClient, ids: readonly string[]): Promise<(Study | null)[]> {
  const rows = await record.study.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** One study; null where there is none that the caller sees. */
export async function visibleStudy(context: RequestContext, id: string): Promise<Study | null> {
  return seesStudy(context.caller, id) && !id.includes('\0') ? context.load(studiesById, id) : null;
}

/** The study of a slug; null where there is none that the caller sees. */
export async function studyBySlug({ record, caller }: RequestContext, slug: string): Promise<Study | null> {
  if (slug.includes('\0')) return null;
  const study = await record.study.findUnique({ where: { slug } });
  return study && seesStudy(caller, study.id) ? study : null;
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
