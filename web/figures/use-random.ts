'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { FIGURES } from './catalogue.ts';
import type { Sizes } from './figure-data.ts';
import { type RandomLabels, RandomLabelsDocument } from './random-documents.ts';

const METRICS = [...new Set(FIGURES.flatMap(({ metric, sources }) => [...(metric ? [metric] : []), ...sources.flatMap((source) => (source.kind === 'metric' ? [source.metric] : []))]))];

/** What random labels would give, asked for once it is wanted; the server draws it once for these sizes and keeps it. */
export function useRandom(sizes: Sizes | null, isWanted: boolean): { random: RandomLabels | null; isDrawing: boolean; problem: Problem | null; again: () => void } {
  const { classes = 2, features = 1, train = 2, test = null } = sizes ?? {};
  const variables = useMemo(() => ({ metrics: METRICS, classes, features, train, test: test ?? train, hasTest: test !== null }), [classes, features, train, test]);
  const isAsked = isWanted && sizes !== null;
  const [{ data, error, fetching }, ask] = useQuery({ query: RandomLabelsDocument, variables, pause: !isAsked });
  return { random: isAsked && data ? data : null, isDrawing: isAsked && fetching && !data, problem: isAsked && error && !data ? problemOf(error) : null, again: () => ask({ requestPolicy: 'network-only' }) };
}
