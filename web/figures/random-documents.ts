import { type ResultOf, graphql } from '../graphql/graphql.ts';

/** What metrics are where there is no collapse at all: Gaussian features with random labels, in the sizes of the train and of the test images. */
export const RandomLabelsDocument = graphql(`
  query RandomLabels($metrics: [MetricId!]!, $classes: Int!, $features: Int!, $train: Int!, $test: Int!, $hasTest: Boolean!) {
    train: nullReference(metrics: $metrics, classes: $classes, features: $features, samples: $train) { metric value }
    test: nullReference(metrics: $metrics, classes: $classes, features: $features, samples: $test) @include(if: $hasTest) { metric value }
  }
`);

export type RandomLabels = ResultOf<typeof RandomLabelsDocument>;
