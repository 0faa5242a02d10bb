'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { LayerCurvesDocument } from './geometry-documents.ts';
import type { GeometryRun, SplitValues } from './geometry-run.ts';
import { SHOWN_METRICS } from './prepare-at-epoch.ts';
import { SPLIT } from './use-frames.ts';
import type { GeometryView } from './view.ts';

/** Metrics by epoch: those of the last layer the run's page has; those of an inner one are asked for. */
export function useValues(run: GeometryRun, { split, layer }: GeometryView): SplitValues | null {
  const isLast = layer === 'last';
  const [{ data }] = useQuery({
    query: LayerCurvesDocument,
    variables: { runId: run.id, split: SPLIT[split], layer, metrics: SHOWN_METRICS },
    pause: isLast,
    requestPolicy: 'cache-and-network',
  });
  const inner = useMemo(() => {
    const series = isLast ? undefined : data?.series?.[0];
    return series ? { epochs: series.epochs.map(Number), columns: series.columns } : null;
  }, [data, isLast]);
  return isLast ? run[split] : inner;
}
