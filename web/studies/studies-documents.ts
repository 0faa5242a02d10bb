import { graphql, type ResultOf } from '../graphql/graphql.ts';

const StudyLineFragment = graphql(`
  fragment StudyLine on Study @_unmask {
    id slug name description createdAt archivedAt finalAt version runCount
    recorded { madeAt command codeVersions node processor }
    runGroups { architecture dataset status runCount terminalPhaseCount }
  }
`);
export type StudyLine = ResultOf<typeof StudyLineFragment>;

/** The newest studies, in use or put aside. */
export const StudiesDocument = graphql(
  `
    query Studies($filter: StudyFilter) { studies(first: 60, filter: $filter) { totalCount nodes { ...StudyLine } } }
  `,
  [StudyLineFragment],
);

export const StudyDocument = graphql(
  `
    query StudyBySlug($slug: String!) {
      studyBySlug(slug: $slug) {
        ...StudyLine
        newestRuns(first: 8) { id name status architecture depth width dataset seed lastEpoch plannedEpochCount terminalPhaseEpoch createdAt }
        baselines { setAt run { id name architecture depth width dataset seed } }
      }
    }
  `,
  [StudyLineFragment],
);
export type StudyEntry = NonNullable<ResultOf<typeof StudyDocument>['studyBySlug']>;

export const StudyChangedDocument = graphql(`
  subscription StudyNews($studyId: ID, $after: String) { studyChanged(studyId: $studyId, after: $after) { cursor kind studyId } }
`);

export const ShareLinksDocument = graphql(`
  query ShareLinks($studyId: ID!) {
    shareLinks(first: 100, studyId: $studyId) { totalCount nodes { id path showsNames createdBy createdAt expiresAt revokedAt useCount lastUsedAt } }
  }
`);
export type ShareLinkEntry = ResultOf<typeof ShareLinksDocument>['shareLinks']['nodes'][number];

export const CreateStudyDocument = graphql(`
  mutation CreateStudy($input: CreateStudyInput!) { createStudy(input: $input) { study { id slug } userErrors { code message field } } }
`);
export const EditStudyDocument = graphql(`
  mutation EditStudy($input: EditStudyInput!) { editStudy(input: $input) { study { id version } userErrors { code message field } } }
`);
export const ArchiveStudyDocument = graphql(`
  mutation ArchiveStudy($input: ArchiveStudyInput!) { archiveStudy(input: $input) { study { id } userErrors { code message } } }
`);
export const DeleteStudyDocument = graphql(`
  mutation DeleteStudy($input: DeleteStudyInput!) { deleteStudy(input: $input) { deletedStudyId userErrors { code message } } }
`);
export const CreateShareLinkDocument = graphql(`
  mutation CreateShareLink($input: CreateShareLinkInput!) { createShareLink(input: $input) { address shareLink { id } userErrors { code message field } } }
`);
export const RevokeShareLinkDocument = graphql(`
  mutation RevokeShareLink($input: RevokeShareLinkInput!) { revokeShareLink(input: $input) { shareLink { id } userErrors { code message } } }
`);

/** What is asked for studies in use, or those put aside, with a text. */
export const studiesAsked = (text: string, isArchived: boolean) => ({ filter: { isArchived, ...(text && { text }) } });
