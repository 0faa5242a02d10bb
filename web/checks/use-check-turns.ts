'use client';
import { useCallback, useEffect, useState } from 'react';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { StudyReviewChangedDocument } from '../review/study-review-documents.ts';
import { useThrottled } from '../runs/use-throttled.ts';

/** Many outcomes change at once: one question stands for all. */
const EVERY_MS = 1_000;

/**
 * A number that is raised when there is news of a study's checks, or of those of one of its runs; null until it is known where the news begins, so that
 * what happens between a first answer and the news is not missed.
 */
export function useCheckTurns(studyId: string, runId: string | null): { turn: number | null; again: () => void } {
  const [turn, setTurn] = useState<number | null>(null);
  const { cursor: after, read: readStart } = useStart();
  const again = useCallback(() => setTurn((before) => (before ?? 0) + 1), []);
  useEffect(() => {
    // where the beginning cannot be read, the question itself says why
    void readStart().then(again);
  }, [readStart, again]);
  const soon = useThrottled(again, EVERY_MS);
  const isOurs = (of: string | null) => runId === null || of === null || of === runId;
  useNews(StudyReviewChangedDocument, { studyId, after }, ({ reviewChanged }) => reviewChanged.kind === 'review.check' && isOurs(reviewChanged.runId) && soon(), after !== null && studyId !== '');
  useReturn(again);
  return { turn, again };
}
