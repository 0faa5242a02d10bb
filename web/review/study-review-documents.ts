import { graphql, type ResultOf } from '../graphql/graphql.ts';
import { RequestFields, ThreadFields } from './review-documents.ts';

/** The notes on a study itself. */
export const StudyThreadsDocument = graphql(
  `
    query StudyThreads($studyId: ID!, $after: String) {
      threads(studyId: $studyId, onStudy: true, orderBy: CREATED, first: 15, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ...ThreadFields }
      }
    }
  `,
  [ThreadFields],
);

/** How far the review of a study has come, what it asks for, and whom. */
export const StudyReviewDocument = graphql(
  `
    query StudyReview($studyId: ID!) {
      study(id: $studyId) {
        id version name finalAt finalBy archivedAt verdictsNeeded openThreadCount
        verdictLimits { metric limit isUsual }
        runGroups { status runCount }
        reviewRequests { ...RequestFields }
        reviewProgress {
          completedCount enoughCount
          byVerdicts { verdictCount runCount }
          lacking { id name verdictSummary { needed staleCount counts { count } } reviewRequests { ...RequestFields } }
        }
      }
    }
  `,
  [RequestFields],
);
export type StudyReview = NonNullable<ResultOf<typeof StudyReviewDocument>['study']>;

/** Completed runs that verdicts can be asked on, newest first. */
export const RunsToJudgeDocument = graphql(`
  query RunsToJudge($filter: RunFilter) { runs(first: 100, filter: $filter) { totalCount nodes { id name } } }
`);

/** People who may give verdicts. */
export const ReviewersDocument = graphql(`
  query Reviewers($text: String) { people(text: $text, mayReview: true, first: 12) { totalCount nodes { id name colour } } }
`);

export const StudyReviewChangedDocument = graphql(`
  subscription StudyReviewChanged($studyId: ID!, $after: String) {
    reviewChanged(studyId: $studyId, after: $after) { cursor kind subject runId }
  }
`);

export const AskReviewDocument = graphql(`
  mutation AskReview($input: AskReviewInput!) { askReview(input: $input) { requests { id } userErrors { code message field } } }
`);
export const WithdrawReviewDocument = graphql(`
  mutation WithdrawReview($input: WithdrawReviewInput!) { withdrawReview(input: $input) { requests { id } userErrors { code message } } }
`);
export const UpdateStudyReviewDocument = graphql(`
  mutation UpdateStudyReview($input: UpdateStudyReviewInput!) { updateStudyReview(input: $input) { study { id version } userErrors { code message field } } }
`);
export const FinalizeStudyDocument = graphql(`
  mutation FinalizeStudy($input: FinalStudyInput!) { finalizeStudy(input: $input) { study { id finalAt } userErrors { code message } } }
`);
export const ReopenStudyDocument = graphql(`
  mutation ReopenStudy($input: FinalStudyInput!) { reopenStudy(input: $input) { study { id finalAt } userErrors { code message } } }
`);
