import { type ResultOf, type VariablesOf, graphql } from '../../graphql/graphql.ts';

const TableRow = graphql(`
  fragment TableRow on Run @_unmask {
    id name architecture depth width growth head variant dataset samplesPerClass seed status source loss plannedEpochCount lastEpoch
    terminalPhaseEpoch isTerminalPhaseProvisional tags note isGenerated archivedAt createdAt startedAt finishedAt
    classCount featureCount parameterCount
    study { id name finalAt }
    optimiser { kind learningRate momentum weightDecay batchSize }
    learningRateSteps { afterEpoch factor }
  }
`);

const CellValue = graphql(`
  fragment CellValue on MetricValue @_unmask { epoch value kind reason }
`);

/** A page of the table with five of its values; what shows more asks once more for the same page. */
export const TablePageDocument = graphql(
  `
    query TablePage(
      $first: Int!, $after: String, $filter: RunFilter, $orderBy: RunOrder,
      $m0: MetricId!, $s0: Split!, $a0: ValueAt!, $m1: MetricId!, $s1: Split!, $a1: ValueAt!, $m2: MetricId!, $s2: Split!, $a2: ValueAt!,
      $m3: MetricId!, $s3: Split!, $a3: ValueAt!, $m4: MetricId!, $s4: Split!, $a4: ValueAt!
    ) {
      runs(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
        totalCount
        pendingCount
        pageInfo { endCursor hasNextPage }
        nodes {
          ...TableRow
          v0: value(metric: $m0, split: $s0, at: $a0) { ...CellValue }
          v1: value(metric: $m1, split: $s1, at: $a1) { ...CellValue }
          v2: value(metric: $m2, split: $s2, at: $a2) { ...CellValue }
          v3: value(metric: $m3, split: $s3, at: $a3) { ...CellValue }
          v4: value(metric: $m4, split: $s4, at: $a4) { ...CellValue }
        }
      }
    }
  `,
  [TableRow, CellValue],
);

/** One run as a page has it. */
export const TableRunDocument = graphql(
  `
    query TableRun(
      $id: ID!,
      $m0: MetricId!, $s0: Split!, $a0: ValueAt!, $m1: MetricId!, $s1: Split!, $a1: ValueAt!, $m2: MetricId!, $s2: Split!, $a2: ValueAt!,
      $m3: MetricId!, $s3: Split!, $a3: ValueAt!, $m4: MetricId!, $s4: Split!, $a4: ValueAt!
    ) {
      run(id: $id) {
        ...TableRow
        v0: value(metric: $m0, split: $s0, at: $a0) { ...CellValue }
        v1: value(metric: $m1, split: $s1, at: $a1) { ...CellValue }
        v2: value(metric: $m2, split: $s2, at: $a2) { ...CellValue }
        v3: value(metric: $m3, split: $s3, at: $a3) { ...CellValue }
        v4: value(metric: $m4, split: $s4, at: $a4) { ...CellValue }
      }
    }
  `,
  [TableRow, CellValue],
);

const RunExtras = graphql(`
  fragment RunExtras on Run @_unmask {
    id
    verdictSummary @include(if: $withVerdicts) { staleCount counts { kind count } }
    checkOutcomes @include(if: $withChecks) { result }
  }
`);

/** What people and checks say of the runs of a page: it costs the server more than columns of its own, so it is asked for where it is shown alone. */
export const TableExtrasDocument = graphql(
  `
    query TableExtras($first: Int!, $after: String, $filter: RunFilter, $orderBy: RunOrder, $withVerdicts: Boolean!, $withChecks: Boolean!) {
      runs(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { nodes { ...RunExtras } }
    }
  `,
  [RunExtras],
);
export const RunExtrasDocument = graphql(`query RunExtrasOf($id: ID!, $withVerdicts: Boolean!, $withChecks: Boolean!) { run(id: $id) { ...RunExtras } }`, [RunExtras]);

export const TableCountDocument = graphql(`
  query TableCount($filter: RunFilter) { runs(first: 1, filter: $filter) { totalCount } }
`);

/** NC1 of several runs, thin: a line of 96 px needs no more. */
export const TableSparksDocument = graphql(`
  query TableSparks($ids: [ID!]!) {
    series(runIds: $ids, metrics: [NC1], split: TRAIN, maxPoints: 40) { run { id } epochs columns { metric values } }
  }
`);

/** What can be chosen in filters. */
export const TableChoicesDocument = graphql(`
  query TableChoices {
    architectures { name runCount }
    dataSets { name runCount }
    tags { tag runCount }
    studies(first: 100) { nodes { id name } }
  }
`);

export type TablePageVariables = VariablesOf<typeof TablePageDocument>;
export type RunFilter = NonNullable<TablePageVariables['filter']>;
export type RunOrder = NonNullable<TablePageVariables['orderBy']>;
export type TableNode = ResultOf<typeof TablePageDocument>['runs']['nodes'][number];
export type RunExtras = Omit<ResultOf<typeof RunExtras>, 'id'>;
/** A run with what was asked for beside it. */
export type TableRun = ResultOf<typeof TableRow> & RunExtras;
export type CellValue = ResultOf<typeof CellValue>;
export type TableChoices = ResultOf<typeof TableChoicesDocument>;
