import { Prisma } from '../../prisma/client.ts';
import { decodeCursor } from './cursor.ts';
import { beyondRow, isNullable, type KeyColumn, way } from './keyset.ts';
import type { OrderDirection } from './order-direction.ts';
import type { Page } from './page-arguments.ts';

/** Rows of a list that lie together in its order. */
export interface KeysetPart {
  where: Prisma.Sql;
  orderBy: Prisma.Sql;
  /** the columns as they stand in these rows */
  columns: Prisma.Sql[];
}

/** A column that a list of parts is ordered by. */
export interface PartColumn extends KeyColumn {
  /** the same where the first column has a value: of the table that the first one is of, whose index has both */
  besideFirst?: Prisma.Sql;
}

/**
 * The same as `keysetPage` for a list whose first column may be NULL, and no other: the rows with a value and those without are fetched apart, so that an
 * index finds either. Gives the parts in the order of fetching; the second is wanted only where the first does not fill the page.
 *
 * @throws CollapsarError BAD_USER_INPUT for a cursor of another list, filter or order
 */
export function keysetParts(list: string, columns: readonly PartColumn[], direction: OrderDirection, { cursor, isBackward }: Page): KeysetPart[] {
  const position = cursor === null ? null : decodeCursor(list, cursor, columns.map(({ type }) => type), isBackward ? 'before' : 'after');
  const isAscending = (direction === 'ASC') !== isBackward;
  const [first, ...rest] = columns as [PartColumn, ...PartColumn[]];
  const part = (condition: Prisma.Sql, key: KeyColumn[], from: typeof position, shown: Prisma.Sql[]): KeysetPart => ({
    where: from === null ? condition : Prisma.sql`${condition} AND ${beyondRow(key, from, isAscending)}`,
    orderBy: Prisma.join(key.map(({ sql }) => Prisma.sql`${sql} ${way(isAscending)}`)),
    columns: shown,
  });
  const valued = (from: typeof position) => {
    const key = [first, ...rest.map(({ besideFirst, ...column }) => ({ ...column, sql: besideFirst ?? column.sql }))];
    return part(Prisma.sql`${first.sql} IS NOT NULL`, key, from, key.map(({ sql }) => sql));
  };
  const bare = (from: typeof position) => part(Prisma.sql`${first.sql} IS NULL`, rest, from === null ? null : from.slice(1), columns.map(({ sql }) => sql));
  if (!isNullable(first.type)) return [part(Prisma.sql`TRUE`, [...columns], position, columns.map(({ sql }) => sql))];
  if (position === null) return isBackward ? [bare(null), valued(null)] : [valued(null), bare(null)];
  if (position[0] === null) return isBackward ? [bare(position), valued(null)] : [bare(position)];
  return isBackward ? [valued(position)] : [valued(position), bare(null)];
}
