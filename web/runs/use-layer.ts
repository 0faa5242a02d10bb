'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { useGrowth } from '../geometry/use-frames.ts';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { LayerCurvesDocument, METRICS } from './run-documents.ts';
import { curvesOf, type RunRecord } from './run-record.ts';

export interface LayerReading {
  /** the record with the curves of the layer; null until they are there */
  record: RunRecord | null;
  problem: Problem | null;
  readAgain: () => void;
}

/** The record of a run with the curves of another layer in place of the last one's, which the rest of the page goes on showing. */
export function useLayer(record: RunRecord, layer: string): LayerReading {
  const isLast = layer === 'last';
  const [{ data, error, stale }, ask] = useQuery({ query: LayerCurvesDocument, variables: { id: record.run.id, metrics: METRICS, layer }, pause: isLast, requestPolicy: 'cache-and-network' });
  const readAgain = () => ask({ requestPolicy: 'network-only' });
  useGrowth(record.train.epochs.length + record.test.epochs.length, () => !isLast && readAgain());
  const shown = useMemo(() => (isLast ? record : data ? { ...record, train: curvesOf(data.train?.[0]), test: curvesOf(data.test?.[0]) } : null), [isLast, record, data]);
  return { record: shown, problem: !isLast && error && !stale && !data ? problemOf(error) : null, readAgain };
}
