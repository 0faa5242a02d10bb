import type { PrismaClient, Split } from '../../prisma/client.ts';
import type { CollapsarError } from '../../prisma/errors.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import type { Outcome } from '../metrics/outcome.ts';
import { type Measured, measuredOutcomes } from './measured-outcomes.ts';
import { SingleFlight } from './single-flight.ts';
import { kindOfReason, ValueKind } from './value-kind.ts';

export interface SeriesQuestion {
  runIds: string[];
  metrics: MetricId[];
  split: Split;
  layer: string;
  fromEpoch?: number | null;
}

export interface Gap {
  index: number;
  kind: ValueKind;
  reason: string;
}

export interface Column {
  metric: MetricId;
  version: number;
  values: (number | null)[];
  gaps: Gap[];
  warnings: string[];
}

/** The curves of one run: the measured epochs once, then one column a metric. */
export interface RunSeries {
  runId: string;
  split: Split;
  layer: string;
  epochs: number[];
  columns: Column[];
}

interface SnapshotKey {
  runId: string;
  epoch: number;
  digest: string;
}

const flights = new WeakMap<PrismaClient, SingleFlight>();

/**
 * The curves of several runs, in the order of `runIds`; a run without snapshots (or unknown) has empty columns.
 * Identical questions that come while one is being answered are answered together.
 */
export function series(record: PrismaClient, question: SeriesQuestion): Promise<RunSeries[]> {
  const flight = flights.get(record) ?? new SingleFlight();
  flights.set(record, flight);
  const { runIds, metrics, split, layer, fromEpoch } = question;
  return flight.ask(JSON.stringify([runIds, metrics, split, layer, fromEpoch ?? null]), () => answer(record, question));
}

async function answer(record: PrismaClient, question: SeriesQuestion): Promise<RunSeries[]> {
  const metrics = [...new Set(question.metrics)];
  const keys = await snapshotKeys(record, question);
  const measured = await measuredOutcomes(
    record,
    keys.map((key) => key.digest),
    metrics,
  );
  const byRun = groupByRun(keys);
  return [...new Set(question.runIds)].map((runId) => {
    const ofRun = byRun.get(runId) ?? [];
    return {
      runId,
      split: question.split,
      layer: question.layer,
      epochs: ofRun.map((key) => key.epoch),
      columns: metrics.map((metric) => columnOf(metric, ofRun, measured)),
    };
  });
}

/** Which snapshots there are; never their bytes. */
function snapshotKeys(record: PrismaClient, { runIds, split, layer, fromEpoch }: SeriesQuestion): Promise<SnapshotKey[]> {
  return record.snapshot.findMany({
    where: { runId: { in: runIds }, split, layer, epoch: { gte: fromEpoch ?? 0 } },
    select: { runId: true, epoch: true, digest: true },
    orderBy: [{ runId: 'asc' }, { epoch: 'asc' }],
  });
}

function groupByRun(keys: SnapshotKey[]): Map<string, SnapshotKey[]> {
  const groups = new Map<string, SnapshotKey[]>();
  for (const key of keys) {
    const group = groups.get(key.runId);
    if (group) group.push(key);
    else groups.set(key.runId, [key]);
  }
  return groups;
}

function columnOf(metric: MetricId, keys: SnapshotKey[], measured: Measured): Column {
  const outcomes = keys.map((key) => outcomeOf(metric, key, measured));
  const gaps = outcomes.flatMap(({ value, reason = '' }, index) =>
    value === null ? [{ index, kind: kindOfReason(reason), reason }] : [],
  );
  const warnings = [...new Set(outcomes.flatMap((outcome) => outcome.warnings))];
  return { metric, version: metricOf(metric).version, values: outcomes.map((outcome) => outcome.value), gaps, warnings };
}

function outcomeOf(metric: MetricId, { epoch, digest }: SnapshotKey, { outcomes, corrupt }: Measured): Outcome {
  const known = outcomes.get(digest)?.get(metric);
  if (known) return known;
  return { value: null, reason: unreadable(epoch, corrupt.get(digest)), warnings: [] };
}

/** The codec's sentence says what is damaged and what to do; which epoch it is, only the row knows. */
function unreadable(epoch: number, cause: CollapsarError | undefined): string {
  if (!cause) return `DATA_CORRUPT: the snapshot of epoch ${epoch} was deleted while it was being read; ask again.`;
  return `${cause.code}: snapshot of epoch ${epoch}: ${cause.message}`;
}
