import { createHash } from 'node:crypto';
import type { NullReference, PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import { runInWorker } from './measuring-pool.ts';
import type { NullReferenceResult, NullReferenceTask } from './null-reference-task.ts';

/** Raise when the draws change: values of older ones are then computed again. */
const DRAWS_VERSION = 1;
/** The largest networks of the field fit; beyond, one question would keep a worker for minutes. */
const MOST = { classes: 2_000, features: 8_192, samples: 10_000_000 } as const;

type Row = Omit<NullReference, 'computedAt'>;

/** Draws under way, by what is drawn: who asks in the meantime waits for the same ones. */
const flights = new Map<string, Promise<NullReferenceResult[]>>();

/**
 * What metrics are where there is no collapse at all, for networks of these sizes: cached, or drawn now in a worker.
 * Throws BAD_USER_INPUT for sizes that no network has.
 */
export async function nullReferences(record: PrismaClient, task: NullReferenceTask): Promise<NullReferenceResult[]> {
  checkSizes(task);
  const metrics = [...new Set(task.metrics)];
  const known = await readRows(record, { ...task, metrics });
  const missing = metrics.filter((metric) => !known.has(metric));
  if (missing.length > 0) {
    for (const result of await drawOnce(record, { ...task, metrics: missing })) known.set(result.metric, result);
  }
  return metrics.map((metric) => known.get(metric)!);
}

function drawOnce(record: PrismaClient, task: NullReferenceTask): Promise<NullReferenceResult[]> {
  const key = JSON.stringify(task);
  const flight = flights.get(key) ?? draw(record, task).finally(() => flights.delete(key));
  flights.set(key, flight);
  return flight;
}

async function draw(record: PrismaClient, task: NullReferenceTask): Promise<NullReferenceResult[]> {
  const drawn = await runInWorker<NullReferenceTask, NullReferenceResult[]>('measureNullReference', task);
  // two servers draw the same, and the cache only saves time
  await storeRows(record, drawn.map((result) => rowOf(task, result))).catch(() => {});
  return drawn;
}

function checkSizes(task: NullReferenceTask): void {
  for (const [name, least] of [['classes', 2], ['features', 1], ['samples', task.classes]] as const) {
    const size = task[name];
    if (Number.isInteger(size) && size >= least && size <= MOST[name]) continue;
    throw new CollapsarError('BAD_USER_INPUT', `${name} is ${size}; give a whole number from ${least} to ${MOST[name]}.`);
  }
}

async function readRows(record: PrismaClient, { metrics, classes, features, samples }: NullReferenceTask): Promise<Map<MetricId, NullReferenceResult>> {
  const rows = await record.nullReference.findMany({ where: { metric: { in: [...metrics] }, classes, features, samples } });
  const sound = rows.filter((row) => row.version === versionOf(row.metric as MetricId) && row.checksum === checksumOf(row));
  return new Map(sound.map(({ metric, value, reason }) => [metric as MetricId, { metric: metric as MetricId, value, reason }]));
}

/** A damaged row is replaced. */
async function storeRows(record: PrismaClient, rows: Row[]): Promise<void> {
  await record.$transaction(
    rows.map((row) => {
      const { metric, version, classes, features, samples } = row;
      return record.nullReference.upsert({ where: { metric_version_classes_features_samples: { metric, version, classes, features, samples } }, create: row, update: row });
    }),
  );
}

function rowOf({ classes, features, samples }: NullReferenceTask, { metric, value, reason }: NullReferenceResult): Row {
  const row = { metric, version: versionOf(metric), classes, features, samples, value, reason };
  return { ...row, checksum: checksumOf(row) };
}

/** Of formula and draws together. */
const versionOf = (metric: MetricId) => 1000 * DRAWS_VERSION + metricOf(metric).version;

/** sha256 over all of a row, its key included, so that a damaged one is noticed. */
function checksumOf({ metric, version, classes, features, samples, value, reason }: Omit<Row, 'checksum'>): string {
  return createHash('sha256').update(JSON.stringify([metric, version, classes, features, samples, String(value), reason])).digest('hex');
}
