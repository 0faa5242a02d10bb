import { graphql, type ResultOf, type VariablesOf } from '../graphql/graphql.ts';

/** A page of the audit log, the newest first. */
export const AuditDocument = graphql(`
  query Audit($filter: AuditFilter, $after: String) {
    auditEvents(first: 50, after: $after, filter: $filter) {
      totalCount
      pageInfo { endCursor hasNextPage }
      nodes { id at caller person role action subject refusal before after }
    }
  }
`);
export type AuditLine = ResultOf<typeof AuditDocument>['auditEvents']['nodes'][number];
export type AuditFilter = NonNullable<VariablesOf<typeof AuditDocument>['filter']>;

/** Names of people, to choose from. */
export const NamesDocument = graphql(`
  query Names { people(first: 100) { nodes { name } } }
`);
