'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useChange } from '../graphql/use-change.ts';
import { InboxDocument, MarkReadDocument, type NoticeKind, type NoticeLine } from './inbox-documents.ts';
import { freshLines, withNews } from './prepare-inbox.ts';
import { setUnreadCount, useUnreadCount } from './unread-count.ts';

interface State {
  key: string;
  /** unread at the first look, then read: each stays at its place while the page is open */
  unread: NoticeLine[];
  read: NoticeLine[];
  /** came meanwhile, and waits to be shown */
  fresh: NoticeLine[];
  cursor: string | null;
}

export interface InboxReading {
  /** null until it was read */
  state: State | null;
  problem: Problem | null;
  readAgain: () => void;
  showFresh: () => void;
  /** null where all was read */
  readMore: (() => void) | null;
  mark: (id: string) => void;
  markAll: () => void;
  markProblem: Problem | null;
}

const FRESH = { requestPolicy: 'network-only' } as const;
/** As many unread lines as one answer brings. */
const MOST_UNREAD = 100;

/** The inbox of whoever looks. News comes by the bell: it is asked for again when its count changes. */
export function useInbox(kinds: readonly NoticeKind[] | null): InboxReading {
  const client = useClient();
  const unreadCount = useUnreadCount();
  const key = JSON.stringify(kinds);
  const [state, setState] = useState<State | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { send, problem: markProblem } = useChange(MarkReadDocument);
  const question = useRef(0);
  const ask = useCallback((after: string | null) => client.query(InboxDocument, { kinds: JSON.parse(key) as NoticeKind[] | null, after }, FRESH).toPromise(), [client, key]);
  const read = useCallback(async () => {
    const turn = ++question.current;
    const { data, error } = await ask(null);
    if (turn !== question.current) return;
    setProblem(!data && error ? problemOf(error) : null);
    if (!data) return;
    const { unread, read: earlier, unreadCount: count } = data.me;
    setUnreadCount(count);
    setState((before) => {
      if (before?.key !== key) return { key, unread: unread.nodes, read: earlier.nodes, fresh: [], cursor: earlier.pageInfo.hasNextPage ? earlier.pageInfo.endCursor : null };
      return { ...before, unread: withNews(before.unread, unread.nodes, unread.nodes.length < MOST_UNREAD, new Date().toISOString()), fresh: freshLines([...before.unread, ...before.read], unread.nodes) };
    });
  }, [ask, key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another count is the news that there is something to read
  useEffect(() => void read(), [read, unreadCount]);
  const readMore = async () => {
    const { data, error } = await ask(state?.cursor ?? null);
    if (!data) return setProblem(error ? problemOf(error) : null);
    const { nodes, pageInfo } = data.me.read;
    setState((before) => before && { ...before, read: [...before.read, ...nodes.filter(({ id }) => ![...before.read, ...before.unread].some((line) => line.id === id))], cursor: pageInfo.hasNextPage ? pageInfo.endCursor : null });
  };
  const mark = async (id: string | null) => {
    const answer = await send({ input: id === null ? { all: true } : { noticeIds: [id], all: false } });
    if (!answer) return;
    const at = new Date().toISOString();
    setState((before) => before && { ...before, unread: before.unread.map((line) => (id === null || line.id === id ? { ...line, readAt: line.readAt ?? at } : line)) });
    if (answer.unreadCount !== null) setUnreadCount(answer.unreadCount);
  };
  return {
    state: state?.key === key ? state : null,
    problem,
    readAgain: () => void read(),
    showFresh: () => setState((before) => before && { ...before, unread: [...before.fresh, ...before.unread], fresh: [] }),
    readMore: state?.cursor ? () => void readMore() : null,
    mark: (id) => void mark(id),
    markAll: () => void mark(null),
    markProblem,
  };
}
