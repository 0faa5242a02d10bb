'use client';
import { useEffect } from 'react';
import { useClient } from 'urql';
import { may } from '../account/may.ts';
import { useViewer } from '../account/viewer.ts';
import { type ActivityLine, MarkSeenDocument } from './activity-documents.ts';
import { looksAt } from './prepare-activity.ts';

/** Tells the server what was seen once it is in sight; what is new keeps its mark until the page is read again. Null: nothing is told. */
export function useSeen(lines: readonly ActivityLine[] | null): void {
  const client = useClient();
  const isPerson = may(useViewer()?.access, 'markSeen');
  useEffect(() => {
    if (!isPerson || lines === null) return;
    const tell = async () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', tell);
      for (const input of looksAt(lines)) await client.mutation(MarkSeenDocument, { input }).toPromise();
    };
    document.addEventListener('visibilitychange', tell);
    void tell();
    return () => document.removeEventListener('visibilitychange', tell);
  }, [client, isPerson, lines]);
}
