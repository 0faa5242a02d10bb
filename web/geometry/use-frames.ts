'use client';
import { useEffect, useMemo, useRef } from 'react';
import { useQuery } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { FramesDocument } from './geometry-documents.ts';
import { useThrottled } from '../runs/use-throttled.ts';
import type { GeometryRun } from './geometry-run.ts';
import { type Motion, motionOf } from './motion.ts';
import type { GeometryView } from './view.ts';

/** Epochs can be measured every second; all frames need not be read that often. */
const READ_AT_MOST_EVERY_MS = 3_000;

export interface FramesReading {
  /** while others are on their way, or could not be read, those from before */
  motion: Motion | null;
  problem: Problem | null;
  readAgain: () => void;
}

/** Frames of some of a run's classes; asked for anew as more epochs are measured. */
export function useFrames(run: GeometryRun, { split, layer }: GeometryView, classes: readonly number[] | null, dimensions: 2 | 3): FramesReading {
  const key = classes?.join(',') ?? '';
  const variables = useMemo(
    () => ({ runId: run.id, split: SPLIT[split], layer, classes: key === '' ? null : key.split(',').map(Number), dimensions, withExamples: true }),
    [run.id, split, layer, key, dimensions],
  );
  const [{ data, error, stale }, ask] = useQuery({ query: FramesDocument, variables, requestPolicy: run.isEnded ? 'cache-first' : 'cache-and-network' });
  const readAgain = () => ask({ requestPolicy: 'network-only' });
  useGrowth(run.measuredCount, useThrottled(readAgain, READ_AT_MOST_EVERY_MS));
  const motion = useMemo(() => (data?.geometry ? motionOf(data.geometry) : null), [data]);
  const kept = useKept(motion, `${run.id} ${split} ${layer} ${dimensions}`);
  const problem = error && !stale ? problemOf(error) : null;
  return { motion: problem?.code === 'NOT_FOUND' ? null : kept, problem, readAgain };
}

export const SPLIT = { train: 'TRAIN', test: 'TEST' } as const;

/** Calls `onMore` each time the number is another than before. */
export function useGrowth(count: number, onMore: () => void): void {
  const seen = useRef(count);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    if (count === seen.current) return;
    seen.current = count;
    latest.current();
  }, [count]);
}

/** The last value there was of the same thing, so that nothing jumps while the next is on its way. */
export function useKept<T>(value: T | null, of: string): T | null {
  const kept = useRef<{ value: T | null; of: string }>({ value: null, of });
  if (value !== null || kept.current.of !== of) kept.current = { value, of };
  return kept.current.value;
}
