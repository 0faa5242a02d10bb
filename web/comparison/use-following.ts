'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { EpochRecordedDocument, RunChangedDocument } from '../runs/run-documents.ts';
import { useThrottled } from '../runs/use-throttled.ts';

/** Many epochs a second can be recorded by many runs; whole curves need not be read more often than this. */
const READ_AT_MOST_EVERY_MS = 3_000;

export interface Following {
  /** raised when one of the runs has changed; null until the page knows where its news begins */
  tick: number | null;
  problem: Problem | null;
  again: () => void;
}

/** Follows some runs: whoever reads something of them reads it again when the tick rises. */
export function useFollowing(runIds: readonly string[]): Following {
  const { cursor: after, read: readStart } = useStart();
  const [tick, setTick] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const again = useCallback(async () => {
    const notBegun = await readStart();
    setProblem(notBegun ? problemOf(notBegun) : null);
    if (!notBegun) setTick((before) => (before ?? 0) + 1);
  }, [readStart]);
  useEffect(() => void again(), [again]);
  const soon = useThrottled(() => void again(), READ_AT_MOST_EVERY_MS);
  const hear = ({ runId }: { runId: string }) => {
    if (runIds.includes(runId)) soon();
  };
  useNews(RunChangedDocument, { after }, ({ runChanged }) => hear(runChanged), after !== null);
  useNews(EpochRecordedDocument, { after }, ({ epochRecorded }) => epochRecorded.isMeasured && hear(epochRecorded), after !== null);
  useReturn(() => void again());
  return { tick, problem, again: () => void again() };
}

/** How soon to ask again for values that the server is still computing. */
const PENDING_AGAIN_MS = 2_000;

/** Reads again while something is being computed. */
export function usePendingAgain(isPending: boolean, readAgain: () => void, answer: unknown): void {
  const latest = useRef(readAgain);
  latest.current = readAgain;
  useEffect(() => {
    // each new answer that is not whole starts the next wait
    if (!isPending || answer === null) return;
    const timer = setTimeout(() => latest.current(), PENDING_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isPending, answer]);
}
