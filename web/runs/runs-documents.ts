import { type ResultOf, graphql } from '../graphql/graphql.ts';
import type { RunStatus } from './run-documents.ts';

const RowFields = graphql(`
  fragment RowFields on Run @_unmask {
    id name architecture depth width dataset seed status source terminalPhaseEpoch isTerminalPhaseProvisional isGenerated
    lastEpoch plannedEpochCount imagesPerSecond remainingMs createdAt startedAt finishedAt
    study { id name }
  }
`);

export const RunsDocument = graphql(
  `
    query Runs($first: Int!, $after: String, $status: [RunStatus!]) {
      runs(first: $first, after: $after, filter: { status: $status }) {
        totalCount
        pageInfo { endCursor hasNextPage }
        nodes { ...RowFields }
      }
    }
  `,
  [RowFields],
);

/** Errors and NC1 of several runs at once: what the tables of runs show beside their names. */
export const RunCurvesDocument = graphql(`
  query RunCurves($ids: [ID!]!) {
    train: series(runIds: $ids, metrics: [NC1, ERROR], split: TRAIN) { run { id } epochs columns { metric values } }
    test: series(runIds: $ids, metrics: [ERROR], split: TEST) { run { id } epochs columns { metric values } }
  }
`);

export type RunRow = ResultOf<typeof RunsDocument>['runs']['nodes'][number];
export type RunCurvesAnswer = ResultOf<typeof RunCurvesDocument>;

type Some = { statuses: readonly RunStatus[]; pageSize: number };
/** The runs that train now. */
export const IN_TRAINING: Some = { statuses: ['RUNNING', 'PAUSED'], pageSize: 20 };
/** Those that wait for it: only their number is told. */
export const WAITING: Some = { statuses: ['QUEUED'], pageSize: 1 };
