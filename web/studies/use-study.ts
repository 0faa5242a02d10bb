'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useFirst } from '../graphql/FirstAnswers.tsx';
import type { ResultOf } from '../graphql/graphql.ts';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { useThrottled } from '../runs/use-throttled.ts';
import { studiesAsked, StudiesDocument, StudyChangedDocument, StudyDocument, type StudyEntry, type StudyLine } from './studies-documents.ts';

const EVERY_MS = 2_000;
const FRESH = { requestPolicy: 'network-only' } as const;

interface Reading<T> {
  /** null: not read so far */
  found: T | null;
  problem: Problem | null;
  readAgain: () => void;
}

/** Reads at once and at each news of studies; what is overtaken is dropped. `first` is what the page was drawn with; `ask` must keep its identity while it asks for the same. */
function useFollowed<T>(first: T | null, ask: () => Promise<{ found?: T; problem?: Problem }>): Reading<T> {
  const [state, setState] = useState<{ found: T | null; problem: Problem | null; ask: unknown }>({ found: first, problem: null, ask });
  const { cursor: after, read: readStart } = useStart();
  const question = useRef(0);
  const read = useCallback(async () => {
    const turn = ++question.current;
    const notBegun = await readStart();
    const answer = notBegun ? { problem: problemOf(notBegun) } : await ask();
    if (turn !== question.current) return;
    setState((before) => ({ found: answer.found ?? (before.ask === ask ? before.found : null), problem: answer.problem ?? null, ask }));
  }, [ask, readStart]);
  const readAgain = useCallback(() => void read(), [read]);
  useEffect(readAgain, [readAgain]);
  useNews(StudyChangedDocument, { studyId: null, after }, useThrottled(readAgain, EVERY_MS), after !== null);
  useReturn(readAgain);
  return { found: state.found, problem: state.problem, readAgain };
}

/** Studies in use, or those put aside, with this text in name or description. */
export function useStudyList(text: string, isArchived: boolean): Reading<{ nodes: StudyLine[]; total: number }> {
  const client = useClient();
  const first = useFirst(StudiesDocument, studiesAsked(text, isArchived));
  const ask = useCallback(async () => {
    const { data, error } = await client.query(StudiesDocument, studiesAsked(text, isArchived), FRESH).toPromise();
    return data ? { found: studiesOf(data) } : { problem: error && problemOf(error) };
  }, [client, text, isArchived]);
  return useFollowed(first && studiesOf(first), ask);
}

/** A study of a slug; `found.study` is null where there is none that whoever looks may see. */
export function useStudy(slug: string): Reading<{ study: StudyEntry | null }> {
  const client = useClient();
  const first = useFirst(StudyDocument, { slug });
  const ask = useCallback(async () => {
    const { data, error } = await client.query(StudyDocument, { slug }, FRESH).toPromise();
    return data && !error ? { found: { study: data.studyBySlug } } : { problem: error && problemOf(error) };
  }, [client, slug]);
  return useFollowed(first && { study: first.studyBySlug }, ask);
}

const studiesOf = ({ studies }: ResultOf<typeof StudiesDocument>) => ({ nodes: studies.nodes, total: studies.totalCount });
