import { setImmediate } from 'node:timers/promises';
import type { PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { decodeSnapshot, type SnapshotPlace } from '../../prisma/snapshot/codec.ts';
import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import { keep, type Outcomes, readMetricValues, storeMetricValues } from './metric-value.ts';

/** Snapshots held in memory at once while measuring: at C = 1000, p = 2048 one is 25 MB. */
const SNAPSHOTS_AT_ONCE = 8;

export interface Measured {
  outcomes: Outcomes;
  /** digests whose stored bytes cannot be read or lie in a wrong place, and why; they have no outcomes beyond cached ones */
  corrupt: Map<string, CollapsarError>;
}

/**
 * The outcome of each metric for each snapshot: from the cache, or measured now and put into the cache.
 * The snapshots' bytes are read only where a value is missing.
 */
export async function measuredOutcomes(
  record: PrismaClient,
  digests: readonly string[],
  metrics: readonly MetricId[],
): Promise<Measured> {
  const wanted = [...new Set(digests)];
  const { outcomes, damaged } = await readMetricValues(record, wanted, metrics);
  const missing = wanted.filter((digest) => metrics.some((metric) => !outcomes.get(digest)?.has(metric)));
  const corrupt = new Map<string, CollapsarError>();
  for (let at = 0; at < missing.length; at += SNAPSHOTS_AT_ONCE) {
    const group = missing.slice(at, at + SNAPSHOTS_AT_ONCE);
    const fresh = await measureGroup(record, group, metrics, outcomes, corrupt);
    for (const [digest, ofDigest] of fresh) for (const [metric, outcome] of ofDigest) keep(outcomes, digest, metric, outcome);
    const replaced = damaged.filter((row) => fresh.get(row.digest)?.has(row.metric as MetricId));
    // the cache only saves time: an answer that is known is given even where it cannot be written (a full disk)
    await storeMetricValues(record, fresh, replaced).catch(() => {});
  }
  return { outcomes, corrupt };
}

async function measureGroup(
  record: PrismaClient,
  digests: string[],
  metrics: readonly MetricId[],
  known: Outcomes,
  corrupt: Map<string, CollapsarError>,
): Promise<Outcomes> {
  const rows = await record.snapshot.findMany({
    where: { digest: { in: digests } },
    select: { digest: true, core: true, runId: true, epoch: true, split: true, layer: true },
  });
  const fresh: Outcomes = new Map();
  for (const { digest, core, runId: run, epoch, split, layer } of rows) {
    const decoded = decode(core, digest, { run, epoch, split, layer });
    if (decoded instanceof CollapsarError) {
      // a digest belongs to one place: of two rows that have it one is a copy, and no value must be shown as the copy's
      corrupt.set(digest, decoded);
      fresh.delete(digest);
      continue;
    }
    if (corrupt.has(digest)) continue;
    const missing = metrics.filter((metric) => !known.get(digest)?.has(metric));
    fresh.set(digest, measure(decoded, missing));
    await setImmediate(); // lets other requests in between two snapshots
  }
  return fresh;
}

/** The snapshot, or why it cannot be read. */
function decode(core: Uint8Array, digest: string, place: SnapshotPlace): SnapshotCore | CollapsarError {
  try {
    return decodeSnapshot(core, digest, place);
  } catch (error) {
    if (error instanceof CollapsarError) return error;
    throw error;
  }
}

/**
 * Why the snapshot of an epoch has no outcome. The codec's sentence says what is damaged and what to do; which epoch it
 * is, only the row knows.
 */
export function whyUnread(epoch: number, cause: CollapsarError | undefined): CollapsarError {
  if (cause) return new CollapsarError(cause.code, `snapshot of epoch ${epoch}: ${cause.message}`, { cause });
  return new CollapsarError('DATA_CORRUPT', `the snapshot of epoch ${epoch} was deleted while it was being read; ask again.`);
}
