import { graphql, type ResultOf, type VariablesOf } from '../graphql/graphql.ts';

export const CreateIngestedRunDocument = graphql(`
  mutation CreateIngestedRun($input: CreateIngestedRunInput!) {
    createIngestedRun(input: $input) { isNew run { id name } userErrors { code message field } }
  }
`);

export const RecordIngestedEpochDocument = graphql(`
  mutation RecordIngestedEpoch($input: RecordIngestedEpochInput!) {
    recordIngestedEpoch(input: $input) {
      recorded { epoch terminalPhaseEpoch snapshots { split layer classes features samples isNew } }
      userErrors { code message }
    }
  }
`);

export const FinishImportDocument = graphql(`
  mutation FinishImport($input: FinishRunInput!) { finishRun(input: $input) { run { id } userErrors { code message } } }
`);

/** The values of one epoch, for the split that was recorded. */
export const ImportedValuesDocument = graphql(`
  query ImportedValues($runId: ID!, $epoch: Int!, $layer: String!, $metrics: [MetricId!]!) {
    train: series(runIds: [$runId], metrics: $metrics, split: TRAIN, layer: $layer, from: $epoch, to: $epoch) {
      columns { metric values gaps { index kind reason } warnings }
    }
    test: series(runIds: [$runId], metrics: $metrics, split: TEST, layer: $layer, from: $epoch, to: $epoch) {
      columns { metric values gaps { index kind reason } warnings }
    }
  }
`);

export type RecordedSnapshot = NonNullable<ResultOf<typeof RecordIngestedEpochDocument>['recordIngestedEpoch']['recorded']>['snapshots'][number];
export type ImportedValues = ResultOf<typeof ImportedValuesDocument>;
export type ImportedColumns = NonNullable<ImportedValues['train']>[number]['columns'][number];
export type MetricId = VariablesOf<typeof ImportedValuesDocument>['metrics'][number];
export type NewRun = VariablesOf<typeof CreateIngestedRunDocument>['input'];
