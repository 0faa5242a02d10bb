'use client';
import { useEffect, useRef } from 'react';
import { useClient } from 'urql';
import { may } from '../account/may.ts';
import { useViewer } from '../account/viewer.ts';
import { type ActivityLine, MarkSeenDocument } from './activity-documents.ts';
import { looksAt } from './prepare-activity.ts';

/** Tells the server what was seen once it is in sight; what is new keeps its mark until the page is read again. Null: nothing is told. */
export function useSeen(lines: readonly ActivityLine[] | null): void {
  const client = useClient();
  const isPerson = may(useViewer()?.access, 'markSeen');
  // a further page does not tell anew what the first one told
  const told = useRef(new Set<string>());
  useEffect(() => {
    if (!isPerson || lines === null) return;
    const tell = async () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', tell);
      for (const input of looksAt(lines).filter(({ cursor }) => !told.current.has(cursor))) {
        told.current.add(input.cursor);
        await client.mutation(MarkSeenDocument, { input }).toPromise();
      }
    };
    document.addEventListener('visibilitychange', tell);
    void tell();
    return () => document.removeEventListener('visibilitychange', tell);
  }, [client, isPerson, lines]);
}
