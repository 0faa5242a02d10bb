import { graphql, type ResultOf } from '../graphql/graphql.ts';

/** Frames of some classes: three on their plane with two dimensions, all of them with three. */
export const FramesDocument = graphql(`
  query GeometryFrames($runId: ID!, $split: Split!, $layer: String!, $classes: [Int!], $dimensions: Int!, $withExamples: Boolean!) {
    geometry(runId: $runId, split: $split, layer: $layer, classes: $classes, dimensions: $dimensions, withExamples: $withExamples) {
      run { id classNames }
      classCount classes dimensions idealCosine measuredEpochs referenceEpoch conventions target axisShares
      frames { epoch means classifiers examples exampleLabels exampleIndices meansShown classifiersShown warnings reason }
    }
  }
`);

/** Cosines of one epoch, and nothing of its frames. */
export const CosinesDocument = graphql(`
  query GeometryCosines($runId: ID!, $split: Split!, $layer: String!, $classes: [Int!], $epoch: Int) {
    geometry(runId: $runId, split: $split, layer: $layer, classes: $classes) {
      run { id classNames }
      classCount classes idealCosine measuredEpochs
      relations(epoch: $epoch) { epoch meansCosines classifiersCosines }
    }
  }
`);

/** Metrics of an inner layer; those of the last one the run's page has already. */
export const LayerCurvesDocument = graphql(`
  query GeometryLayerCurves($runId: ID!, $split: Split!, $layer: String!, $metrics: [MetricId!]!) {
    series(runIds: [$runId], split: $split, layer: $layer, metrics: $metrics) { epochs columns { metric values } }
  }
`);

export type FramesAnswer = NonNullable<ResultOf<typeof FramesDocument>['geometry']>;
export type CosinesAnswer = NonNullable<ResultOf<typeof CosinesDocument>['geometry']>;
