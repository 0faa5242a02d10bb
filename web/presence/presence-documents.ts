import { graphql, type ResultOf } from '../graphql/graphql.ts';

/** Says that we look at a run, and tells who else does. */
export const PresenceDocument = graphql(`
  subscription Presence($runId: ID!) { presence(runId: $runId) { peopleCount visitorCount people { id name colour } } }
`);
export type Presence = ResultOf<typeof PresenceDocument>['presence'];
