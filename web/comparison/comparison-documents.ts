import { type ResultOf, type VariablesOf, graphql } from '../graphql/graphql.ts';

/** What is compared: the runs in their groups, their settings, and which of them are pinned as baselines. */
export const ComparisonDocument = graphql(`
  query Comparison($runs: [ID!]!, $groupBy: GroupBy!) {
    groups: compare(runIds: $runs, metrics: [], groupBy: $groupBy) {
      label
      runs { id name architecture depth dataset seed status lastEpoch plannedEpochCount terminalPhaseEpoch isTerminalPhaseProvisional isGenerated study { id name } }
    }
    settings: settingsDifferences(runIds: $runs, includeSame: true) { name values isSame }
    baselines: againstBaseline(runIds: $runs, metrics: []) { run { id } baseline { id } }
  }
`);

/** One metric of all groups, and the single traces behind them. */
export const GroupCurvesDocument = graphql(`
  query GroupCurves($runs: [ID!]!, $metric: MetricId!, $split: Split!, $groupBy: GroupBy!, $centre: Centre!, $band: Band!, $align: SeriesAlign!) {
    groups: compare(runIds: $runs, metrics: [$metric], split: $split, groupBy: $groupBy, centre: $centre, band: $band, align: $align) {
      runs { id }
      curves { version positions measured centre low high gaps { index reason } n runIds runIdsWithoutValues isPending isThinned warnings }
    }
    traces: series(runIds: $runs, metrics: [$metric], split: $split, align: $align, maxPoints: 200) {
      run { id }
      epochs sinceTerminalPhase misalignment
      columns { values gaps { index kind reason } }
    }
  }
`);

/** Each run's curves in a few numbers. */
export const SummariesDocument = graphql(`
  query Summaries($runs: [ID!]!, $train: [MetricId!]!, $test: [MetricId!]!) {
    train: summary(runIds: $runs, metrics: $train, split: TRAIN) {
      run { id } metrics { metric terminalPhase { value reason } last { epoch value kind reason } best { value reason } }
    }
    test: summary(runIds: $runs, metrics: $test, split: TEST) {
      run { id } metrics { metric terminalPhase { value reason } last { epoch value kind reason } best { value reason } }
    }
  }
`);

/** The catalogue as a comparison needs it: what is better, and on which axis. */
export const ComparedMetricsDocument = graphql(`
  query ComparedMetrics { metrics { id symbol title formula valueAtCollapse axis unit direction figure version } }
`);

const ChoosableFields = graphql(`
  fragment ChoosableFields on Run @_unmask { id name architecture depth width dataset seed status lastEpoch plannedEpochCount tags study { name } }
`);

/** Runs to choose from: the newest, and all that have the words in their name, tags, note or study. */
export const ChoosableRunsDocument = graphql(
  `
    query ChoosableRuns($words: [RunFilter!]!, $isSearching: Boolean!) {
      newest: runs(first: 100) { totalCount nodes { ...ChoosableFields } }
      found: runs(first: 100, filter: { and: $words }) @include(if: $isSearching) { totalCount nodes { ...ChoosableFields } }
    }
  `,
  [ChoosableFields],
);

export type ComparisonAnswer = ResultOf<typeof ComparisonDocument>;
export type GroupAnswer = NonNullable<ComparisonAnswer['groups']>[number];
export type ComparedRun = GroupAnswer['runs'][number];
export type SettingAnswer = NonNullable<ComparisonAnswer['settings']>[number];
export type GroupCurvesAnswer = ResultOf<typeof GroupCurvesDocument>;
export type SummariesAnswer = ResultOf<typeof SummariesDocument>;
export type ComparedMetric = ResultOf<typeof ComparedMetricsDocument>['metrics'][number];
export type ChoosableRuns = ResultOf<typeof ChoosableRunsDocument>;
export type ChoosableRun = ResultOf<typeof ChoosableFields>;
export type GroupBy = VariablesOf<typeof GroupCurvesDocument>['groupBy'];
export type Band = VariablesOf<typeof GroupCurvesDocument>['band'];
export type Centre = VariablesOf<typeof GroupCurvesDocument>['centre'];
export type Split = VariablesOf<typeof GroupCurvesDocument>['split'];
export type MetricId = VariablesOf<typeof GroupCurvesDocument>['metric'];
