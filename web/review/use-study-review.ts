'use client';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { createFollower } from '../runs/follower.ts';
import { RunChangedDocument } from '../runs/run-documents.ts';
import { useThrottled } from '../runs/use-throttled.ts';
import type { Thread } from './review-documents.ts';
import { type StudyReview, StudyReviewChangedDocument, StudyReviewDocument, StudyThreadsDocument } from './study-review-documents.ts';
import { allThreads } from './use-review.ts';

/** Runs that end change how far a review has come; many may at once. */
const RUNS_EVERY_MS = 3_000;
const FRESH = { requestPolicy: 'network-only' } as const;

export interface StudyReviewReading {
  /** null until they were read */
  threads: readonly Thread[] | null;
  study: StudyReview | null;
  problem: Problem | null;
  readAgain: () => void;
}

/** What people said of a study, and how far its review has come, now and from now on. */
export function useStudyReview(studyId: string): StudyReviewReading {
  const client = useClient();
  const [threads, setThreads] = useState<readonly Thread[] | null>(null);
  const [study, setStudy] = useState<StudyReview | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { cursor: after, read: readStart } = useStart();
  const read = useCallback(async (): Promise<boolean> => {
    const notBegun = await readStart();
    if (notBegun) {
      setProblem(problemOf(notBegun));
      return false;
    }
    const askThreads = (page: string | null) => client.query(StudyThreadsDocument, { studyId, after: page }, FRESH).toPromise();
    const [found, state] = await Promise.all([allThreads(client, askThreads), client.query(StudyReviewDocument, { studyId }, FRESH).toPromise()]);
    const error = found.error ?? state.error;
    setProblem(error ? problemOf(error) : null);
    if (found.threads) setThreads(found.threads);
    if (state.data?.study) setStudy(state.data.study);
    return error === undefined;
  }, [client, studyId, readStart]);
  // one question at a time, however many messages come
  const follow = useMemo(() => createFollower(() => read()), [read]);
  const readAgain = useCallback(() => void follow(0), [follow]);
  useEffect(readAgain, [readAgain]);
  // what comes out of checks is no part of it, and comes often
  useNews(StudyReviewChangedDocument, { studyId, after }, ({ reviewChanged }) => reviewChanged.kind !== 'review.check' && readAgain(), after !== null);
  useNews(RunChangedDocument, { runId: null, after }, useThrottled(readAgain, RUNS_EVERY_MS), after !== null);
  useReturn(readAgain);
  return { threads, study, problem, readAgain };
}
