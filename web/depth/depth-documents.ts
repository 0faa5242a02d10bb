import { graphql, type ResultOf } from '../graphql/graphql.ts';

/** One metric of one layer over the epochs. */
export const LayerSeriesDocument = graphql(`
  query LayerSeries($id: ID!, $metric: MetricId!, $split: Split!, $layer: String!) {
    series(runIds: [$id], metrics: [$metric], split: $split, layer: $layer, maxPoints: 200) {
      layer epochs columns { values gaps { index kind reason } }
    }
  }
`);

export type LayerSeries = NonNullable<ResultOf<typeof LayerSeriesDocument>['series']>[number];
