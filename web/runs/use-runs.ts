'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useFirst } from '../graphql/FirstAnswers.tsx';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { firstPageAsked, type Pages, readPages, withoutCurves } from './read-pages.ts';
import { EpochRecordedDocument, RunChangedDocument, type RunStatus } from './run-documents.ts';
import { RunsDocument } from './runs-documents.ts';
import { useThrottled } from './use-throttled.ts';

/** Many epochs a second can be recorded; a table need not be read more often than this. */
const READ_AT_MOST_EVERY_MS = 1_500;

export interface RunsReading {
  pages: Pages | null;
  problem: Problem | null;
  readAgain: () => void;
  readMore: () => void;
}

interface RunsWanted {
  statuses: readonly RunStatus[];
  pageSize: number;
  /** whether each new epoch changes what is shown */
  followsEpochs: boolean;
}

/** Runs, newest first, with their curves; read anew when one of them changes. */
export function useRuns({ statuses, pageSize, followsEpochs }: RunsWanted): RunsReading {
  const client = useClient();
  const statusKey = statuses.join(' ');
  const first = useFirst(RunsDocument, firstPageAsked(statuses, pageSize));
  const [pages, setPages] = useState<Pages | null>(() => first && withoutCurves(first));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pageCount, setPageCount] = useState(1);
  const question = useRef(0);
  const { cursor: after, read: readStart } = useStart();
  const read = useCallback(async () => {
    const turn = ++question.current;
    const notBegun = await readStart();
    if (notBegun) {
      if (turn === question.current) setProblem(problemOf(notBegun));
      return;
    }
    const wanted = statusKey === '' ? [] : (statusKey.split(' ') as RunStatus[]);
    const answer = await readPages(client, { statuses: wanted, pageSize, pageCount });
    // a later question has been asked meanwhile: its answer counts, this one is old
    if (turn !== question.current) return;
    setProblem(answer.error ? problemOf(answer.error) : null);
    if (answer.pages) setPages(answer.pages);
  }, [client, statusKey, pageSize, pageCount, readStart]);
  const readAgain = useCallback(() => void read(), [read]);
  useEffect(readAgain, [readAgain]);
  const soon = useThrottled(readAgain, READ_AT_MOST_EVERY_MS);
  useNews(RunChangedDocument, { after }, soon, after !== null);
  useNews(EpochRecordedDocument, { after }, soon, after !== null && followsEpochs);
  useReturn(readAgain);
  return { pages, problem, readAgain, readMore: () => setPageCount(pageCount + 1) };
}
