'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { SPLIT, useGrowth, useKept } from '../geometry/use-frames.ts';
import type { GeometryRun } from '../geometry/geometry-run.ts';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { type ClassesAnswer, ClassesDocument } from './classes-documents.ts';
import type { ClassesView } from './view.ts';

export interface ClassesReading {
  answer: ClassesAnswer | null;
  problem: Problem | null;
  readAgain: () => void;
}

/** The classes of one measured epoch, of the last one where none is named; while others are on their way, those from before. */
export function useClasses(run: GeometryRun, { split, layer, epoch }: ClassesView): ClassesReading {
  const phase = run.terminalPhaseEpoch;
  const variables = useMemo(() => ({ id: run.id, split: SPLIT[split], layer, epoch, phase, hasPhase: phase !== null }), [run.id, split, layer, epoch, phase]);
  const [{ data, error, fetching }, ask] = useQuery({ query: ClassesDocument, variables, requestPolicy: epoch === null && !run.isEnded ? 'cache-and-network' : 'cache-first' });
  useGrowth(run.measuredCount, () => epoch === null && ask({ requestPolicy: 'network-only' }));
  const answer = useKept(data?.run ?? null, `${run.id} ${split} ${layer}`);
  // where only the start of the terminal phase was not measured, the rest stands without it
  const problem = error && !fetching && !answer?.now ? problemOf(error) : null;
  return { answer, problem, readAgain: () => ask({ requestPolicy: 'network-only' }) };
}
