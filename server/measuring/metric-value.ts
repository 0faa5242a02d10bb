import { createHash } from 'node:crypto';
import type { MetricValue, Prisma, PrismaClient } from '../../prisma/client.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import type { Outcome } from '../metrics/outcome.ts';

/** Outcomes by snapshot digest, then metric. */
export type Outcomes = Map<string, Map<MetricId, Outcome>>;

type StoredValue = Omit<MetricValue, 'computedAt'>;

/**
 * sha256 over all of a row, so that a damaged one is noticed and computed again.
 * The key is part of it: a value that was moved to another snapshot, metric or version is damaged too.
 */
function checksumOf({ digest, metric, version, value, reason, warnings }: Omit<StoredValue, 'checksum'>): string {
  // as a string: JSON writes -0 as 0, and a flipped sign is damage as well
  const number = Object.is(value, -0) ? '-0' : String(value);
  return createHash('sha256').update(JSON.stringify([digest, metric, version, number, reason, warnings])).digest('hex');
}

/** The cached outcomes of the catalogue's current versions, and the rows whose checksum is wrong. */
export async function readMetricValues(
  record: PrismaClient | Prisma.TransactionClient,
  digests: string[],
  metrics: readonly MetricId[],
): Promise<{ outcomes: Outcomes; damaged: StoredValue[] }> {
  const rows = await record.$queryRaw<StoredValue[]>`
    SELECT digest, metric, version, value, reason, warnings, checksum FROM "MetricValue"
    WHERE digest = ANY(${digests}) AND metric = ANY(${[...metrics]})`;
  const outcomes: Outcomes = new Map();
  const damaged: StoredValue[] = [];
  for (const row of rows) {
    const metric = row.metric as MetricId;
    if (row.version !== metricOf(metric).version) continue;
    if (row.checksum !== checksumOf(row)) damaged.push(row);
    else keep(outcomes, row.digest, metric, { value: row.value, reason: row.reason ?? undefined, warnings: row.warnings });
  }
  return { outcomes, damaged };
}

/** Adds one outcome. */
export function keep(outcomes: Outcomes, digest: string, metric: MetricId, outcome: Outcome): void {
  const ofDigest = outcomes.get(digest) ?? new Map<MetricId, Outcome>();
  outcomes.set(digest, ofDigest.set(metric, outcome));
}

/**
 * Writes outcomes to the cache inside the caller's transaction; what another server wrote in the meantime stays, being the same.
 * Damaged rows are replaced.
 */
export async function storeMetricValues(tx: Prisma.TransactionClient, outcomes: Outcomes, damaged: StoredValue[]): Promise<void> {
  const rows = [...outcomes].flatMap(([digest, ofDigest]) =>
    [...ofDigest].map(([metric, outcome]) => metricValueRow(digest, metric, outcome)),
  );
  if (rows.length === 0) return;
  const replaced = damaged.map(({ digest, metric, version, checksum }) => ({ digest, metric, version, checksum }));
  if (replaced.length > 0) await tx.metricValue.deleteMany({ where: { OR: replaced } });
  await insertRows(tx, rows);
}

/** One statement with one parameter, whose plan and parsing do not grow with the rows: a tenth of the time of createMany. */
function insertRows(tx: Prisma.TransactionClient, rows: StoredValue[]) {
  return tx.$executeRaw`
    INSERT INTO "MetricValue" (digest, metric, version, value, reason, warnings, checksum)
    SELECT digest, metric, version, value, reason, warnings, checksum
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS row(digest text, metric text, version int, value float8, reason text, warnings text[], checksum text)
    ON CONFLICT DO NOTHING`;
}

/** An outcome as a row of the cache, sealed by its checksum. */
export function metricValueRow(digest: string, metric: MetricId, { value, reason, warnings }: Outcome): StoredValue {
  // JSON has no negative zero
  const stored = value === 0 ? 0 : value;
  const row = { digest, metric, version: metricOf(metric).version, value: stored, reason: reason ?? null, warnings };
  return { ...row, checksum: checksumOf(row) };
}
