import { graphql, type ResultOf, type VariablesOf } from '../graphql/graphql.ts';

const CheckFields = graphql(`
  fragment CheckFields on Check @_unmask { id name metric split layer point bound limit version createdAt archivedAt }
`);
export type Check = ResultOf<typeof CheckFields>;

const OutcomeFields = graphql(`
  fragment OutcomeFields on CheckOutcome @_unmask { result value limit epoch reason isPending at }
`);
export type Outcome = ResultOf<typeof OutcomeFields>;
export type CheckResult = Outcome['result'];

/** A study's checks, those put aside too; and the layers that its newest runs have. */
export const StudyChecksDocument = graphql(
  `
    query StudyChecks($slug: String!) {
      studyBySlug(slug: $slug) { id slug name finalAt archivedAt checks(withArchived: true) { ...CheckFields } newestRuns(first: 10) { layers } }
    }
  `,
  [CheckFields],
);
export type CheckedStudy = NonNullable<ResultOf<typeof StudyChecksDocument>['studyBySlug']>;

/** A page of runs with what came out of their checks. */
export const CheckedRunsDocument = graphql(
  `
    query CheckedRunsPage($filter: RunFilter, $after: String) {
      runs(first: 50, after: $after, filter: $filter) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { id name architecture depth width dataset seed finishedAt checkOutcomes { check { id } ...OutcomeFields } }
      }
    }
  `,
  [OutcomeFields],
);
export type CheckedRun = ResultOf<typeof CheckedRunsDocument>['runs']['nodes'][number];

/** What came out of the checks of one run. */
export const RunChecksDocument = graphql(
  `
    query RunChecks($id: ID!) {
      run(id: $id) { id status study { id slug } checkOutcomes { check { ...CheckFields } ...OutcomeFields } }
    }
  `,
  [CheckFields, OutcomeFields],
);
export type RunChecks = NonNullable<ResultOf<typeof RunChecksDocument>['run']>;

/** The checks of a study in a few numbers. */
export const CheckSummaryDocument = graphql(`
  query CheckSummary($studyId: ID!) {
    checkSummary(studyId: $studyId) { result checkCount runCount leftOutRunCount passedCount failedCount undecidedCount }
  }
`);
export type CheckSummary = NonNullable<ResultOf<typeof CheckSummaryDocument>['checkSummary']>;

/** What a rule would give for the runs of today. */
export const CheckTrialDocument = graphql(`
  query CheckTrial($studyId: ID!, $metric: MetricId!, $split: Split!, $layer: String!, $point: CheckPoint!, $bound: CheckBound!, $limit: Float!) {
    checkTrial(studyId: $studyId, metric: $metric, split: $split, layer: $layer, point: $point, bound: $bound, limit: $limit) {
      runCount leftOutRunCount passedCount failedCount undecidedCount isComplete
      failed { id name }
    }
  }
`);
export type CheckTrial = NonNullable<ResultOf<typeof CheckTrialDocument>['checkTrial']>;
export type CheckRule = Omit<VariablesOf<typeof CheckTrialDocument>, 'studyId'>;

export const CreateCheckDocument = graphql(`
  mutation CreateCheck($input: CreateCheckInput!) { createCheck(input: $input) { check { id } userErrors { code message field } } }
`);
export const UpdateCheckDocument = graphql(`
  mutation UpdateCheck($input: UpdateCheckInput!) { updateCheck(input: $input) { check { id } userErrors { code message field } } }
`);
export const ArchiveCheckDocument = graphql(`
  mutation ArchiveCheck($input: ArchiveCheckInput!) { archiveCheck(input: $input) { check { id } userErrors { code message } } }
`);
