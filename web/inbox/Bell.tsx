'use client';
import { useCallback, useEffect } from 'react';
import { useClient } from 'urql';
import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { InboxChangedDocument, UnreadCountDocument } from './inbox-documents.ts';
import { bellWords } from './prepare-inbox.ts';
import { setUnreadCount, useUnreadCount } from './unread-count.ts';

/** The way to the inbox, with how much is unread in it; counts by itself. For people who have signed in. */
export function Bell({ isHere }: { isHere: boolean }) {
  const client = useClient();
  const unread = useUnreadCount();
  const { cursor: after, read: readStart } = useStart();
  const read = useCallback(async () => {
    if (await readStart()) return;
    const { data } = await client.query(UnreadCountDocument, {}, { requestPolicy: 'network-only' }).toPromise();
    if (data) setUnreadCount(data.me.unreadCount);
  }, [client, readStart]);
  useEffect(() => void read(), [read]);
  useNews(InboxChangedDocument, { after }, ({ inboxChanged }) => setUnreadCount(inboxChanged.unreadCount), after !== null);
  useReturn(() => void read());
  const words = bellWords(unread);
  return (
    <>
      <PageLink className="btn plain bell" href="/inbox" aria-current={isHere ? 'page' : undefined} aria-label={words.name} title={words.name}>
        <Icon name="bell" />
        {words.badge && <span className="note-number">{words.badge}</span>}
      </PageLink>
      <span className="hide" role="status">
        {words.told}
      </span>
    </>
  );
}
