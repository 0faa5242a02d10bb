'use client';
import { useCallback, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { useFirstCursor } from './FirstAnswers.tsx';
import { EventCursorDocument } from './start-documents.ts';

export interface Start {
  /** the newest event before the page's first question; null until it is known */
  cursor: string | null;
  /** Reads the cursor unless it is known; gives why that failed. */
  read: () => Promise<CombinedError | undefined>;
}

/**
 * Where a page's news begins. Read before anything else is asked, and given to the subscriptions as `after`: what
 * happens between the first answer and the subscription would otherwise be in neither.
 */
export function useStart(): Start {
  const client = useClient();
  const first = useFirstCursor();
  const known = useRef(first);
  const [cursor, setCursor] = useState(first);
  const read = useCallback(async () => {
    if (known.current !== null) return undefined;
    const { data, error } = await client.query(EventCursorDocument, {}, { requestPolicy: 'network-only' }).toPromise();
    if (!data) return error;
    // two first questions can overlap; what counts is the later answer, which was asked behind either cursor
    known.current ??= data.eventCursor;
    setCursor(known.current);
    return undefined;
  }, [client]);
  return { cursor, read };
}
