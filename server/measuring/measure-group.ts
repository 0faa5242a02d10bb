import type { Prisma, PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import type { SnapshotResult, SnapshotTask } from './measuring-task.ts';
import { runInWorker } from './measuring-pool.ts';
import { keep, type Outcomes, readMetricValues, storeMetricValues } from './metric-value.ts';
import { coreBytes, covarianceBytes, type SnapshotRow } from './snapshot-rows.ts';

/** What a group gave. `busy`: digests that another server is measuring just now. */
export interface GroupResult {
  outcomes: Outcomes;
  /** those that stay true: damage is true today, not for ever */
  cacheable: Outcomes;
  corrupt: Map<string, CollapsarError>;
  busy: string[];
}

/** First half of the advisory locks' keys, so that they meet no other lock of the program. */
const LOCK_SPACE = 7_270_002;
/** Warnings with which NC1 is taken from the covariance where there is one; see its formula. */
const DOUBTFUL = /^(ILL_CONDITIONED|RANK_DEFICIENT): /;
/** A group waits for a free thread and may take 120 s there. */
const TRANSACTION = { maxWait: 30_000, timeout: 300_000 };

/**
 * Measures a group of snapshots, each by one server at a time: its digest is locked until its values are stored. The lock ends with the
 * transaction, so a server that dies holds up nobody; a digest that is locked elsewhere is left out and named.
 */
export async function measureGroup(record: PrismaClient, rows: SnapshotRow[], wanted: ReadonlyMap<string, readonly MetricId[]>): Promise<GroupResult> {
  const result: GroupResult = { outcomes: new Map(), cacheable: new Map(), corrupt: new Map(), busy: [] };
  let isMeasured = false;
  const work = async (tx: Prisma.TransactionClient) => {
    // the session's limit for an idle transaction (60 s) would end a long measurement
    await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = '300s'`;
    const digests = [...new Set(rows.map((row) => row.digest))];
    const mine = await lockDigests(tx, digests);
    result.busy = digests.filter((digest) => !mine.has(digest));
    const metrics = [...new Set([...wanted.values()].flat())];
    // another server may have stored them since they were looked for
    const { outcomes: known, damaged } = await readMetricValues(tx, [...mine], metrics);
    result.outcomes = known;
    for (const [digest, ofDigest] of known) result.cacheable.set(digest, new Map(ofDigest));
    const missing = (digest: string) => (wanted.get(digest) ?? []).filter((metric) => !known.get(digest)?.has(metric));
    const left = rows.filter((row) => mine.has(row.digest) && missing(row.digest).length > 0);
    const fresh = await measureRows(tx, left, missing, result);
    isMeasured = true;
    await storeMetricValues(tx, fresh, damaged.filter((row) => fresh.get(row.digest)?.has(row.metric as MetricId)));
  };
  await record.$transaction(work, TRANSACTION).catch((error) => {
    // the cache only saves time: an answer that is known is given even where it cannot be written (a full disk)
    if (!isMeasured) throw error;
  });
  return result;
}

async function lockDigests(tx: Prisma.TransactionClient, digests: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ digest: string; mine: boolean }[]>`
    SELECT digest, pg_try_advisory_xact_lock(${LOCK_SPACE}::int, hashtext(digest)) AS mine FROM unnest(${digests}::text[]) AS digest ORDER BY digest`;
  return new Set(rows.filter((row) => row.mine).map((row) => row.digest));
}

/** Measures rows in a worker; adds to `result`, and gives back what is worth storing. */
async function measureRows(tx: Prisma.TransactionClient, rows: SnapshotRow[], missing: (digest: string) => MetricId[], result: GroupResult): Promise<Outcomes> {
  const needing = rows.filter((row) => row.covarianceBytes !== null && missing(row.digest).some((id) => metricOf(id).needs.includes('covariance')));
  const first = await measureTasks(tx, rows, needing, missing);
  // NC1 of nearly dependent means is better taken from the covariance, which is only read where that turns out to matter
  const isIll = ({ outcomes }: SnapshotResult) => outcomes.some(([id, { warnings }]) => id === 'NC1' && warnings.some((warning) => DOUBTFUL.test(warning)));
  const ill = rows.filter((row, k) => row.covarianceBytes !== null && !needing.includes(row) && isIll(first[k]!));
  const second = await measureTasks(tx, ill, ill, () => ['NC1']);
  const fresh: Outcomes = new Map();
  for (const found of [...first, ...second]) take(found, fresh, result);
  return fresh;
}

async function measureTasks(tx: Prisma.TransactionClient, rows: SnapshotRow[], needing: SnapshotRow[], missing: (digest: string) => MetricId[]): Promise<SnapshotResult[]> {
  if (rows.length === 0) return [];
  const cores = await coreBytes(tx, rows.map((row) => row.id));
  const covariances = await covarianceBytes(tx, needing.map((row) => row.id));
  const tasks: SnapshotTask[] = rows.map(({ id, digest, place }) => ({
    ...{ digest, place, metrics: missing(digest) },
    core: cores.get(id) ?? new Uint8Array(), // deleted in the meantime: its digest will not fit, and the next question finds no row
    covariance: covariances.get(id),
  }));
  return runInWorker('measureSnapshots', tasks);
}

function take({ digest, outcomes, corrupt, unread }: SnapshotResult, fresh: Outcomes, result: GroupResult): void {
  if (corrupt) {
    // of two rows with one digest one is a copy, and no value must be shown as the copy's
    result.corrupt.set(digest, new CollapsarError(corrupt.code, corrupt.message));
    result.outcomes.delete(digest);
    result.cacheable.delete(digest);
    fresh.delete(digest);
    return;
  }
  if (result.corrupt.has(digest)) return;
  for (const [metric, outcome] of outcomes) {
    keep(result.outcomes, digest, metric, outcome);
    if (unread.includes(metric)) {
      fresh.get(digest)?.delete(metric);
      result.cacheable.get(digest)?.delete(metric);
      continue;
    }
    keep(fresh, digest, metric, outcome);
    keep(result.cacheable, digest, metric, outcome);
  }
}
