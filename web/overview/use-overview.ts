'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useFirst } from '../graphql/FirstAnswers.tsx';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { EpochRecordedDocument, RunChangedDocument } from '../runs/run-documents.ts';
import { useThrottled } from '../runs/use-throttled.ts';
import { type OverviewCurves, curvesWanted, overviewCurves } from './overview-curves.ts';
import { type OverviewAnswer, OverviewCurvesDocument, OverviewDocument } from './overview-documents.ts';

/** A run that changes is seen soon; an epoch more or less changes little here. */
const CHANGED_EVERY_MS = 2_000;
const EPOCHS_EVERY_MS = 15_000;
/** How soon to ask again for values that the server is still computing. */
const PENDING_AGAIN_MS = 3_000;

export interface OverviewReading {
  answer: OverviewAnswer | null;
  /** null until they came: the rows stand without them */
  curves: OverviewCurves | null;
  problem: Problem | null;
  readAgain: () => void;
}

const FRESH = { requestPolicy: 'network-only' } as const;

/** Studies, what needs somebody, what finished; then their curves. Read anew when a run changes. */
export function useOverview(): OverviewReading {
  const client = useClient();
  const [answer, setAnswer] = useState<OverviewAnswer | null>(useFirst(OverviewDocument, {}));
  const [curves, setCurves] = useState<OverviewCurves | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const question = useRef(0);
  const { cursor: after, read: readStart } = useStart();
  const read = useCallback(async () => {
    const turn = ++question.current;
    const isOld = () => turn !== question.current;
    const notBegun = await readStart();
    const list = notBegun ? { data: undefined, error: notBegun } : await client.query(OverviewDocument, {}, FRESH).toPromise();
    if (isOld()) return;
    setProblem(!list.data && list.error ? problemOf(list.error) : null);
    if (!list.data) return;
    setAnswer(list.data);
    const found = await client.query(OverviewCurvesDocument, curvesWanted(list.data), FRESH).toPromise();
    if (isOld()) return;
    if (found.data) setCurves(overviewCurves(found.data));
    else if (found.error) setProblem(problemOf(found.error));
  }, [client, readStart]);
  const readAgain = useCallback(() => void read(), [read]);
  useEffect(readAgain, [readAgain]);
  useNews(RunChangedDocument, { after }, useThrottled(readAgain, CHANGED_EVERY_MS), after !== null);
  useNews(EpochRecordedDocument, { after }, useThrottled(readAgain, EPOCHS_EVERY_MS), after !== null);
  useReturn(readAgain);
  useEffect(() => {
    if (!curves?.isPending) return;
    const timer = setTimeout(readAgain, PENDING_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [curves, readAgain]);
  return { answer, curves, problem, readAgain };
}
