'use client';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { useNews } from '../graphql/use-news.ts';
import { type Reading, useReadAgain } from '../graphql/use-read-again.ts';
import { RunChangedDocument } from '../runs/run-documents.ts';
import { useThrottled } from '../runs/use-throttled.ts';
import { allThreads } from './read-threads.ts';
import type { Thread } from './review-documents.ts';
import { type StudyReview, StudyReviewChangedDocument, StudyReviewDocument, StudyThreadsDocument } from './study-review-documents.ts';

/** Runs that end change how far a review has come; many may at once. */
const RUNS_EVERY_MS = 3_000;
const FRESH = { requestPolicy: 'network-only' } as const;

export interface StudyReviewReading extends Reading {
  /** null until they were read */
  threads: readonly Thread[] | null;
  study: StudyReview | null;
}

/** What people said of a study, and how far its review has come, now and from now on. */
export function useStudyReview(studyId: string): StudyReviewReading {
  const client = useClient();
  const [threads, setThreads] = useState<readonly Thread[] | null>(null);
  const [study, setStudy] = useState<StudyReview | null>(null);
  const read = useCallback(async () => {
    const askThreads = (page: string | null) => client.query(StudyThreadsDocument, { studyId, after: page }, FRESH).toPromise();
    const [found, state] = await Promise.all([allThreads(client, askThreads), client.query(StudyReviewDocument, { studyId }, FRESH).toPromise()]);
    if (found.threads) setThreads(found.threads);
    if (state.data?.study) setStudy(state.data.study);
    return found.error ?? state.error;
  }, [client, studyId]);
  const reading = useReadAgain(read);
  const { after, readAgain } = reading;
  // what comes out of checks is no part of it, and comes often
  useNews(StudyReviewChangedDocument, { studyId, after }, ({ reviewChanged }) => reviewChanged.kind !== 'review.check' && readAgain(), after !== null);
  useNews(RunChangedDocument, { runId: null, after }, useThrottled(readAgain, RUNS_EVERY_MS), after !== null);
  return { ...reading, threads, study };
}
