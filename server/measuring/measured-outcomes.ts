import { setTimeout as sleep } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import type { PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import type { Outcome } from '../metrics/outcome.ts';
import { type GroupResult, measureGroup } from './measure-group.ts';
import { MEASURING_THREADS } from './measuring-pool.ts';
import { keep, type Outcomes, readMetricValues } from './metric-value.ts';
import { OutcomeCache } from './outcome-cache.ts';
import { MISPLACED, misplaced, type SnapshotRow, snapshotRows } from './snapshot-rows.ts';

/** A group goes to a worker in one message: large enough that messages do not count, small enough that threads share the work. */
const GROUP_SNAPSHOTS = 64;
const GROUP_BYTES = 32 * 1024 * 1024;
/** Groups at once, each with a connection: the pages need some of the server's ten as well. */
const MOST_GROUPS = 4;
/** How often a server looks whether another one has stored what it is measuring, and for how long. */
const LOOK_AGAIN_MS = 150;
const WAIT_FOR_OTHERS_MS = 300_000;

export interface Measured {
  outcomes: Outcomes;
  /** digests whose stored bytes cannot be read or lie in a wrong place, and why; they have no outcomes beyond cached ones */
  corrupt: Map<string, CollapsarError>;
  /** what is not known yet; null when everything is */
  pending: Promise<void> | null;
}

/**
 * Whether an outcome that was given stays true: then it lies in memory itself. One of damaged data or of PENDING never does.
 * An outcome that was just pushed out of memory counts as one that may change.
 */
export function isLasting(record: PrismaClient, digest: string, metric: MetricId, outcome: Outcome): boolean {
  return deskOf(record).cache.holds(digest, metric, outcome);
}

/** What a flight found; shared by all that wait for it. */
type Found = Pick<GroupResult, 'outcomes' | 'corrupt'>;

/** What one server knows and is finding out about one record. */
interface Desk {
  cache: OutcomeCache;
  /** by digest and metric: who asks for it in the meantime waits for the same flight */
  flights: Map<string, Promise<Found>>;
  /** groups measured at once: one more than there are threads, so that one reads and stores meanwhile; each holds a connection */
  limit: LimitFunction;
}

const desks = new WeakMap<PrismaClient, Desk>();

function deskOf(record: PrismaClient): Desk {
  const desk = desks.get(record) ?? { cache: new OutcomeCache(), flights: new Map(), limit: pLimit(Math.min(MEASURING_THREADS + 1, MOST_GROUPS)) };
  desks.set(record, desk);
  return desk;
}

/**
 * The outcome of each metric for each snapshot: from memory, from the MetricValue table, or measured now and put into both.
 * The snapshots' bytes are read only where a value is missing, and nothing is measured twice at a time, here or on another server.
 *
 * @param within milliseconds after which the answer is what is known by then; the rest goes on and is there for a later question
 */
export async function measuredOutcomes(
  record: PrismaClient,
  digests: readonly string[],
  metrics: readonly MetricId[],
  within = Number.POSITIVE_INFINITY,
): Promise<Measured> {
  const desk = deskOf(record);
  const begin = performance.now();
  const wanted = new Set(digests);
  const corrupt: Measured['corrupt'] = new Map();
  if (wanted.delete(MISPLACED)) corrupt.set(MISPLACED, misplaced());
  const { outcomes, incomplete: unknown } = desk.cache.find(wanted, metrics);
  if (unknown.length > 0) {
    const { outcomes: stored } = await readMetricValues(record, unknown, metrics);
    desk.cache.add(stored);
    merge(outcomes, stored);
  }
  const flights = board(record, desk, missingOf(outcomes, unknown, metrics));
  const arrivals = flights.map((flight) =>
    flight.then((found) => {
      merge(outcomes, found.outcomes, metrics);
      for (const [digest, error] of found.corrupt) corrupt.set(digest, error);
    }),
  );
  const all = Promise.all(arrivals).then(() => {});
  const isComplete = await inTime(all, within - (performance.now() - begin));
  if (isComplete) return { outcomes, corrupt, pending: null };
  // a later arrival must not change an answer that is being sent; of flights still under way the groups that are done count
  const known = copy(outcomes);
  merge(known, desk.cache.find(wanted, metrics).outcomes, metrics);
  return { outcomes: known, corrupt: new Map(corrupt), pending: all };
}

function missingOf(outcomes: Outcomes, digests: string[], metrics: readonly MetricId[]): Map<string, MetricId[]> {
  const missing = new Map<string, MetricId[]>();
  for (const digest of digests) {
    const left = metrics.filter((metric) => !outcomes.get(digest)?.has(metric));
    if (left.length > 0) missing.set(digest, left);
  }
  return missing;
}

/** The flights that bring what is missing: those under way, and one more for what none of them brings. */
function board(record: PrismaClient, desk: Desk, missing: Map<string, MetricId[]>): Promise<Found>[] {
  const { flights } = desk;
  const joined = new Set<Promise<Found>>();
  const own = new Map<string, MetricId[]>();
  for (const [digest, metrics] of missing) {
    for (const metric of metrics) {
      const flight = flights.get(keyOf(digest, metric));
      if (flight) joined.add(flight);
      else own.set(digest, [...(own.get(digest) ?? []), metric]);
    }
  }
  if (own.size === 0) return [...joined];
  const keys = [...own].flatMap(([digest, metrics]) => metrics.map((metric) => keyOf(digest, metric)));
  const flight = fly(record, desk, own).finally(() => {
    for (const key of keys) flights.delete(key);
  });
  for (const key of keys) flights.set(key, flight);
  return [...joined, flight];
}

const keyOf = (digest: string, metric: MetricId) => `${digest}/${metric}`;

/** Measures all of `wanted`; what is being measured elsewhere is waited for. */
async function fly(record: PrismaClient, desk: Desk, wanted: Map<string, MetricId[]>): Promise<Found> {
  const found: Found = { outcomes: new Map(), corrupt: new Map() };
  const giveUpAt = performance.now() + WAIT_FOR_OTHERS_MS;
  let left = wanted;
  while (left.size > 0) {
    const busy = await measureAll(record, await snapshotRows(record, [...left.keys()]), left, found, desk);
    if (busy.length > 0 && performance.now() > giveUpAt) throw new CollapsarError('MEASURING_FAILED', 'Another server has been measuring these snapshots for minutes; ask again.');
    left = new Map(busy.map((digest) => [digest, wanted.get(digest)!]));
    if (left.size > 0) await sleep(LOOK_AGAIN_MS);
  }
  return found;
}

/** Gives the digests that are busy elsewhere. */
async function measureAll(record: PrismaClient, rows: SnapshotRow[], wanted: Map<string, MetricId[]>, found: Found, { cache, limit }: Desk): Promise<string[]> {
  const busy: string[] = [];
  const measureOne = async (group: SnapshotRow[]) => {
    const result = await measureGroup(record, group, wanted);
    cache.add(result.cacheable);
    merge(found.outcomes, result.outcomes);
    for (const [digest, error] of result.corrupt) found.corrupt.set(digest, error);
    busy.push(...result.busy);
  };
  await Promise.all(groupsOf(rows).map((group) => limit(measureOne, group)));
  return busy;
}

/** Rows with one digest stay together, because they are judged together. */
function groupsOf(rows: SnapshotRow[]): SnapshotRow[][] {
  const groups: SnapshotRow[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  let last = '';
  for (const row of [...rows].sort((a, b) => (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0))) {
    const size = row.bytes + (row.covarianceBytes ?? 0);
    const isFull = bytes + size > GROUP_BYTES || groups.at(-1)!.length >= GROUP_SNAPSHOTS;
    if (isFull && row.digest !== last) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)!.push(row);
    bytes += size;
    last = row.digest;
  }
  return groups;
}

function merge(into: Outcomes, from: Outcomes, metrics?: readonly MetricId[]): void {
  for (const [digest, ofDigest] of from) {
    for (const [metric, outcome] of ofDigest) if (!metrics || metrics.includes(metric)) keep(into, digest, metric, outcome);
  }
}

const copy = (outcomes: Outcomes): Outcomes => new Map([...outcomes].map(([digest, ofDigest]) => [digest, new Map(ofDigest)]));

/** Whether a promise is fulfilled in time; when it is late, its failure is left to whoever waits on. */
async function inTime(work: Promise<void>, ms: number): Promise<boolean> {
  if (ms === Number.POSITIVE_INFINITY) return work.then(() => true);
  const timer = new AbortController();
  const late = sleep(Math.max(0, ms), false, { signal: timer.signal, ref: false }).catch(() => false);
  const isDone = await Promise.race([work.then(() => true), late]);
  timer.abort();
  if (!isDone) work.catch(() => {});
  return isDone;
}

/**
 * Why the snapshot of an epoch has no outcome. The codec's sentence says what is damaged and what to do; which epoch it
 * is, only the row knows.
 */
export function whyUnread(epoch: number, cause: CollapsarError | undefined): CollapsarError {
  if (cause) return new CollapsarError(cause.code, `snapshot of epoch ${epoch}: ${cause.message}`, { cause });
  return new CollapsarError('DATA_CORRUPT', `the snapshot of epoch ${epoch} was deleted while it was being read; ask again.`);
}
