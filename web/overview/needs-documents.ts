import { graphql, type ResultOf } from '../graphql/graphql.ts';

/** What waits for whoever looks: requests, stale verdicts, calls, failed checks, and how far the studies' reviews have come. */
export const NeedsDocument = graphql(`
  query Needs {
    me {
      access
      reviewRequests { id createdAt askedBy run { id name dataset } study { id slug name } }
      staleVerdicts { id kind staleReason createdAt runName run { id name dataset } }
      openMentions { id number createdAt runName anchor { metric fromEpoch } run { id name dataset } study { id slug name } }
    }
    failedChecks(first: 4) { run { id name dataset } outcomes { at value epoch check { id name metric point bound limit } } }
    studies(first: 8) {
      nodes { id slug name archivedAt finalAt verdictsNeeded reviewProgress { completedCount enoughCount } }
    }
  }
`);
export type NeedsAnswer = ResultOf<typeof NeedsDocument>;

/** The checks of the studies in a few numbers: every run of each is looked at, so it is asked for by itself. */
export const StudyChecksSummaryDocument = graphql(`
  query StudyChecksSummary { studies(first: 8) { nodes { id checkSummary { result checkCount runCount passedCount failedCount undecidedCount } } } }
`);
export type ChecksAnswer = ResultOf<typeof StudyChecksSummaryDocument>;
