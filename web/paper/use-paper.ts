'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useFirst } from '../graphql/FirstAnswers.tsx';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { EpochRecordedDocument, RunChangedDocument } from '../runs/run-documents.ts';
import { useThrottled } from '../runs/use-throttled.ts';
import { type PaperAnswer, PaperDocument } from './paper-documents.ts';
import { paperAsked, type PaperView } from './paper-view.ts';

/** Many epochs a second can be recorded, and each answer is 21 runs long. */
const READ_AT_MOST_EVERY_MS = 3_000;
/** How soon to ask again for values that the server is still computing. */
const PENDING_AGAIN_MS = 2_000;

export interface PaperReading {
  answer: PaperAnswer | null;
  problem: Problem | null;
  readAgain: () => void;
}

type Asked = Pick<PaperView, 'figure' | 'studyId' | 'split'>;

/** The grid of one figure; read anew when a run changes or has a new epoch, and while values are still being computed. */
export function usePaper({ figure, studyId, split }: Asked): PaperReading {
  const client = useClient();
  const key = JSON.stringify([figure, studyId, split]);
  const first = useFirst(PaperDocument, paperAsked({ figure, studyId, split }));
  // a figure seen before stands at once when it is chosen again, and is read anew behind that
  const [answers, setAnswers] = useState<ReadonlyMap<string, PaperAnswer>>(() => new Map(first ? [[key, first]] : []));
  const [failed, setFailed] = useState<{ key: string; problem: Problem } | null>(null);
  const question = useRef(0);
  const { cursor: after, read: readStart } = useStart();
  const read = useCallback(async () => {
    const turn = ++question.current;
    const notBegun = await readStart();
    const variables = paperAsked({ figure, studyId, split });
    const { data, error } = notBegun ? { data: undefined, error: notBegun } : await client.query(PaperDocument, variables, { requestPolicy: 'network-only' }).toPromise();
    // a later question has been asked meanwhile: its answer counts, this one is old
    if (turn !== question.current) return;
    setFailed(error ? { key, problem: problemOf(error) } : null);
    if (data) setAnswers((known) => new Map(known).set(key, data));
  }, [client, figure, studyId, split, key, readStart]);
  const readAgain = useCallback(() => void read(), [read]);
  useEffect(readAgain, [readAgain]);
  const soon = useThrottled(readAgain, READ_AT_MOST_EVERY_MS);
  useNews(RunChangedDocument, { after }, soon, after !== null);
  useNews(EpochRecordedDocument, { after }, soon, after !== null);
  useReturn(readAgain);
  const answer = answers.get(key) ?? null;
  // each answer that still lacks values is followed by one more question
  useEffect(() => {
    if (answer === null || !hasPending(answer)) return;
    const timer = setTimeout(readAgain, PENDING_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [answer, readAgain]);
  return { answer, problem: failed?.key === key ? failed.problem : null, readAgain };
}

const hasPending = ({ paperGrid }: PaperAnswer): boolean =>
  paperGrid.cells.some(({ columns }) => columns.some(({ gaps, atLast }) => atLast.kind === 'PENDING' || gaps.some(({ kind }) => kind === 'PENDING')));
