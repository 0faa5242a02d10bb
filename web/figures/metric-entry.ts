import { type ResultOf, graphql } from '../graphql/graphql.ts';

/** The metric catalogue; it changes only with the server's version, so it is asked for once. */
export const MetricsDocument = graphql(`
  query Metrics { metrics { id symbol title formula valueAtCollapse axis unit version source conventions figure } }
`);

export type MetricEntry = ResultOf<typeof MetricsDocument>['metrics'][number];
export type MetricId = MetricEntry['id'];
