'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { RunChangedDocument } from '../runs/run-documents.ts';
import { useThrottled } from '../runs/use-throttled.ts';
import { StudyChangedDocument } from '../studies/studies-documents.ts';
import { ActivityDocument, type ActivityLine, AnyReviewChangedDocument } from './activity-documents.ts';
import { freshCount, peopleIn } from './prepare-activity.ts';
import type { ActivityView } from './view.ts';

const EVERY_MS = 2_000;
const FRESH = { requestPolicy: 'network-only' } as const;

interface State {
  key: string;
  lines: ActivityLine[];
  cursor: string | null;
  /** entries that came meanwhile: they wait to be shown */
  fresh: number;
}

export interface ActivityReading {
  /** null until they were read */
  lines: ActivityLine[] | null;
  fresh: number;
  people: ActivityLine['people'];
  problem: Problem | null;
  readAgain: () => void;
  /** null where all is read */
  readMore: (() => void) | null;
}

/** A part of what happened. What comes meanwhile is counted, and shown when it is asked for. */
export function useActivity(view: ActivityView, first: number): ActivityReading {
  const client = useClient();
  const key = JSON.stringify(view);
  const [state, setState] = useState<State | null>(null);
  const [people, setPeople] = useState<ActivityLine['people']>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const question = useRef(0);
  const { cursor: start, read: readStart } = useStart();
  const ask = useCallback((after: string | null) => client.query(ActivityDocument, { ...(JSON.parse(key) as ActivityView), first, after }, FRESH).toPromise(), [client, key, first]);
  const read = useCallback(async (isQuiet: boolean) => {
    const turn = ++question.current;
    const notBegun = await readStart();
    const { data, error } = notBegun ? { data: undefined, error: notBegun } : await ask(null);
    if (turn !== question.current) return;
    setProblem(!data && error ? problemOf(error) : null);
    if (!data) return;
    const { nodes, pageInfo } = data.activity;
    setPeople((known) => peopleIn(known, nodes));
    setState((before) => (isQuiet && before?.key === key ? { ...before, fresh: freshCount(before.lines, nodes) } : { key, lines: nodes, cursor: pageInfo.hasNextPage ? pageInfo.endCursor : null, fresh: 0 }));
  }, [ask, key, readStart]);
  const readAgain = useCallback(() => void read(false), [read]);
  const count = useCallback(() => void read(true), [read]);
  useEffect(readAgain, [readAgain]);
  const soon = useThrottled(count, EVERY_MS);
  useNews(RunChangedDocument, { after: start }, soon, start !== null);
  useNews(StudyChangedDocument, { studyId: view.studyId, after: start }, soon, start !== null);
  useNews(AnyReviewChangedDocument, { after: start }, soon, start !== null);
  useReturn(count);
  const readMore = async () => {
    const { data, error } = await ask(state?.cursor ?? null);
    if (!data) return setProblem(error ? problemOf(error) : null);
    const { nodes, pageInfo } = data.activity;
    setPeople((known) => peopleIn(known, nodes));
    setState((before) => before && { ...before, lines: [...before.lines, ...nodes], cursor: pageInfo.hasNextPage ? pageInfo.endCursor : null });
  };
  const own = state?.key === key ? state : null;
  return { lines: own?.lines ?? null, fresh: own?.fresh ?? 0, people, problem, readAgain, readMore: own?.cursor ? () => void readMore() : null };
}
