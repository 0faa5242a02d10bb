import type { PrismaClient, Run, Split } from '../../prisma/client.ts';
import { series } from '../measuring/series.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';

export interface Moments {
  /** at the terminal phase's first epoch */
  terminal: number | null;
  last: number | null;
  /** smallest or largest, as the metric goes on the way to collapse; null where it goes either way */
  best: number | null;
  bestEpoch: number | null;
}

interface Curves {
  metrics: MetricId[];
  split: Split;
  layer: string;
}

export interface RunMoments {
  /** the last measured epoch; null where none is */
  lastEpoch: number | null;
  ofMetric: (metric: MetricId) => Moments;
}

/** What the table of runs says of a run's curves. Waits for all that has to be measured. */
export async function runMoments(record: PrismaClient, run: Run, { metrics, split, layer }: Curves): Promise<RunMoments> {
  const [curve] = await series(record, { runIds: [run.id], metrics, split, layer, mostNumbers: Number.POSITIVE_INFINITY }, Number.POSITIVE_INFINITY);
  const { epochs, columns } = curve!;
  const valuesOf = new Map(columns.map(({ metric, values }) => [metric, values]));
  return {
    lastEpoch: epochs.at(-1) ?? null,
    ofMetric: (metric) => momentsOf(metric, epochs, valuesOf.get(metric)!, run.terminalPhaseEpoch),
  };
}

export function momentsOf(metric: MetricId, epochs: readonly number[], values: readonly (number | null)[], terminalPhaseEpoch: number | null): Moments {
  const { direction } = metricOf(metric);
  let best: number | null = null;
  let bestEpoch: number | null = null;
  values.forEach((value, i) => {
    if (value === null || direction === null) return;
    if (best !== null && (direction === 'FALLS' ? value >= best : value <= best)) return;
    best = value;
    bestEpoch = epochs[i]!;
  });
  const atTerminal = terminalPhaseEpoch === null ? -1 : epochs.indexOf(terminalPhaseEpoch);
  return { terminal: values[atTerminal] ?? null, last: values.at(-1) ?? null, best, bestEpoch };
}
