import { graphql, type ResultOf } from '../graphql/graphql.ts';

const RunFields = graphql(`
  fragment RunFields on Run @_unmask {
    id name architecture depth width head growth variant dataset datasetDigest isDatasetVerified samplesPerClass testSamplesPerClass
    trainSampleCount testSampleCount classCount featureCount parameterCount loss lossReduction seed plannedEpochCount
    measuredEpochs layers splits robustnessImages terminalPhaseAccuracy status source terminalPhaseEpoch isTerminalPhaseProvisional lastEpoch imagesPerSecond
    remainingMs
    backend codeVersion host attempt error warnings createdAt startedAt finishedAt
    tags note archivedAt isGenerated version
    study { id name slug finalAt }
    optimiser { kind learningRate momentum weightDecay batchSize }
    learningRateSteps { afterEpoch factor }
    suggestedVerdict { verdict epoch tests { metric value threshold isMet } }
  }
`);

const CurveFields = graphql(`
  fragment CurveFields on Series @_unmask {
    epochs
    columns { metric values gaps { index kind reason } warnings }
  }
`);

/** A run with its history and curves from an epoch on; all of them when `from` is left out. */
export const RunDocument = graphql(
  `
    query Run($id: ID!, $metrics: [MetricId!]!, $from: Int) {
      run(id: $id) {
        ...RunFields
        history(fromEpoch: $from) { epochs trainLoss trainError testLoss testError }
      }
      train: series(runIds: [$id], metrics: $metrics, split: TRAIN, from: $from) { ...CurveFields }
      test: series(runIds: [$id], metrics: $metrics, split: TEST, from: $from) { ...CurveFields }
    }
  `,
  [RunFields, CurveFields],
);

/** The curves of another layer than the last, in all epochs. */
export const LayerCurvesDocument = graphql(
  `
    query LayerCurves($id: ID!, $metrics: [MetricId!]!, $layer: String!) {
      train: series(runIds: [$id], metrics: $metrics, split: TRAIN, layer: $layer) { ...CurveFields }
      test: series(runIds: [$id], metrics: $metrics, split: TEST, layer: $layer) { ...CurveFields }
    }
  `,
  [CurveFields],
);

export const EpochRecordedDocument = graphql(`
  subscription EpochRecorded($runId: ID, $after: String) {
    epochRecorded(runId: $runId, after: $after) { cursor runId epoch isMeasured }
  }
`);

export const RunChangedDocument = graphql(`
  subscription RunChanged($runId: ID, $after: String) {
    runChanged(runId: $runId, after: $after) { cursor runId kind }
  }
`);

export const RunLogDocument = graphql(`
  query RunLog($id: ID!, $last: Int!) {
    run(id: $id) { log(last: $last) { at level message attempt } }
  }
`);

export type RunAnswer = ResultOf<typeof RunDocument>;
export type Run = ResultOf<typeof RunFields>;
export type RunStatus = Run['status'];
export type MetricId = ResultOf<typeof CurveFields>['columns'][number]['metric'];
export type SeriesAnswer = ResultOf<typeof CurveFields>;
export type SuggestedVerdict = NonNullable<Run['suggestedVerdict']>;
export type LogLine = NonNullable<ResultOf<typeof RunLogDocument>['run']>['log'][number];

/** What the figures of a run show. */
export const METRICS: MetricId[] = [
  'NC1',
  'NC2_EQUINORM_MEANS',
  'NC2_EQUINORM_WEIGHTS',
  'NC2_EQUIANGULAR_MEANS',
  'NC2_EQUIANGULAR_WEIGHTS',
  'NC2_MAX_ANGLE_MEANS',
  'NC2_MAX_ANGLE_WEIGHTS',
  'NC3_DUALITY',
  'NC4_MISMATCH',
];
