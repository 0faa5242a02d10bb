import { graphql, type ResultOf } from '../graphql/graphql.ts';

const CommentPage = graphql(`
  fragment CommentPage on CommentConnection @_unmask {
    pageInfo { hasNextPage endCursor }
    nodes { id body version createdAt editedAt deletedAt canEdit isFromArchive authorName author { name colour } revisions { version body at } }
  }
`);

export const ThreadFields = graphql(`
  fragment ThreadFields on Thread @_unmask {
    id number runName isRunDeleted createdAt resolvedAt resolvedBy run { id name }
    anchor { metric split layer fromEpoch toEpoch cell value formulaVersion isOutdated valueNow }
    comments(first: 20) { ...CommentPage }
  }
`, [CommentPage]);

const VerdictFields = graphql(`
  fragment VerdictFields on ReviewVerdict @_unmask {
    id kind reason createdAt isMine isStale staleReason isFromArchive reviewerName reviewer { name colour }
  }
`);

export const RequestFields = graphql(`
  fragment RequestFields on ReviewRequest @_unmask {
    id createdAt askedBy reviewer { id name colour }
  }
`);
export type ReviewRequest = ResultOf<typeof RequestFields>;

/** The notes on some runs. */
export const RunThreadsDocument = graphql(
  `
    query RunThreads($runIds: [ID!]!, $after: String) {
      threads(runIds: $runIds, first: 15, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ...ThreadFields }
      }
    }
  `,
  [ThreadFields],
);
export type Thread = NonNullable<ResultOf<typeof RunThreadsDocument>['threads']['nodes'][number]>;
export type Comment = Thread['comments']['nodes'][number];

/** The comments of a long thread behind its first page. */
export const MoreCommentsDocument = graphql(
  `
    query MoreComments($id: ID!, $after: String) {
      thread(id: $id) { comments(first: 100, after: $after) { ...CommentPage } }
    }
  `,
  [CommentPage],
);

/** What people decided of a run. */
export const RunVerdictsDocument = graphql(
  `
    query RunVerdicts($runId: ID!) {
      run(id: $runId) {
        id name verdictDigest
        study { id finalAt archivedAt reviewRequests { ...RequestFields } }
        reviewRequests { ...RequestFields }
        verdicts { ...VerdictFields }
        verdictSummary { fromArchiveCount agreement staleCount needed isEnough counts { kind count } }
      }
    }
  `,
  [VerdictFields, RequestFields],
);
export type RunVerdicts = NonNullable<ResultOf<typeof RunVerdictsDocument>['run']>;
export type Verdict = RunVerdicts['verdicts'][number];
export type VerdictKind = Verdict['kind'];

export const ReviewChangedDocument = graphql(`
  subscription ReviewChanged($runId: ID, $after: String) {
    reviewChanged(runId: $runId, after: $after) { cursor kind subject runId }
  }
`);
