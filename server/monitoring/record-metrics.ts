import { Gauge, type Registry } from 'prom-client';
import type { PrismaClient } from '../../prisma/client.ts';
import { cacheCounts } from '../measuring/outcome-cache.ts';

const STATUSES = ['QUEUED', 'RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED', 'DIVERGED'];
const PROGRAMS = ['collapsar-server', 'collapsar-trainer', 'collapsar-daemon', 'collapsar-backup'];

/** What the record and this process's caches say, asked for at each collection. While the database is away its numbers are absent. */
export function recordMetrics(registry: Registry, record: PrismaClient, subscriptions: () => number): void {
  const gauge = (name: string, help: string, labelNames: string[] = [], collect?: () => Promise<void>) => new Gauge({ name: `collapsar_${name}`, help, labelNames, registers: [registry], collect });
  const cache = gauge('metric_cache_lookups', 'Snapshots whose metrics were looked for in memory since the start, by whether all were there.', ['result']);
  const open = gauge('subscriptions', 'Operations open on WebSockets of this server.');
  const runs = gauge('runs', 'Runs by status; QUEUED is the length of the queue.', ['status']);
  const epochs = gauge('epochs_recorded', 'Last epochs of all runs added up; its rate is the epochs trained a second.');
  const images = gauge('images_per_second', 'Images a second of the runs that are training, as they last said.');
  const connections = gauge('database_connections', 'Connections to the database, by program of ours and state.', ['program', 'state']);
  // this one's collection fills the others: two questions to the database for all
  const up = gauge('database_up', '1 while the database answers.', [], async () => {
    cache.set({ result: 'hit' }, cacheCounts.hits);
    cache.set({ result: 'miss' }, cacheCounts.misses);
    open.set(subscriptions());
    for (const each of [runs, epochs, images, connections]) each.reset();
    try {
      await fill(record, { runs, epochs, images, connections });
      up.set(1);
    } catch {
      up.set(0);
      for (const each of [runs, epochs, images, connections]) each.remove();
    }
  });
}

interface Gauges {
  runs: Gauge;
  epochs: Gauge;
  images: Gauge;
  connections: Gauge;
}

async function fill(record: PrismaClient, { runs, epochs, images, connections }: Gauges): Promise<void> {
  const counted = await record.$queryRaw<{ status: string; count: number; epochs: number; images: number }[]>`
    SELECT status::text, count(*)::int AS count, coalesce(sum("lastEpoch"), 0)::float8 AS epochs,
      coalesce(sum("imagesPerSecond") FILTER (WHERE status = 'RUNNING'), 0)::float8 AS images FROM "Run" GROUP BY status`;
  for (const status of STATUSES) runs.set({ status }, counted.find((row) => row.status === status)?.count ?? 0);
  epochs.set(counted.reduce((sum, row) => sum + row.epochs, 0));
  images.set(counted.reduce((sum, row) => sum + row.images, 0));
  const held = await record.$queryRaw<{ program: string; state: string; count: number }[]>`
    SELECT application_name AS program, CASE WHEN state IN ('active', 'idle') THEN state ELSE 'other' END AS state, count(*)::int AS count
    FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' GROUP BY 1, 2`;
  for (const { program, state, count } of held) connections.inc({ program: PROGRAMS.includes(program) ? program : 'other', state }, count);
}
