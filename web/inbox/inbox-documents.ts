import { graphql, type ResultOf } from '../graphql/graphql.ts';

const NoticeLineFragment = graphql(`
  fragment NoticeLine on Notice @_unmask {
    id kind from text createdAt readAt runId threadId
    sender { name colour }
    comment { body deletedAt }
    study { slug name }
    run { id }
  }
`);

/** How much is unread, for the bell. */
export const UnreadCountDocument = graphql(`
  query UnreadCount { me { unreadCount } }
`);

/** What is unread, the newest 100, and a page of what was read. */
export const InboxDocument = graphql(
  `
    query Inbox($kinds: [NoticeKind!], $after: String) {
      me {
        unreadCount
        unread: inbox(first: 100, isRead: false, kinds: $kinds) { nodes { ...NoticeLine } }
        read: inbox(first: 25, isRead: true, kinds: $kinds, after: $after) { nodes { ...NoticeLine } pageInfo { endCursor hasNextPage } }
      }
    }
  `,
  [NoticeLineFragment],
);
export type NoticeLine = ResultOf<typeof NoticeLineFragment>;
export type NoticeKind = NoticeLine['kind'];

export const InboxChangedDocument = graphql(`
  subscription InboxChanged($after: String) { inboxChanged(after: $after) { cursor unreadCount } }
`);

export const MarkReadDocument = graphql(`
  mutation MarkRead($input: MarkReadInput!) { markRead(input: $input) { unreadCount userErrors { code message } } }
`);
