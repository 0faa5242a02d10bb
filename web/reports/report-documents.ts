import { graphql, type ResultOf } from '../graphql/graphql.ts';

const ReportLine = graphql(`
  fragment ReportLine on Report @_unmask { id title version createdBy createdAt updatedAt study { id slug name } }
`);

/** Reports of a study or of all, last changed first, and the studies to choose from. */
export const ReportsDocument = graphql(
  `
    query Reports($studyId: ID, $after: String) {
      reports(first: 50, studyId: $studyId, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { ...ReportLine } }
      studies(first: 100) { nodes { id slug name } }
    }
  `,
  [ReportLine],
);
export type ReportsAnswer = ResultOf<typeof ReportsDocument>;
export type ReportEntry = ResultOf<typeof ReportLine>;

/** A version of a report, the newest where none is named, and which others there are. */
export const ReportDocument = graphql(`
  query Report($id: ID!, $number: Int) {
    report(id: $id) {
      id version canEdit canDelete createdBy study { id slug name }
      versions(first: 100) { totalCount nodes { number title author at } }
      at(number: $number) {
        number title author at body
        blocks { key question frozen { answer digests formulas at } }
      }
    }
  }
`);
export type ReportAnswer = NonNullable<ResultOf<typeof ReportDocument>['report']>;
export type VersionAnswer = NonNullable<ReportAnswer['at']>;

/** What the blocks of a version would be answered now. */
export const BlocksNowDocument = graphql(`
  query BlocksNow($id: ID!, $number: Int!) {
    report(id: $id) { at(number: $number) { blocks { key now { answer formulas isPending isChanged reason } } } }
  }
`);

/** Whether there is a newer version, and whose. */
export const NewestDocument = graphql(`
  query NewestVersion($id: ID!) { report(id: $id) { version at { author at } } }
`);

/** What a block would be answered that was not saved so far. */
export const UnsavedBlockDocument = graphql(`
  query UnsavedBlock($studyId: ID!, $question: JSONObject!) { reportBlock(studyId: $studyId, question: $question) { answer formulas isPending reason } }
`);

export const ReportNewsDocument = graphql(`
  subscription ReportNews($studyId: ID, $after: String) { reviewChanged(studyId: $studyId, after: $after) { cursor kind subject } }
`);

const RunChoice = graphql(`
  fragment RunChoice on Run @_unmask { id name architecture depth width dataset seed status lastEpoch plannedEpochCount measuredEpochs layers }
`);

/** Runs of a study to choose from: the newest with these words, and those chosen before. */
export const StudyRunsDocument = graphql(
  `
    query StudyRuns($filter: RunFilter!) { runs(first: 40, filter: $filter) { totalCount nodes { ...RunChoice } } }
  `,
  [RunChoice],
);
export type RunChoice = ResultOf<typeof RunChoice>;

/** Runs by their ids. */
export const ChosenRunsDocument = graphql(
  `
    query ChosenRuns($ids: [ID!]!) { nodes(ids: $ids) { ... on Run { ...RunChoice } } }
  `,
  [RunChoice],
);

/** What was said in a study, oldest first, to choose from. */
export const StudyThreadsDocument = graphql(`
  query StudyThreads($studyId: ID!) {
    threads(last: 50, studyId: $studyId, orderBy: CREATED) {
      totalCount
      nodes { id number runName anchor { metric split layer fromEpoch toEpoch } comments(first: 1) { nodes { body author { name } } } }
    }
  }
`);
export type ThreadChoice = ResultOf<typeof StudyThreadsDocument>['threads']['nodes'][number];

/** The names of the paper's cells, as a block calls them. */
export const PaperCellsDocument = graphql(`
  query PaperCells($studyId: ID!) { paperGrid(figures: [6], studyId: $studyId) { architectures datasets cells { architecture dataset state run { id name } } } }
`);

export const StudyHeadDocument = graphql(`
  query StudyOfReport($id: ID!) { study(id: $id) { id slug name } }
`);

export const CreateReportDocument = graphql(`
  mutation CreateReport($input: CreateReportInput!) { createReport(input: $input) { report { id version } userErrors { code message field } } }
`);
export const UpdateReportDocument = graphql(`
  mutation UpdateReport($input: UpdateReportInput!) { updateReport(input: $input) { report { id version } userErrors { code message field } } }
`);
export const DeleteReportDocument = graphql(`
  mutation DeleteReport($input: DeleteReportInput!) { deleteReport(input: $input) { deletedReportId userErrors { code message field } } }
`);
