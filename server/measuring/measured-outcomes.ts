import { setImmediate } from 'node:timers/promises';
import type { PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { decodeSnapshot } from '../../prisma/snapshot/codec.ts';
import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import { keep, type Outcomes, readMetricValues, storeMetricValues } from './metric-value.ts';

/** Snapshots held in memory at once while measuring: at C = 1000, p = 2048 one is 25 MB. */
const SNAPSHOTS_AT_ONCE = 8;

export interface Measured {
  outcomes: Outcomes;
  /** digests whose stored bytes cannot be read, and why; they have no outcomes beyond cached ones */
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
  const rows = await record.snapshot.findMany({ where: { digest: { in: digests } }, select: { digest: true, core: true } });
  const fresh: Outcomes = new Map();
  for (const { digest, core } of rows) {
    if (fresh.has(digest)) continue; // a second run with the very same snapshot
    const decoded = decode(core, digest);
    if (decoded instanceof CollapsarError) {
      corrupt.set(digest, decoded);
      continue;
    }
    corrupt.delete(digest);
    const missing = metrics.filter((metric) => !known.get(digest)?.has(metric));
    fresh.set(digest, measure(decoded, missing));
    await setImmediate(); // lets other requests in between two snapshots
  }
  return fresh;
}

/** The snapshot, or why it cannot be read. */
function decode(core: Uint8Array, digest: string): SnapshotCore | CollapsarError {
  try {
    return decodeSnapshot(core, digest);
  } catch (error) {
    if (error instanceof CollapsarError) return error;
    throw error;
  }
}
