import type { PrismaClient, Split } from '../../prisma/client.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import type { Outcome } from '../metrics/outcome.ts';
import { type Measured, measuredOutcomes, whyUnread } from './measured-outcomes.ts';
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
 * Snapshots that are being measured for one question are not measured again for another that comes meanwhile.
 */
export async function series(record: PrismaClient, question: SeriesQuestion): Promise<RunSeries[]> {
  const metrics = [...new Set(question.metrics)];
  const keys = await snapshotKeys(record, question);
  const measured = await measuredOnce(
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

/**
 * Questions share an answer only where they are about the same contents: which snapshots a run has is read for each,
 * so that no answer is older than its question.
 */
function measuredOnce(record: PrismaClient, digests: string[], metrics: MetricId[]): Promise<Measured> {
  const flight = flights.get(record) ?? new SingleFlight();
  flights.set(record, flight);
  return flight.ask(JSON.stringify([digests, metrics]), () => measuredOutcomes(record, digests, metrics));
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
  const { code, message } = whyUnread(epoch, corrupt.get(digest));
  return { value: null, reason: `${code}: ${message}`, warnings: [] };
}
