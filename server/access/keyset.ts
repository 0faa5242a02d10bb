import { Prisma } from '../../prisma/client.ts';
import { type ColumnType, decodeCursor, type Position } from './cursor.ts';
import type { OrderDirection } from './order-direction.ts';
import type { Page } from './page-arguments.ts';

/** A column that a list is ordered by. `sql` is an expression of ours, never a caller's text; times are compared as such and carried in ms. */
export interface KeyColumn {
  sql: Prisma.Sql;
  type: ColumnType;
}

/** What a statement needs to fetch one page: the rows behind the cursor, in the order of fetching, one more than the page holds. */
export interface KeysetPage {
  where: Prisma.Sql;
  orderBy: Prisma.Sql;
  limit: number;
}

/**
 * A page of a list in the order of `columns`, the last of which must be unique. Rows that are added or removed meanwhile shift nothing, since the
 * cursor carries the values it stands at. NULLs come last in either direction.
 *
 * @param list the list's tag, see listTag
 * @throws CollapsarError BAD_USER_INPUT for a cursor of another list, filter or order
 */
export function keysetPage(list: string, columns: readonly KeyColumn[], direction: OrderDirection, { size, cursor, isBackward }: Page): KeysetPage {
  const position = cursor === null ? null : decodeCursor(list, cursor, columns.map(({ type }) => type), isBackward ? 'before' : 'after');
  const isAscending = (direction === 'ASC') !== isBackward;
  const terms = columns.map(({ sql, type }) => (isNullable(type) ? nullableTerm(sql, isAscending, isBackward) : Prisma.sql`${sql} ${way(isAscending)}`));
  return {
    where: position === null ? Prisma.sql`TRUE` : behind(columns, position, isAscending, isBackward),
    orderBy: Prisma.join(terms),
    limit: size + 1,
  };
}

export const isNullable = (type: ColumnType): boolean => type.endsWith('?');
export const way = (isAscending: boolean): Prisma.Sql => (isAscending ? Prisma.sql`ASC` : Prisma.sql`DESC`);

function nullableTerm(sql: Prisma.Sql, isAscending: boolean, isBackward: boolean): Prisma.Sql {
  return Prisma.sql`${sql} ${way(isAscending)} NULLS ${isBackward ? Prisma.sql`FIRST` : Prisma.sql`LAST`}`;
}

function behind(columns: readonly KeyColumn[], position: Position, isAscending: boolean, isBackward: boolean): Prisma.Sql {
  const canBeNull = columns.some(({ type }) => isNullable(type));
  return canBeNull ? beyond(columns, position, isAscending, isBackward) : beyondRow(columns, position, isAscending);
}

/** The rows beyond a position without NULLs, in one comparison, so that an index of these columns finds the first of them. */
export function beyondRow(columns: readonly KeyColumn[], position: Position, isAscending: boolean): Prisma.Sql {
  const values = columns.map(({ type }, i) => bound(type, position[i]!));
  return Prisma.sql`(${Prisma.join(columns.map(({ sql }) => sql))}) ${isAscending ? Prisma.sql`>` : Prisma.sql`<`} (${Prisma.join(values)})`;
}

/** Lexicographic: equal in the columns before, and beyond the position in one. */
function beyond(columns: readonly KeyColumn[], position: Position, isAscending: boolean, isBackward: boolean): Prisma.Sql {
  const cases = columns.map((column, i) => {
    const equal = columns.slice(0, i).map((before, k) => Prisma.sql`${before.sql} IS NOT DISTINCT FROM ${bound(before.type, position[k]!)}`);
    return Prisma.sql`(${Prisma.join([...equal, beyondOne(column, position[i]!, isAscending, isBackward)], ' AND ')})`;
  });
  return Prisma.sql`(${Prisma.join(cases, ' OR ')})`;
}

function beyondOne({ sql, type }: KeyColumn, value: Position[number], isAscending: boolean, isBackward: boolean): Prisma.Sql {
  if (value === null) return isBackward ? Prisma.sql`${sql} IS NOT NULL` : Prisma.sql`FALSE`;
  const further = Prisma.sql`${sql} ${isAscending ? Prisma.sql`>` : Prisma.sql`<`} ${bound(type, value)}`;
  return isNullable(type) && !isBackward ? Prisma.sql`(${further} OR ${sql} IS NULL)` : further;
}

/** A position's value as a parameter of the column's type. */
function bound(type: ColumnType, value: Position[number]): Prisma.Sql {
  switch (type.replace('?', '')) {
    case 'string':
      return Prisma.sql`${value}::text`;
    case 'time':
      return Prisma.sql`to_timestamp(${value}::float8 / 1000)`;
    case 'real':
      return Prisma.sql`${value}::float8`;
    default:
      return Prisma.sql`${value}::bigint`;
  }
}
