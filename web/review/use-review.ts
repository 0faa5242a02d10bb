'use client';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { createFollower } from '../runs/follower.ts';
import { type Comment, MoreCommentsDocument, ReviewChangedDocument, type RunVerdicts, RunThreadsDocument, RunVerdictsDocument, type Thread } from './review-documents.ts';

const FRESH = { requestPolicy: 'network-only' } as const;

export interface ReviewReading {
  /** null until they were read */
  threads: readonly Thread[] | null;
  verdicts: RunVerdicts | null;
  problem: Problem | null;
  readAgain: () => void;
}

/** What people said of a run and decided of it, and what they say and decide from now on. */
export function useReview(runId: string): ReviewReading {
  const client = useClient();
  const [threads, setThreads] = useState<readonly Thread[] | null>(null);
  const [verdicts, setVerdicts] = useState<RunVerdicts | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { cursor: after, read: readStart } = useStart();

  const read = useCallback(async (): Promise<boolean> => {
    const notBegun = await readStart();
    if (notBegun) {
      setProblem(problemOf(notBegun));
      return false;
    }
    const [found, decided] = await Promise.all([allThreads(client, threadsOf(client, [runId])), client.query(RunVerdictsDocument, { runId }, FRESH).toPromise()]);
    const error = found.error ?? decided.error;
    setProblem(error ? problemOf(error) : null);
    if (found.threads) setThreads(found.threads);
    if (decided.data?.run) setVerdicts(decided.data.run);
    return error === undefined;
  }, [client, runId, readStart]);
  // one question at a time, however many messages come
  const follow = useMemo(() => createFollower(() => read()), [read]);
  const readAgain = useCallback(() => void follow(0), [follow]);
  useEffect(readAgain, [readAgain]);

  useNews(ReviewChangedDocument, { runId, after }, readAgain, after !== null);
  useReturn(readAgain);
  return { threads, verdicts, problem, readAgain };
}

type Client = ReturnType<typeof useClient>;

/** A page of threads, behind a cursor. */
type AskThreads = (after: string | null) => Promise<{ data?: { threads: { nodes: Thread[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } }; error?: CombinedError }>;

/** The threads of these runs, page by page. */
export const threadsOf =
  (client: Client, runIds: readonly string[]): AskThreads =>
  (after) =>
    client.query(RunThreadsDocument, { runIds: [...runIds], after }, FRESH).toPromise();

/** All notes with all their comments; no threads where one of the answers did not come. */
export async function allThreads(client: Client, ask: AskThreads) {
  const threads: Thread[] = [];
  for (let after: string | null = null; ; ) {
    const { data, error } = await ask(after);
    if (!data) return { threads: null, error };
    for (const thread of data.threads.nodes) {
      const comments = await allComments(client, thread);
      if (!comments.nodes) return { threads: null, error: comments.error };
      threads.push({ ...thread, comments: { ...thread.comments, nodes: comments.nodes } });
    }
    after = data.threads.pageInfo.endCursor;
    if (!data.threads.pageInfo.hasNextPage || after === null) return { threads, error };
  }
}

async function allComments(client: Client, { id, comments }: Thread) {
  const nodes: Comment[] = [...comments.nodes];
  for (let page = comments.pageInfo; page.hasNextPage; ) {
    const { data, error } = await client.query(MoreCommentsDocument, { id, after: page.endCursor }, FRESH).toPromise();
    if (!data?.thread) return { nodes: null, error };
    nodes.push(...data.thread.comments.nodes);
    page = data.thread.comments.pageInfo;
  }
  return { nodes };
}
