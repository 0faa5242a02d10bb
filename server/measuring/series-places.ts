import type { PrismaClient, Split } from '../../prisma/client.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import { curveCacheOf, type Place, type SnapshotList } from './curve-cache.ts';
import { isInEpochRow } from './recorded-values.ts';

export type { Place } from './curve-cache.ts';

/** The epochs wanted of a run, both ends included. */
export interface Window {
  runId: string;
  from: number;
  to: number;
}

interface PlacesQuestion {
  windows: readonly Window[];
  metrics: readonly MetricId[];
  split: Split;
  layer: string;
}

/** Where a run's curve has values. */
export interface RunPlaces {
  places: readonly Place[];
  /** under which its columns are kept; null for what is not kept, as the epochs' rows can change */
  key: string | null;
}

/**
 * Which epochs the curve of each run has, ascending: those with a snapshot of the split and layer, never its bytes. A run that
 * records no snapshot of the split has those at which one of the metrics stands in the epochs' own rows, if any of them does.
 */
export async function seriesPlaces(record: PrismaClient, question: PlacesQuestion): Promise<Map<string, RunPlaces>> {
  const found = await snapshotPlaces(record, question);
  const without = question.windows.filter(({ runId }) => !found.has(runId));
  // the rows tell of the whole network: of no other layer than the last
  if (without.length === 0 || question.layer !== 'last' || !question.metrics.some(isInEpochRow)) return found;
  for (const [runId, places] of groupByRun(await rowPlaces(record, { ...question, windows: without }))) found.set(runId, { places, key: null });
  return found;
}

/**
 * A row a run, its epochs and digests as two values: seven thousand rows would take five times as long to read. Run by run, because the index
 * then has them in order; all at once they would be sorted.
 */
async function snapshotPlaces(record: PrismaClient, { windows, split, layer }: PlacesQuestion): Promise<Map<string, RunPlaces>> {
  const rows = await record.$queryRaw<SnapshotList[]>`
    SELECT q.id AS "runId", s.epochs, s.digests
    FROM unnest(${idsOf(windows)}::text[], ${windows.map(({ from }) => from)}::int[], ${windows.map(({ to }) => to)}::int[]) AS q(id, begin, until)
    CROSS JOIN LATERAL (
      SELECT string_agg(epoch::text, ',' ORDER BY epoch) AS epochs, string_agg("sealedDigest"(seal, digest, "runId", epoch, split, layer), ',' ORDER BY epoch) AS digests
      FROM "Snapshot" WHERE "runId" = q.id AND epoch BETWEEN q.begin AND q.until AND split = ${split}::"Split" AND layer = ${layer}
      HAVING count(*) > 0
    ) s`;
  const cache = curveCacheOf(record);
  const windowOf = new Map(windows.map((window) => [window.runId, window]));
  return new Map(
    rows.map((row) => {
      const { from, to } = windowOf.get(row.runId)!;
      const key = JSON.stringify([row.runId, split, layer, from, to]);
      return [row.runId, { places: cache.placesOf(key, row), key }];
    }),
  );
}

/** A run with a snapshot of the split outside of its window keeps to its snapshots: otherwise a curve's epochs would depend on the window. */
function rowPlaces(record: PrismaClient, { windows, metrics, split, layer }: PlacesQuestion): Promise<Place[]> {
  const wants = (metric: MetricId) => metrics.includes(metric);
  const isTest = split === 'TEST';
  return record.$queryRaw<Place[]>`
    SELECT e."runId", e.epoch, NULL AS digest
    FROM unnest(${idsOf(windows)}::text[], ${windows.map(({ from }) => from)}::int[], ${windows.map(({ to }) => to)}::int[]) AS q(id, begin, until)
    JOIN "Epoch" e ON e."runId" = q.id AND e.epoch BETWEEN q.begin AND q.until
    WHERE NOT EXISTS (SELECT FROM "Snapshot" s WHERE s."runId" = q.id AND s.split = ${split}::"Split" AND s.layer = ${layer})
      AND ((${wants('LOSS')} AND (CASE WHEN ${isTest} THEN e."testLoss" ELSE e."trainLoss" END) IS NOT NULL)
        OR (${wants('ERROR')} AND (CASE WHEN ${isTest} THEN e."testError" ELSE e."trainError" END) IS NOT NULL)
        OR (${wants('ROBUSTNESS_DEEPFOOL') && isTest} AND e.robustness IS NOT NULL))
    ORDER BY e."runId", e.epoch`;
}

const idsOf = (windows: readonly Window[]) => windows.map(({ runId }) => runId);

function groupByRun(places: Place[]): Map<string, Place[]> {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    const group = groups.get(place.runId);
    if (group) group.push(place);
    else groups.set(place.runId, [place]);
  }
  return groups;
}
