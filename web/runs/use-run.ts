'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useFirst } from '../graphql/FirstAnswers.tsx';
import { createFollower } from '../graphql/follower.ts';
import { type Problem, problemOf, problemOfField } from '../graphql/problem.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { EpochRecordedDocument, METRICS, RunChangedDocument, RunDocument } from './run-documents.ts';
import { type RunRecord, firstPendingEpoch, joined, lastKnownEpoch, recordOf } from './run-record.ts';

/** How soon to ask again for values that the server is still computing. */
const PENDING_AGAIN_MS = 2_000;

export interface RunReading {
  record: RunRecord | null;
  isMissing: boolean;
  problem: Problem | null;
  readAgain: () => void;
}

/** A run with all its curves, which grow as epochs are recorded. */
export function useRun(id: string): RunReading {
  const client = useClient();
  const first = useFirst(RunDocument, { id, metrics: METRICS, from: null });
  const [record, setRecord] = useState<RunRecord | null>(() => first && recordOf(first, null));
  const [isMissing, setMissing] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const known = useRef<RunRecord | null>(null);
  const { cursor: after, read: readStart } = useStart();

  const read = useCallback(
    async (from: number | null): Promise<boolean> => {
      const notBegun = await readStart();
      if (notBegun) {
        setProblem(problemOf(notBegun));
        return false;
      }
      const { data, error } = await client
        .query(RunDocument, { id, metrics: METRICS, from }, { requestPolicy: 'network-only' })
        .toPromise();
      const isGone = !data?.run && error !== undefined && problemOf(error).code === 'NOT_FOUND';
      if (error && !data?.run && !isGone) {
        setProblem(problemOf(error));
        return false;
      }
      const answer = data && recordOf(data, problemOfField(error, 'suggestedVerdict'));
      setMissing(!answer);
      setProblem(error && !isGone ? problemOf(error) : null);
      known.current = answer && known.current && from !== null ? joined(known.current, answer, from) : (answer ?? null);
      setRecord(known.current);
      return true;
    },
    [client, id, readStart],
  );
  const readFrom = useMemo(() => createFollower((epoch) => read(known.current ? epoch : null)), [read]);
  const readAgain = useCallback(() => {
    known.current = null;
    void readFrom(0);
  }, [readFrom]);
  useEffect(readAgain, [readAgain]);

  const next = () => (known.current ? lastKnownEpoch(known.current) + 1 : 0);
  const isFollowing = after !== null && record !== null && !isMissing;
  useNews(
    EpochRecordedDocument,
    { runId: id, after },
    ({ epochRecorded }) => void readFrom(Math.min(next(), epochRecorded.epoch)),
    isFollowing,
  );
  useNews(RunChangedDocument, { runId: id, after }, () => void readFrom(next()), isFollowing);
  useReturn(() => void readFrom(next()));
  usePending(record, readFrom);
  return { record, isMissing, problem, readAgain };
}

function usePending(record: RunRecord | null, readFrom: (epoch: number) => Promise<void>): void {
  useEffect(() => {
    const pending = record && firstPendingEpoch(record);
    if (pending === null) return;
    const timer = setTimeout(() => void readFrom(pending), PENDING_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [record, readFrom]);
}
