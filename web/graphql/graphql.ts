import { initGraphQLTada } from 'gql.tada';
import type { introspection } from '../graphql-env.d.ts';

/** Types every document against the server's checked-in schema: a field that does not exist fails the type check. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTimeISO: string; NumberColumn: (number | null)[] };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
