'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { GeometryRun } from '../geometry/geometry-run.ts';
import { SPLIT, useGrowth, useKept } from '../geometry/use-frames.ts';
import { problemOf } from '../graphql/problem.ts';
import { DisagreementsDocument } from './disagreements-documents.ts';
import type { DisagreementsView } from './prepare-disagreements.ts';

/** The disagreements of one measured epoch, of the last one where none is named. */
export function useDisagreements(run: GeometryRun, { split, epoch }: DisagreementsView) {
  const variables = useMemo(() => ({ id: run.id, split: SPLIT[split], epoch }), [run.id, split, epoch]);
  const [{ data, error, fetching }, ask] = useQuery({ query: DisagreementsDocument, variables, requestPolicy: epoch === null && !run.isEnded ? 'cache-and-network' : 'cache-first' });
  useGrowth(run.measuredCount, () => epoch === null && ask({ requestPolicy: 'network-only' }));
  const answer = useKept(data?.run ?? null, `${run.id} ${split}`);
  return { answer, problem: error && !fetching ? problemOf(error) : null, readAgain: () => ask({ requestPolicy: 'network-only' }) };
}
