import type { PrismaClient, Split } from '../../prisma/client.ts';
import { appendEvent } from '../../prisma/events.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import { noValue, type Outcome } from '../metrics/outcome.ts';
import { type Measured, measuredOutcomes, whyUnread } from './measured-outcomes.ts';
import { isRecorded, recordedOutcomes, type RecordedOutcome } from './recorded-values.ts';
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

/** An answer does not wait longer for values that are still being computed; they are PENDING in it. */
export const ANSWER_WITHIN_MS = 2_000;

/**
 * The curves of several runs, in the order of `runIds`; a run without snapshots (or unknown) has empty columns.
 * What is still being computed after `within` milliseconds is a gap of kind PENDING; when it is there, an event says so.
 */
export async function series(record: PrismaClient, question: SeriesQuestion, within = ANSWER_WITHIN_MS): Promise<RunSeries[]> {
  const metrics = [...new Set(question.metrics)];
  const runIds = [...new Set(question.runIds)];
  const [keys, recorded] = await Promise.all([
    snapshotKeys(record, question),
    recordedOutcomes(record, runIds, metrics, question.split, question.fromEpoch ?? 0),
  ]);
  const digests = keys.map((key) => key.digest);
  const measured = await measuredOutcomes(record, digests, metrics.filter((metric) => !isRecorded(metric)), within);
  if (measured.pending) void announceWhenDone(record, measured.pending, unannounced(record, new Set(keys.map((key) => key.runId))));
  const byRun = groupByRun(keys);
  return runIds.map((runId) => {
    const ofRun = byRun.get(runId) ?? [];
    return {
      runId,
      split: question.split,
      layer: question.layer,
      epochs: ofRun.map((key) => key.epoch),
      columns: metrics.map((metric) => columnOf(metric, ofRun, measured, recorded)),
    };
  });
}

/** Runs whose values will be announced: a second question that meets them pending needs no second announcement. */
const announced = new WeakMap<PrismaClient, Set<string>>();

function unannounced(record: PrismaClient, runIds: ReadonlySet<string>): string[] {
  const known = announced.get(record) ?? new Set();
  announced.set(record, known);
  const fresh = [...runIds].filter((runId) => !known.has(runId));
  for (const runId of fresh) known.add(runId);
  return fresh;
}

/** Says of each run that values which were PENDING are there; whoever looks asks again. Measuring that failed is not announced. */
async function announceWhenDone(record: PrismaClient, pending: Promise<void>, runIds: string[]): Promise<void> {
  try {
    await pending;
    await record.$transaction(async (tx) => {
      for (const runId of runIds) await appendEvent(tx, { kind: 'run.values', runId });
    });
  } catch {
    // the next question measures what is still missing, or says why it cannot
  } finally {
    for (const runId of runIds) announced.get(record)?.delete(runId);
  }
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

function columnOf(metric: MetricId, keys: SnapshotKey[], measured: Measured, recorded: RecordedOutcome): Column {
  const outcomes = keys.map((key) => (isRecorded(metric) ? recorded(metric, key.runId, key.epoch) : outcomeOf(metric, key, measured)));
  const gaps = outcomes.flatMap(({ value, reason = '' }, index) =>
    value === null ? [{ index, kind: kindOfReason(reason), reason }] : [],
  );
  const warnings = [...new Set(outcomes.flatMap((outcome) => outcome.warnings))];
  return { metric, version: metricOf(metric).version, values: outcomes.map((outcome) => outcome.value), gaps, warnings };
}

const PENDING = noValue('PENDING: still being computed; ask again, or wait for the news of it.');

function outcomeOf(metric: MetricId, { epoch, digest }: SnapshotKey, { outcomes, corrupt, pending }: Measured): Outcome {
  const known = outcomes.get(digest)?.get(metric);
  if (known) return known;
  if (pending && !corrupt.has(digest)) return PENDING;
  const { code, message } = whyUnread(epoch, corrupt.get(digest));
  return { value: null, reason: `${code}: ${message}`, warnings: [] };
}
