import type { Prisma } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { mayDo } from '../access/caller.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { decodeCursor, listTag } from '../access/cursor.ts';
import type { PageArguments } from '../access/page-arguments.ts';
import type { RequestContext } from '../access/request-context.ts';
import type { AuditPageArguments } from './audit-event.input.ts';
import type { AuditEvent } from './audit-event.type.ts';
import type { Person } from './person.type.ts';
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

/** Share links, newest first: an admin sees all, anybody else their own. */
export function listShareLinks({ record, caller }: RequestContext, page: PageArguments): Promise<Connection<ShareLink>> {
  const where = mayDo(caller, 'ADMIN') ? {} : { createdBy: caller.userId ?? '' };
  return byTime('shareLinks', caller.userId, page, where, (args) => record.shareLink.findMany(args), () => record.shareLink.count({ where }));
}

/** What was done and what was refused, newest first. @throws CollapsarError BAD_USER_INPUT for a cursor of another list */
export async function listAuditEvents({ record }: RequestContext, { first, after, filter }: AuditPageArguments): Promise<Connection<AuditEvent>> {
  const list = listTag('auditEvents', filter);
  const { caller, subject, action, isRefused, since, before } = filter ?? {};
  const where: Prisma.AuditEventWhereInput = {
    ...(caller != null && { caller }),
    ...(subject != null && { subject }),
    ...(action != null && { action: { in: action } }),
    ...(isRefused != null && { refusal: isRefused ? { not: null } : null }),
    at: { gte: since ?? undefined, lt: before ?? undefined },
  };
  const behind = after == null ? {} : { id: { lt: eventId(list, after) } };
  const rows = await record.auditEvent.findMany({ where: { AND: [where, behind] }, orderBy: { id: 'desc' }, take: first + 1 });
  return toConnection({
    list, rows, first, after,
    position: ({ id }) => [String(id)],
    present: (row) => ({ ...row, id: String(row.id) }),
    countAll: () => record.auditEvent.count({ where }),
  });
}

function eventId(list: string, after: string): bigint {
  const [id] = decodeCursor(list, after, ['string']) as [string];
  if (/^\d{1,18}$/.test(id)) return BigInt(id);
  throw new CollapsarError('BAD_USER_INPUT', 'The cursor given as "after" is none of this list; take one from its edges, or leave it out to start anew.');
}

interface Dated {
  id: string;
  createdAt: Date;
}

/** A list by the time its rows were made; the id settles the order of those made in the same millisecond. */
async function byTime<T extends Dated>(
  name: string,
  filter: unknown,
  { first, after }: PageArguments,
  where: object,
  find: (args: { where: object; orderBy: ({ createdAt: 'desc' } | { id: 'desc' })[]; take: number }) => Promise<T[]>,
  countAll: () => Promise<number>,
): Promise<Connection<T>> {
  const list = listTag(name, filter);
  const rows = await find({
    where: after == null ? where : { AND: [where, behindTime(list, after)] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: first + 1,
  });
  return toConnection({ list, rows, first, after, position: (row) => [row.createdAt.getTime(), row.id], present: (row) => row, countAll });
}

function behindTime(list: string, after: string): object {
  const [time, id] = decodeCursor(list, after, ['time', 'string']) as [number, string];
  const createdAt = new Date(time);
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}
