import { auditWhere } from '../access/audit-filter.ts';
import { mayDo } from '../access/caller.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { listTag } from '../access/cursor.ts';
import { keysetQuery, type QueryColumn } from '../access/keyset-query.ts';
import { type PageArguments, pageOf } from '../access/page-arguments.ts';
import type { RequestContext } from '../access/request-context.ts';
import type { AuditPageArguments } from './audit-event.input.ts';
import type { AuditEvent } from './audit-event.type.ts';
import type { Person } from './person.type.ts';
import type { ShareLinkPageArguments } from './share-link.input.ts';
import type { ShareLink } from './share-link.type.ts';
import type { Token } from './token.type.ts';

/** People, newest first. */
export function listUsers({ record }: RequestContext, page: PageArguments): Promise<Connection<Person>> {
  return byTime('users', null, page, {}, (args) => record.user.findMany(args), () => record.user.count());
}

/** Tokens, newest first. */
export function listTokens({ record }: RequestContext, page: PageArguments): Promise<Connection<Token>> {
  return byTime('tokens', null, page, {}, (args) => record.token.findMany(args), () => record.token.count());
}

/** Share links, of one study or of all, newest first: an admin sees all, anybody else their own. */
export function listShareLinks({ record, caller }: RequestContext, page: ShareLinkPageArguments): Promise<Connection<ShareLink>> {
  const { studyId } = page;
  const where = { ...(studyId != null && { studyId }), ...(!mayDo(caller, 'ADMIN') && { createdBy: caller.userId ?? '' }) };
  return byTime('shareLinks', [caller.userId, studyId ?? null], page, where, (args) => record.shareLink.findMany(args), () => record.shareLink.count({ where }));
}

/** What was done and what was refused, newest first. @throws CollapsarError BAD_USER_INPUT for a cursor of another list */
export async function listAuditEvents({ record }: RequestContext, question: AuditPageArguments): Promise<Connection<AuditEvent>> {
  const { filter } = question;
  const list = listTag('auditEvents', filter);
  const page = pageOf(question);
  const wanted = auditWhere(filter ?? {});
  const { where, orderBy, take } = keysetQuery(list, [{ name: 'id', type: 'number' }], 'DESC', page);
  const rows = await record.auditEvent.findMany({ where: { AND: [wanted, where] }, orderBy, take });
  return toConnection({
    list, rows, page,
    position: ({ id }) => [Number(id)],
    present: (row) => ({ ...row, id: String(row.id) }),
    countAll: () => record.auditEvent.count({ where: wanted }),
  });
}

interface Dated {
  id: string;
  createdAt: Date;
}

const NEWEST: QueryColumn[] = [{ name: 'createdAt', type: 'time' }, { name: 'id', type: 'string' }];

/** A list by the time its rows were made; the id settles the order of those made in the same millisecond. */
async function byTime<T extends Dated>(
  name: string,
  filter: unknown,
  question: PageArguments,
  wanted: object,
  find: (args: { where: object; orderBy: object[]; take: number }) => Promise<T[]>,
  countAll: () => Promise<number>,
): Promise<Connection<T>> {
  const list = listTag(name, filter);
  const page = pageOf(question);
  const { where, orderBy, take } = keysetQuery(list, NEWEST, 'DESC', page);
  const rows = await find({ where: { AND: [wanted, where] }, orderBy, take });
  return toConnection({ list, rows, page, position: (row) => [row.createdAt.getTime(), row.id], present: (row) => row, countAll });
}
