'use client';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { CombinedError } from 'urql';
import { createFollower } from './follower.ts';
import { type Problem, problemOf } from './problem.ts';
import { useReturn } from './use-news.ts';
import { useStart } from './use-start.ts';

export interface Reading {
  /** the newest event before the first question, where news begins; null until it is known */
  after: string | null;
  problem: Problem | null;
  readAgain: () => void;
}

/**
 * Reads all of what a part of a page shows: at first, whenever `readAgain` is called (news came), and when the link is back. One question at a
 * time, however often it is called. `read` keeps what it found and gives what went wrong; while it stays the same function, nothing is read.
 */
export function useReadAgain(read: () => Promise<CombinedError | undefined>): Reading {
  const [problem, setProblem] = useState<Problem | null>(null);
  const { cursor: after, read: readStart } = useStart();
  const all = useCallback(async (): Promise<boolean> => {
    const error = (await readStart()) ?? (await read());
    setProblem(error ? problemOf(error) : null);
    return error === undefined;
  }, [read, readStart]);
  const follow = useMemo(() => createFollower(all), [all]);
  const readAgain = useCallback(() => void follow(0), [follow]);
  useEffect(readAgain, [readAgain]);
  useReturn(readAgain);
  return { after, problem, readAgain };
}
