import { Prisma, type PrismaClient } from '../../prisma/client.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import type { Position } from '../access/cursor.ts';
import { type KeyColumn, keysetPage } from '../access/keyset.ts';
import type { OrderDirection } from '../access/order-direction.ts';
import type { Page } from '../access/page-arguments.ts';

/** One list of many that are read together. */
export interface ListWanted<R> {
  /** the list's tag, see listTag */
  list: string;
  /** what of `from` is in the list */
  wanted: Prisma.Sql;
  columns: KeyColumn[];
  direction: OrderDirection;
  position: (row: R) => Position;
  page: Page;
}

/**
 * A page of each list in one statement, and all their lengths in one more where they are asked for.
 *
 * @param from what the lists are taken from, an expression of ours whose rows `wanted` and the columns call `t`
 * @throws CollapsarError BAD_USER_INPUT for a cursor of another list
 */
export async function pagesTogether<R extends object, T>(record: PrismaClient, from: Prisma.Sql, lists: readonly ListWanted<R>[], present: (row: R) => T): Promise<Connection<T>[]> {
  const parts = lists.map(({ list, wanted, columns, direction, page }, i) => {
    const { where, orderBy, limit } = keysetPage(list, columns, direction, page);
    return Prisma.sql`(SELECT ${i}::int AS question, row_number() OVER (ORDER BY ${orderBy})::int AS rank, t.* FROM ${from} WHERE ${wanted} AND ${where} ORDER BY ${orderBy} LIMIT ${limit})`;
  });
  const rows = await record.$queryRaw<(R & { question: number; rank: number })[]>`${Prisma.join(parts, ' UNION ALL ')}`;
  const counted = once(() => countTogether(record, from, lists));
  return lists.map(({ list, position, page }, i) => {
    const own = rows.filter(({ question }) => question === i).sort((a, b) => a.rank - b.rank);
    return toConnection<R, T>({ list, rows: own, page, position, present, countAll: async () => (await counted())[i]! });
  });
}

async function countTogether(record: PrismaClient, from: Prisma.Sql, lists: readonly { wanted: Prisma.Sql }[]): Promise<number[]> {
  const parts = lists.map(({ wanted }, i) => Prisma.sql`(SELECT ${i}::int AS question, count(*)::int AS count FROM ${from} WHERE ${wanted})`);
  const rows = await record.$queryRaw<{ question: number; count: number }[]>`${Prisma.join(parts, ' UNION ALL ')}`;
  return lists.map((_, i) => rows.find(({ question }) => question === i)!.count);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => (started ??= work());
}
