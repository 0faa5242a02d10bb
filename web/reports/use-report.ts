'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { usePendingAgain } from '../comparison/use-following.ts';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import type { Now } from './blocks.ts';
import { BlocksNowDocument, NewestDocument, type ReportAnswer, ReportDocument, ReportNewsDocument } from './report-documents.ts';

const FRESH = { requestPolicy: 'network-only' } as const;

/** What somebody else did to the report while it was being read. */
export type ReportNews = { kind: 'deleted' } | { kind: 'saved'; version: number; author: string | null };

export interface ReportReading {
  /** null: not read so far; `report` null: there is none that whoever looks may see */
  found: { report: ReportAnswer | null } | null;
  problem: Problem | null;
  news: ReportNews | null;
  readAgain: () => void;
}

/** A version of a report. What others save is told and not shown: what somebody reads stays as it is. */
export function useReport(id: string, number: number | null): ReportReading {
  const client = useClient();
  const [state, setState] = useState<{ found: ReportReading['found']; problem: Problem | null }>({ found: null, problem: null });
  const [news, setNews] = useState<ReportNews | null>(null);
  const { cursor: after, read: readStart } = useStart();
  const question = useRef(0);
  const read = useCallback(async () => {
    const turn = ++question.current;
    const notBegun = await readStart();
    const { data, error } = notBegun ? { data: undefined, error: notBegun } : await client.query(ReportDocument, { id, number }, FRESH).toPromise();
    if (turn !== question.current) return;
    setState((before) => (data && !error ? { found: { report: data.report }, problem: null } : { found: before.found, problem: error ? problemOf(error) : null }));
    if (data?.report) setNews(null);
  }, [client, id, number, readStart]);
  const readAgain = useCallback(() => void read(), [read]);
  useEffect(readAgain, [readAgain]);
  const report = state.found?.report ?? null;
  const known = report?.version ?? null;
  const look = useCallback(async () => {
    const { data } = await client.query(NewestDocument, { id }, FRESH).toPromise();
    if (!data || known === null) return;
    if (!data.report) setNews({ kind: 'deleted' });
    else if (data.report.version > known) setNews({ kind: 'saved', version: data.report.version, author: data.report.at?.author ?? null });
  }, [client, id, known]);
  useNews(
    ReportNewsDocument,
    { studyId: report?.study?.id ?? null, after },
    ({ reviewChanged: { kind, subject } }) => {
      if (kind === 'review.report' && subject === id) void look();
    },
    after !== null && report !== null,
  );
  useReturn(() => void look());
  return { ...state, news, readAgain };
}

export interface BlocksNow {
  byKey: ReadonlyMap<string, Now>;
  /** when they were read */
  at: string | null;
  problem: Problem | null;
  readAgain: () => void;
}

const NOTHING: ReadonlyMap<string, Now> = new Map();

/** What the blocks of a version would be answered now; asked again while something is measured. `number` null: nothing is asked. */
export function useBlocksNow(id: string, number: number | null): BlocksNow {
  const client = useClient();
  const [state, setState] = useState<Omit<BlocksNow, 'readAgain'> & { of: number | null }>({ byKey: NOTHING, at: null, problem: null, of: null });
  const read = useCallback(async () => {
    if (number === null) return;
    const { data, error } = await client.query(BlocksNowDocument, { id, number }, FRESH).toPromise();
    const blocks = data?.report?.at?.blocks;
    if (blocks) setState({ byKey: new Map(blocks.flatMap(({ key, now }) => (now ? [[key, now as Now] as const] : []))), at: new Date().toISOString(), problem: null, of: number });
    else setState((before) => ({ ...before, problem: error ? problemOf(error) : null }));
  }, [client, id, number]);
  const readAgain = useCallback(() => void read(), [read]);
  useEffect(readAgain, [readAgain]);
  useReturn(readAgain);
  usePendingAgain([...state.byKey.values()].some(({ isPending }) => isPending), readAgain, state.at);
  return state.of === number ? { ...state, readAgain } : { byKey: NOTHING, at: null, problem: state.problem, readAgain };
}
