import { type ResultOf, graphql } from '../graphql/graphql.ts';

const RunLine = graphql(`
  fragment RunLine on Run @_unmask {
    id name architecture depth width dataset seed status error terminalPhaseEpoch isTerminalPhaseProvisional isGenerated
    lastEpoch plannedEpochCount createdAt finishedAt
    study { id name }
  }
`);

/** All that the overview tells of studies and runs, but the curves: those are asked for by the ids that are in this answer. */
export const OverviewDocument = graphql(
  `
    query Overview {
      studies(first: 8) {
        totalCount
        nodes {
          id slug name description archivedAt finalAt recorded { madeAt }
          runGroups { architecture dataset status runCount terminalPhaseCount }
          newestRuns(first: 20) { id terminalPhaseEpoch }
        }
      }
      troubled: runs(first: 4, filter: { status: [FAILED, DIVERGED], isArchived: false }, orderBy: { key: FINISHED, direction: DESC }) { totalCount nodes { ...RunLine } }
      inTraining: runs(first: 25, filter: { status: [RUNNING, PAUSED], isArchived: false }) { nodes { ...RunLine } }
      finished: runs(first: 8, filter: { status: [COMPLETED], isArchived: false }, orderBy: { key: FINISHED, direction: DESC }) { nodes { ...RunLine suggestedVerdict { verdict } } }
      all: runs(first: 1) { totalCount }
    }
  `,
  [RunLine],
);

const CurveFields = graphql(`
  fragment OverviewCurve on Series @_unmask {
    run { id }
    epochs
    columns { metric values gaps { kind } }
  }
`);

/** The curves of the runs finished recently, and NC1 and test error of the studies' runs: four lists, since one may name 40 runs. */
export const OverviewCurvesDocument = graphql(
  `
    query OverviewCurves($finished: [ID!]!, $a: [ID!]!, $b: [ID!]!, $c: [ID!]!, $d: [ID!]!) {
      train: series(runIds: $finished, metrics: [NC1, NC2_EQUIANGULAR_MEANS, NC3_DUALITY], split: TRAIN) { ...OverviewCurve }
      test: series(runIds: $finished, metrics: [ERROR, NC4_MISMATCH], split: TEST) { ...OverviewCurve }
      nc1A: series(runIds: $a, metrics: [NC1], split: TRAIN, maxPoints: 24) { ...OverviewCurve }
      nc1B: series(runIds: $b, metrics: [NC1], split: TRAIN, maxPoints: 24) { ...OverviewCurve }
      nc1C: series(runIds: $c, metrics: [NC1], split: TRAIN, maxPoints: 24) { ...OverviewCurve }
      nc1D: series(runIds: $d, metrics: [NC1], split: TRAIN, maxPoints: 24) { ...OverviewCurve }
      errorA: series(runIds: $a, metrics: [ERROR], split: TEST, maxPoints: 24) { ...OverviewCurve }
      errorB: series(runIds: $b, metrics: [ERROR], split: TEST, maxPoints: 24) { ...OverviewCurve }
      errorC: series(runIds: $c, metrics: [ERROR], split: TEST, maxPoints: 24) { ...OverviewCurve }
      errorD: series(runIds: $d, metrics: [ERROR], split: TEST, maxPoints: 24) { ...OverviewCurve }
    }
  `,
  [CurveFields],
);

export type OverviewAnswer = ResultOf<typeof OverviewDocument>;
export type OverviewCurvesAnswer = ResultOf<typeof OverviewCurvesDocument>;
export type RunLine = ResultOf<typeof RunLine>;
export type FinishedRun = OverviewAnswer['finished']['nodes'][number];
export type StudyNode = OverviewAnswer['studies']['nodes'][number];
export type CurveAnswer = ResultOf<typeof CurveFields>;
