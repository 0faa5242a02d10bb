import { type ColumnType, decodeCursor } from './cursor.ts';
import type { OrderDirection } from './order-direction.ts';
import type { Page } from './page-arguments.ts';

/** A column of a Prisma model that a list is ordered by; never null. */
export interface QueryColumn {
  name: string;
  type: Exclude<ColumnType, `${string}?`>;
}

type Fields = Record<string, unknown>;

/**
 * The same as `keysetPage` for a list that Prisma's `findMany` fetches: `where` is to be joined to the list's own filter by AND.
 *
 * @param columns in the order of the list, the last of them unique
 * @throws CollapsarError BAD_USER_INPUT for a cursor of another list, filter or order
 */
export function keysetQuery(list: string, columns: readonly QueryColumn[], direction: OrderDirection, { size, cursor, isBackward }: Page): { where: Fields; orderBy: Fields[]; take: number } {
  const way = (direction === 'ASC') === isBackward ? 'desc' : 'asc';
  return {
    where: cursor === null ? {} : { OR: behind(columns, positionOf(list, columns, cursor, isBackward), way === 'asc' ? 'gt' : 'lt') },
    orderBy: columns.map(({ name }) => ({ [name]: way })),
    take: size + 1,
  };
}

function positionOf(list: string, columns: readonly QueryColumn[], cursor: string, isBackward: boolean): unknown[] {
  const position = decodeCursor(list, cursor, columns.map(({ type }) => type), isBackward ? 'before' : 'after');
  return position.map((value, i) => (columns[i]!.type === 'time' ? new Date(value as number) : value));
}

/** Lexicographic: equal in the columns before, and beyond the position in one. */
function behind(columns: readonly QueryColumn[], position: unknown[], beyond: 'gt' | 'lt'): Fields[] {
  return columns.map(({ name }, i) => ({
    ...Object.fromEntries(columns.slice(0, i).map((column, k) => [column.name, position[k]])),
    [name]: { [beyond]: position[i] },
  }));
}
