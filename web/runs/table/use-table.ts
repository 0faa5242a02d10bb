'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useFirstReader } from '../../graphql/FirstAnswers.tsx';
import { type Problem, problemOf } from '../../graphql/problem.ts';
import { useNews } from '../../graphql/use-news.ts';
import { useStart } from '../../graphql/use-start.ts';
import { EpochRecordedDocument, RunChangedDocument } from '../run-documents.ts';
import { useThrottled } from '../use-throttled.ts';
import { type Page, pageAsked, pageOf, type Question, readPage, readRun } from './run-pages.ts';
import { TableCountDocument, TablePageDocument } from './table-documents.ts';
import type { TableEntry } from './table-entry.ts';

/** Many epochs a second can be recorded; a row need not be read more often than this. */
const READ_AT_MOST_EVERY_MS = 1_500;
/** Rows read at a time when many change at once. */
const AT_ONCE = 8;
/** A grouped table has to know all runs; more than this it does not ask for by itself. */
export const MOST_GROUPED = 5_000;

export interface TableReading {
  page: Page | null;
  problem: Problem | null;
  /** whether the list shown is still the one before the last change of filter, order or columns */
  isStale: boolean;
  /** runs that came since the list was read */
  newCount: number;
  readAgain: () => void;
  /** asks for pages until so many runs are there */
  readTo: (count: number) => void;
}

/** The list of a question, page behind page; each changed run is read anew in its place. */
export function useTable(question: Question): TableReading {
  const client = useClient();
  const key = JSON.stringify(question);
  const readFirst = useFirstReader();
  const [state, setState] = useState<{ key: string; page: Page } | null>(() => {
    const page = pageOf(question, pageAsked(question, null).map((asked) => readFirst(TablePageDocument, asked)));
    return page && { key, page };
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [newCount, setNewCount] = useState(0);
  const { cursor, read: readStart } = useStart();
  const turn = useRef(0);
  const latest = useRef<Page | null>(null);
  const latestKey = useRef(key);
  const wanted = useRef(0);
  const isReading = useRef(false);

  const keep = useCallback((forKey: string, page: Page) => {
    latest.current = page;
    latestKey.current = forKey;
    setState({ key: forKey, page });
  }, []);
  const change = useCallback((page: Page) => keep(latestKey.current, page), [keep]);

  const readOn = useCallback(async () => {
    if (isReading.current) return;
    isReading.current = true;
    const mine = turn.current;
    const asked = JSON.parse(key) as Question;
    while (latest.current?.hasMore && latest.current.entries.length < wanted.current) {
      const { page, error } = await readPage(client, asked, latest.current.endCursor);
      if (mine !== turn.current) return;
      if (error) setProblem(problemOf(error));
      if (!page) break;
      keep(key, joined(latest.current, page));
    }
    isReading.current = false;
  }, [client, key, keep]);

  const readAgain = useCallback(async () => {
    const mine = ++turn.current;
    // until the first page is there, no further page may be asked for: the list that is still shown belongs to another question
    isReading.current = true;
    wanted.current = 0;
    const notBegun = await readStart();
    const { page, error } = notBegun ? { page: undefined, error: notBegun } : await readPage(client, JSON.parse(key) as Question, null);
    if (mine !== turn.current) return;
    isReading.current = false;
    setProblem(error ? problemOf(error) : null);
    if (!page) return;
    setNewCount(0);
    keep(key, page);
    void readOn();
  }, [client, key, keep, readOn, readStart]);
  useEffect(() => void readAgain(), [readAgain]);

  useLiveRows({ client, question: key, cursor, latest, change, setNewCount });
  const readTo = useCallback(
    (count: number) => {
      wanted.current = Math.max(wanted.current, count);
      void readOn();
    },
    [readOn],
  );
  return { page: state?.page ?? null, problem, isStale: state !== null && state.key !== key, newCount, readAgain: () => void readAgain(), readTo };
}

/** A page behind another; a run that moved between the two questions stands once, where it stood first. */
export function joined(before: Page, next: Page): Page {
  const known = new Set(before.entries.map(({ run }) => run.id));
  return { ...next, entries: [...before.entries, ...next.entries.filter(({ run }) => !known.has(run.id))] };
}

interface Live {
  client: ReturnType<typeof useClient>;
  question: string;
  cursor: string | null;
  latest: { current: Page | null };
  change: (page: Page) => void;
  setNewCount: (count: number) => void;
}

/** Reads rows that changed, in place, and counts the runs that are not in the list yet. */
function useLiveRows({ client, question, cursor, latest, change, setNewCount }: Live): void {
  const dirty = useRef(new Set<string>());
  const unknown = useRef(false);
  const { filter, ...asked } = JSON.parse(question) as Question;
  const flush = async () => {
    const ids = [...dirty.current].slice(0, AT_ONCE);
    for (const id of ids) dirty.current.delete(id);
    const read = await Promise.all(ids.map(async (id) => [id, await readRun(client, id, asked)] as const));
    const page = latest.current;
    if (page && read.length > 0) change({ ...page, entries: withEntries(page.entries, new Map(read)) });
    if (unknown.current) {
      unknown.current = false;
      const { data } = await client.query(TableCountDocument, { filter }, { requestPolicy: 'network-only' }).toPromise();
      if (data && latest.current) setNewCount(Math.max(0, data.runs.totalCount - latest.current.totalCount));
    }
    if (dirty.current.size > 0) soon();
  };
  const soon = useThrottled(() => void flush(), READ_AT_MOST_EVERY_MS);
  const hear = (runId: string, isList: boolean) => {
    if (latest.current?.entries.some(({ run }) => run.id === runId)) dirty.current.add(runId);
    else if (isList) unknown.current = true;
    else return;
    soon();
  };
  useNews(RunChangedDocument, { after: cursor }, ({ runChanged }) => hear(runChanged.runId, true), cursor !== null);
  useNews(EpochRecordedDocument, { after: cursor }, ({ epochRecorded }) => hear(epochRecorded.runId, false), cursor !== null);
}

/** The entries with some of them read anew; a run that is gone keeps its row. */
export function withEntries(entries: readonly TableEntry[], read: ReadonlyMap<string, TableEntry | null | undefined>): TableEntry[] {
  return entries.map((entry) => {
    const now = read.get(entry.run.id);
    if (now === undefined) return entry;
    return now ?? { ...entry, isGone: true };
  });
}
