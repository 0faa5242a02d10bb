'use client';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { useNews } from '../graphql/use-news.ts';
import { type Reading, useReadAgain } from '../graphql/use-read-again.ts';
import { allThreads, threadsOf } from './read-threads.ts';
import { ReviewChangedDocument, type Thread } from './review-documents.ts';

/** The notes on several runs, and what is said of them from now on. Threads are null until they were read. */
export function useNotes(runIds: readonly string[]): Reading & { threads: readonly Thread[] | null } {
  const client = useClient();
  const [threads, setThreads] = useState<readonly Thread[] | null>(null);
  const key = [...runIds].sort().join(' ');
  const read = useCallback(async () => {
    const found = key === '' ? { threads: [], error: undefined } : await allThreads(client, threadsOf(client, key.split(' ')));
    if (found.threads) setThreads(found.threads);
    return found.error;
  }, [client, key]);
  const reading = useReadAgain(read);
  const { after, readAgain } = reading;
  useNews(ReviewChangedDocument, { runId: null, after }, ({ reviewChanged: { kind, runId } }) => (kind === 'review.thread' && runId !== null && key.includes(runId) ? readAgain() : undefined), after !== null);
  return { ...reading, threads };
}
