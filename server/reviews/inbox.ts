import type { PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { listTag } from '../access/cursor.ts';
import { keysetQuery, type QueryColumn } from '../access/keyset-query.ts';
import { pageOf } from '../access/page-arguments.ts';
import type { RequestContext } from '../access/request-context.ts';
import { checkText } from '../access/sought-text.ts';
import { write } from '../access/write.ts';
import type { Person } from '../people/person.type.ts';
import type { InboxArguments, MarkReadInput, PeopleArguments } from './inbox.input.ts';
import type { Notice } from './inbox.type.ts';

const NEWEST: QueryColumn[] = [{ name: 'createdAt', type: 'time' }, { name: 'id', type: 'string' }];

/** Share links and the person at this machine have no inbox: theirs is empty. */
const whose = (context: RequestContext): string => context.caller.userId ?? '';

/** A page of the caller's inbox, newest first. @throws CollapsarError BAD_USER_INPUT for a cursor of another list, and for `isRead` beside `unreadOnly` */
export async function listNotices(context: RequestContext, { unreadOnly, isRead, kinds, ...question }: InboxArguments): Promise<Connection<Notice>> {
  if (unreadOnly && isRead != null) throw new CollapsarError('BAD_USER_INPUT', 'Give isRead or unreadOnly, not both.', { details: { field: 'isRead' } });
  const state = isRead ?? (unreadOnly ? false : null);
  const list = listTag('inbox', whose(context), state, kinds?.toSorted());
  const page = pageOf(question);
  const wanted = { userId: whose(context), ...(state !== null && { readAt: state ? { not: null } : null }), ...(kinds != null && { kind: { in: kinds } }) };
  const { where, orderBy, take } = keysetQuery(list, NEWEST, 'DESC', page);
  const rows = await context.record.notice.findMany({ where: { AND: [wanted, where] }, orderBy, take });
  return toConnection({ list, rows, page, position: (row) => [row.createdAt.getTime(), row.id], present: (row) => row, countAll: () => context.record.notice.count({ where: wanted }) });
}

/** How many lines of each person's inbox are not read yet. */
export async function unreadCounts(record: PrismaClient, userIds: readonly string[]): Promise<number[]> {
  const groups = await record.notice.groupBy({ by: ['userId'], where: { userId: { in: [...userIds] }, readAt: null }, _count: { _all: true } });
  const counts = new Map(groups.map((group) => [group.userId, group._count._all]));
  return userIds.map((id) => counts.get(id) ?? 0);
}

export const unreadCount = (context: RequestContext): Promise<number> => context.load(unreadCounts, whose(context));

/** Marks lines of the caller's inbox as read. @throws CollapsarError BAD_USER_INPUT where neither ids nor all are given, or both */
export async function markRead(context: RequestContext, input: MarkReadInput): Promise<number> {
  if ((input.noticeIds == null) !== input.all) throw new CollapsarError('BAD_USER_INPUT', 'Give the ids of the lines that were read, or say that all were.', { details: { field: 'noticeIds' } });
  await write(context, { action: 'markRead', input }, async (tx, audit) => {
    const ids = input.noticeIds == null ? {} : { id: { in: input.noticeIds } };
    const { count } = await tx.notice.updateMany({ where: { userId: whose(context), readAt: null, ...ids }, data: { readAt: new Date() } });
    if (count > 0) audit({ after: { readCount: count } });
    return {};
  });
  context.forget();
  return unreadCount(context);
}

const BY_NAME: QueryColumn[] = [{ name: 'name', type: 'string' }];

/** People whom one can mention or ask, by name; those who were shut out are not among them. */
export async function listPeople({ record }: RequestContext, { text, mayReview, ...question }: PeopleArguments): Promise<Connection<Person>> {
  if (text != null) checkText(text);
  const list = listTag('people', text, mayReview);
  const page = pageOf(question);
  const role = mayReview ? { role: { not: 'VIEWER' as const } } : {};
  const wanted = { disabledAt: null, ...role, ...(text != null && { name: { contains: escaped(text), mode: 'insensitive' as const } }) };
  const { where, orderBy, take } = keysetQuery(list, BY_NAME, 'ASC', page);
  const rows = await record.user.findMany({ where: { AND: [wanted, where] }, orderBy, take });
  return toConnection({ list, rows, page, position: (row) => [row.name], present: (row) => row, countAll: () => record.user.count({ where: wanted }) });
}

/** No sign has a meaning of its own. */
const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
