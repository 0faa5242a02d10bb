import { type Comment as CommentRow, Prisma, type PrismaClient } from '../../prisma/client.ts';
import type { Connection } from '../access/connection.ts';
import { listTag } from '../access/cursor.ts';
import { type PageArguments, pageOf } from '../access/page-arguments.ts';
import type { Person } from '../people/person.type.ts';
import type { Comment, CommentRevision } from './comment.type.ts';
import { pagesTogether } from './pages-together.ts';

export interface CommentQuestion extends PageArguments {
  threadId: string;
}

/** A page of comments for each question, oldest first; one statement however many threads are asked about. */
export async function commentPages(record: PrismaClient, questions: readonly CommentQuestion[]): Promise<Connection<Comment>[]> {
  const lists = questions.map((question) => ({
    list: listTag('comments', question.threadId),
    wanted: Prisma.sql`t."threadId" = ${question.threadId}`,
    columns: [{ sql: Prisma.sql`t."createdAt"`, type: 'time' as const }, { sql: Prisma.sql`t.id`, type: 'string' as const }],
    direction: 'ASC' as const,
    position: (row: CommentRow) => [row.createdAt.getTime(), row.id],
    page: pageOf(question),
  }));
  return pagesTogether<CommentRow, Comment>(record, Prisma.sql`"Comment" t`, lists, presentComment);
}

function presentComment({ body, fromArchive, authorName, ...row }: CommentRow): Comment {
  return { ...row, written: body, isFromArchive: fromArchive, archivedName: authorName };
}

/** Comments by id, in the ids' order; null where there is none. */
export async function commentsById(record: PrismaClient, ids: readonly string[]): Promise<(Comment | null)[]> {
  const rows = await record.comment.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, presentComment(row)]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** How many comments each thread has, with those taken back. */
export async function commentCounts(record: PrismaClient, threadIds: readonly string[]): Promise<number[]> {
  const groups = await record.comment.groupBy({ by: ['threadId'], where: { threadId: { in: [...threadIds] } }, _count: { _all: true } });
  const counts = new Map(groups.map((group) => [group.threadId, group._count._all]));
  return threadIds.map((id) => counts.get(id) ?? 0);
}

/** What each comment said before, oldest first; the last hundred of it. */
export async function revisionsOf(record: PrismaClient, commentIds: readonly string[]): Promise<CommentRevision[][]> {
  const rows = await record.$queryRaw<(CommentRevision & { commentId: string })[]>`
    SELECT v."commentId", v.version, v.body, v.at FROM unnest(${[...commentIds]}::text[]) AS q(id)
    CROSS JOIN LATERAL (SELECT * FROM "CommentRevision" WHERE "commentId" = q.id ORDER BY version DESC LIMIT 100) v ORDER BY v.version`;
  return commentIds.map((id) => rows.filter(({ commentId }) => commentId === id));
}

/** Whom each comment calls. */
export async function mentionsOf(record: PrismaClient, commentIds: readonly string[]): Promise<Person[][]> {
  const rows = await record.mention.findMany({ where: { commentId: { in: [...commentIds] } }, include: { user: true }, orderBy: { userId: 'asc' } });
  return commentIds.map((id) => rows.filter(({ commentId }) => commentId === id).map(({ user }) => user));
}

/** People by id, in the ids' order; null where there is none. */
export async function peopleById(record: PrismaClient, ids: readonly string[]): Promise<(Person | null)[]> {
  const rows = await record.user.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** People by name, in the names' order; null where nobody has it now. */
export async function peopleByName(record: PrismaClient, names: readonly string[]): Promise<(Person | null)[]> {
  const rows = new Map((await record.user.findMany({ where: { name: { in: [...names] } } })).map((row) => [row.name, row]));
  return names.map((name) => rows.get(name) ?? null);
}
