'use client';
import { useCallback, useEffect, useState } from 'react';
import { useAnswer } from '../graphql/use-answer.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { ReviewChangedDocument } from '../review/review-documents.ts';
import { RunChangedDocument } from '../runs/run-documents.ts';
import { useThrottled } from '../runs/use-throttled.ts';
import { type ChecksAnswer, type NeedsAnswer, NeedsDocument, StudyChecksSummaryDocument } from './needs-documents.ts';

/** People want to see soon that they are asked for something; checks of hundreds of runs change slowly. */
const EVERY_MS = 2_000;
const CHECKS_EVERY_MS = 15_000;

/** What waits for whoever looks, and how the checks of the studies stand; each null until it was read. */
export function useNeeds(): { needs: NeedsAnswer | null; checks: ChecksAnswer | null } {
  const [turn, setTurn] = useState<number | null>(null);
  const [checksTurn, setChecksTurn] = useState<number | null>(null);
  const { cursor: after, read: readStart } = useStart();
  const again = useCallback(() => setTurn((before) => (before ?? 0) + 1), []);
  const checksAgain = useCallback(() => setChecksTurn((before) => (before ?? 0) + 1), []);
  const all = useCallback(() => {
    again();
    checksAgain();
  }, [again, checksAgain]);
  useEffect(() => {
    // where the beginning cannot be read, the rest of the page says why
    void readStart().then(all);
  }, [readStart, all]);
  const soon = useThrottled(again, EVERY_MS);
  const later = useThrottled(checksAgain, CHECKS_EVERY_MS);
  const hear = () => {
    soon();
    later();
  };
  useNews(ReviewChangedDocument, { runId: null, after }, hear, after !== null);
  useNews(RunChangedDocument, { runId: null, after }, hear, after !== null);
  useReturn(all);
  const needs = useAnswer(NeedsDocument, {}, turn);
  const checks = useAnswer(StudyChecksSummaryDocument, {}, checksTurn);
  return { needs: needs.data, checks: checks.data };
}
