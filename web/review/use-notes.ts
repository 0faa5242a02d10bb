'use client';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { createFollower } from '../runs/follower.ts';
import { ReviewChangedDocument, type Thread } from './review-documents.ts';
import { allThreads, threadsOf } from './use-review.ts';

/** The notes on several runs, and what is said of them from now on. Threads are null until they were read. */
export function useNotes(runIds: readonly string[]): { threads: readonly Thread[] | null; problem: Problem | null; readAgain: () => void } {
  const client = useClient();
  const [threads, setThreads] = useState<readonly Thread[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { cursor: after, read: readStart } = useStart();
  const key = [...runIds].sort().join(' ');
  const read = useCallback(async (): Promise<boolean> => {
    const notBegun = await readStart();
    if (notBegun) {
      setProblem(problemOf(notBegun));
      return false;
    }
    const found = key === '' ? { threads: [], error: undefined } : await allThreads(client, threadsOf(client, key.split(' ')));
    setProblem(found.error ? problemOf(found.error) : null);
    if (found.threads) setThreads(found.threads);
    return found.error === undefined;
  }, [client, key, readStart]);
  const follow = useMemo(() => createFollower(() => read()), [read]);
  const readAgain = useCallback(() => void follow(0), [follow]);
  useEffect(readAgain, [readAgain]);
  useNews(ReviewChangedDocument, { runId: null, after }, ({ reviewChanged: { kind, runId } }) => (kind === 'review.thread' && runId !== null && key.includes(runId) ? readAgain() : undefined), after !== null);
  useReturn(readAgain);
  return { threads, problem, readAgain };
}
