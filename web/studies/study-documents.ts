import { graphql, type ResultOf } from '../graphql/graphql.ts';

/** The newest studies: a name that is not among them makes a new one, or joins that of its short name. */
export const StudyNamesDocument = graphql(`
  query StudyNames { studies(first: 100) { edges { node { id slug name archivedAt } } } }
`);

export type StudyName = ResultOf<typeof StudyNamesDocument>['studies']['edges'][number]['node'];
