// before the decorators below, whichever file comes here first
import 'reflect-metadata';
import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { encodeCursor, type Position } from './cursor.ts';
import type { Page } from './page-arguments.ts';

/** Where a page stands in its list. */
@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => String, { nullable: true, description: 'Cursor of the first item, null when the page is empty: give it as `before` to get the page in front.' })
  startCursor!: string | null;
  @Field(() => String, { nullable: true, description: 'Cursor of the last item, null when the page is empty: give it as `after` to get the next page.' })
  endCursor!: string | null;
  @Field({ description: 'Whether there is an item behind this page; of a page that goes backward, whether it was asked for in front of a cursor.' })
  hasNextPage!: boolean;
  @Field({ description: 'Whether the page was asked for behind a cursor; of a page that goes backward, whether there is an item in front of it.' })
  hasPreviousPage!: boolean;
}

/** A page of a list as every connection type of the schema shows it. */
export interface Connection<T> {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: PageInfo;
  /** counted only when asked for: counting costs a query of its own */
  countAll: () => Promise<number>;
}

/** The GraphQL types `<name>Edge` and `<name>Connection` of a list of `node`s. */
export function connectionType<T extends object>(name: string, node: ClassType<T>): ClassType<Connection<T>> {
  const noun = name.toLowerCase();

  @ObjectType(`${name}Edge`, { description: `One ${noun} of a page, with its cursor.`, simpleResolvers: true })
  class Edge {
    @Field({ description: 'Opaque; give it as `after` to go on behind this item, or as `before` to go in front of it.' })
    cursor!: string;
    @Field(() => node, { description: `The ${noun}.` })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list: ${noun} by ${noun}.` })
  class ConnectionOfNode implements Connection<T> {
    @Field(() => [Edge], { description: 'The items with their cursors.' })
    edges!: Edge[];
    @Field(() => [node], { description: 'The items alone.' })
    nodes!: T[];
    @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
    pageInfo!: PageInfo;
    countAll!: () => Promise<number>;
    @Field(() => Int, { description: 'Length of the whole list.', complexity: 20 })
    totalCount(): Promise<number> {
      return this.countAll();
    }
  }
  return ConnectionOfNode;
}

/**
 * Makes a page of rows that were fetched in the page's direction, with one row more than the page holds: the surplus row says that there are more.
 *
 * @param list     the list's tag, see listTag
 * @param position the columns that order the list, which the row's cursor carries
 */
export function toConnection<R, T>({ list, rows, page, position, present, countAll }: {
  list: string;
  rows: readonly R[];
  page: Page;
  position: (row: R) => Position;
  present: (row: R) => T;
  countAll: () => Promise<number>;
}): Connection<T> {
  const hasMore = rows.length > page.size;
  const shown = rows.slice(0, page.size);
  if (page.isBackward) shown.reverse();
  // a cursor is made when it is asked for: of most pages only the last one is
  const edges = shown.map((row) => ({
    node: present(row),
    get cursor() {
      return encodeCursor(list, position(row));
    },
  }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasNextPage: page.isBackward ? page.cursor !== null : hasMore,
      hasPreviousPage: page.isBackward ? hasMore : page.cursor !== null,
    },
    countAll,
  };
}
