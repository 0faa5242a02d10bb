import { graphql, type ResultOf } from '../graphql/graphql.ts';

const ActivityLineFragment = graphql(`
  fragment ActivityLine on Activity @_unmask {
    id kind words count at since subject isUnseen
    runs { id name }
    people { id name colour }
    study { id slug name lastLookAt }
  }
`);

/** What happened, newest first: in a study or in all, of some topics, by one person or anybody. */
export const ActivityDocument = graphql(
  `
    query Activity($studyId: ID, $topics: [ActivityTopic!], $personId: ID, $first: Int, $after: String) {
      activity(studyId: $studyId, topics: $topics, personId: $personId, first: $first, after: $after) {
        nodes { ...ActivityLine }
        pageInfo { endCursor hasNextPage }
      }
    }
  `,
  [ActivityLineFragment],
);
export type ActivityLine = ResultOf<typeof ActivityLineFragment>;

export const MarkSeenDocument = graphql(`
  mutation MarkSeen($input: MarkSeenInput!) { markSeen(input: $input) { study { id unseenCount } userErrors { code message } } }
`);

/** That something of a review happened, of any run. */
export const AnyReviewChangedDocument = graphql(`
  subscription AnyReviewChanged($after: String) { reviewChanged(after: $after) { cursor kind } }
`);
