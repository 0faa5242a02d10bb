'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useViewer } from '../account/viewer.ts';
import { useLinkState } from '../graphql/link-state.ts';
import { useNews } from '../graphql/use-news.ts';
import { type Presence, PresenceDocument } from './presence-documents.ts';

/**
 * Who else looks at a run; null while nobody can tell. A page that nobody sees (another tab lies before it) looks at nothing, and whoever is alone at a
 * server without login has nobody to be told of.
 */
export function usePresence(runId: string): Presence | null {
  const viewer = useViewer();
  const isSeen = useSyncExternalStore(whenSeen, () => document.visibilityState === 'visible', () => false);
  const [presence, setPresence] = useState<Presence | null>(null);
  const { phase } = useLinkState();
  const isLooking = isSeen && viewer !== null && !viewer.isLocal;
  useNews(PresenceDocument, { runId }, (news) => setPresence(news.presence), isLooking);
  useEffect(() => {
    if (phase === 'lost' || !isLooking) setPresence(null);
  }, [phase, isLooking]);
  return presence;
}

function whenSeen(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
