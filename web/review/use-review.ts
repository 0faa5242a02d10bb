'use client';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { useNews } from '../graphql/use-news.ts';
import { type Reading, useReadAgain } from '../graphql/use-read-again.ts';
import { allThreads, threadsOf } from './read-threads.ts';
import { ReviewChangedDocument, type RunVerdicts, RunVerdictsDocument, type Thread } from './review-documents.ts';

export interface ReviewReading extends Reading {
  /** null until they were read */
  threads: readonly Thread[] | null;
  verdicts: RunVerdicts | null;
}

/** What people said of a run and decided of it, and what they say and decide from now on. */
export function useReview(runId: string): ReviewReading {
  const client = useClient();
  const [threads, setThreads] = useState<readonly Thread[] | null>(null);
  const [verdicts, setVerdicts] = useState<RunVerdicts | null>(null);
  const read = useCallback(async () => {
    const verdictsNow = client.query(RunVerdictsDocument, { runId }, { requestPolicy: 'network-only' }).toPromise();
    const [found, decided] = await Promise.all([allThreads(client, threadsOf(client, [runId])), verdictsNow]);
    if (found.threads) setThreads(found.threads);
    if (decided.data?.run) setVerdicts(decided.data.run);
    return found.error ?? decided.error;
  }, [client, runId]);
  const reading = useReadAgain(read);
  useNews(ReviewChangedDocument, { runId, after: reading.after }, reading.readAgain, reading.after !== null);
  return { ...reading, threads, verdicts };
}
