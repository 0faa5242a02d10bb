import { type ResultOf, graphql } from '../graphql/graphql.ts';

/** The whole catalogue; it changes only with the server's version. */
export const MetricHelpDocument = graphql(`
  query MetricHelp {
    metrics { id symbol title meaning formula atCollapse direction axis unit version source conventions needs figure }
  }
`);

export type MetricHelp = ResultOf<typeof MetricHelpDocument>['metrics'][number];
