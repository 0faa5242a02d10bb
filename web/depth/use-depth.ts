'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { GeometryRun } from '../geometry/geometry-run.ts';
import { SPLIT, useGrowth } from '../geometry/use-frames.ts';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { LayerSeriesDocument, type LayerSeries } from './depth-documents.ts';
import { byDepth, type DepthView } from './prepare-depth.ts';

/** How soon to ask again for values that the server is still computing. */
const PENDING_AGAIN_MS = 2_000;

/** One metric of every recorded layer, a question a layer; what was read before stays until the rest has come. */
export function useDepth({ id, layers, measuredCount }: GeometryRun, { metric, split }: DepthView) {
  const client = useClient();
  const [reading, setReading] = useState<{ of: string; series: LayerSeries[] } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const newest = useRef('');
  const of = `${id} ${metric} ${split}`;
  const names = byDepth(layers).join(' ');
  const read = useCallback(async () => {
    newest.current = of;
    const ask = (layer: string) => client.query(LayerSeriesDocument, { id, metric, split: SPLIT[split], layer }, { requestPolicy: 'network-only' }).toPromise();
    const answers = await Promise.all(names.split(' ').map(ask));
    if (newest.current !== of) return;
    const error = answers.find((answer) => !answer.data?.series)?.error;
    setProblem(error ? problemOf(error) : null);
    if (!error) setReading({ of, series: answers.flatMap(({ data }) => data?.series ?? []) });
  }, [client, id, metric, split, names, of]);
  useEffect(() => void read(), [read]);
  useGrowth(measuredCount, () => void read());
  const pending = reading?.series.some(({ columns }) => columns[0]?.gaps.some(({ kind }) => kind === 'PENDING')) ? reading : null;
  useEffect(() => {
    if (!pending) return;
    const timer = setTimeout(() => void read(), PENDING_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [pending, read]);
  return { series: reading?.of === of ? reading.series : null, problem, readAgain: () => void read() };
}
