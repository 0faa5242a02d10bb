'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { type CosinesAnswer, CosinesDocument } from './geometry-documents.ts';
import type { GeometryRun } from './geometry-run.ts';
import { SPLIT, useGrowth, useKept } from './use-frames.ts';
import type { GeometryView } from './view.ts';

/** At most so many classes are asked for at once; a layer of more shows its first ones. */
export const MOST_CLASSES = 200;

export interface CosinesReading {
  answer: CosinesAnswer | null;
  problem: Problem | null;
  readAgain: () => void;
}

/** The cosine matrices of one measured epoch; of the last one where none is named. While others are on their way, those from before. */
export function useCosines(run: GeometryRun, { split, layer }: Pick<GeometryView, 'split' | 'layer'>, epoch: number | null): CosinesReading {
  const variables = useMemo(
    () => ({ runId: run.id, split: SPLIT[split], layer, classes: drawnClasses(run.classCount), epoch }),
    [run.id, run.classCount, split, layer, epoch],
  );
  const [{ data, error, fetching }, ask] = useQuery({ query: CosinesDocument, variables, requestPolicy: epoch === null && !run.isEnded ? 'cache-and-network' : 'cache-first' });
  useGrowth(run.measuredCount, () => epoch === null && ask({ requestPolicy: 'network-only' }));
  const kept = useKept(data?.geometry?.relations ? data.geometry : null, `${run.id} ${split} ${layer}`);
  const problem = error && !fetching ? problemOf(error) : null;
  return { answer: kept, problem: kept ? null : problem, readAgain: () => ask({ requestPolicy: 'network-only' }) };
}

/** Named only where there are more than one answer holds. */
export const drawnClasses = (classCount: number | null): number[] | null =>
  classCount !== null && classCount > MOST_CLASSES ? Array.from({ length: MOST_CLASSES }, (_, c) => c) : null;
