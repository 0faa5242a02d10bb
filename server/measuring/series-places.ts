import type { PrismaClient, Split } from '../../prisma/client.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import { isInEpochRow } from './recorded-values.ts';

/** An epoch of a curve. */
export interface Place {
  runId: string;
  epoch: number;
  /** of its snapshot; null where only the epoch's own row tells of that split */
  digest: string | null;
}

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

/**
 * Which epochs the curve of each run has, ascending: those with a snapshot of the split and layer, never its bytes. A run that
 * records no snapshot of the split has those at which one of the metrics stands in the epochs' own rows, if any of them does.
 */
export async function seriesPlaces(record: PrismaClient, question: PlacesQuestion): Promise<Map<string, Place[]>> {
  const places = groupByRun(await snapshotPlaces(record, question));
  const without = question.windows.filter(({ runId }) => !places.has(runId));
  // the rows tell of the whole network: of no other layer than the last
  if (without.length === 0 || question.layer !== 'last' || !question.metrics.some(isInEpochRow)) return places;
  return new Map([...places, ...groupByRun(await rowPlaces(record, { ...question, windows: without }))]);
}

/** A row a run, its epochs and digests as two values: seven thousand rows would take five times as long to read. */
async function snapshotPlaces(record: PrismaClient, { windows, split, layer }: PlacesQuestion): Promise<Place[]> {
  const rows = await record.$queryRaw<{ runId: string; epochs: number[]; digests: string }[]>`
    SELECT s."runId", array_agg(s.epoch ORDER BY s.epoch) AS epochs, string_agg("sealedDigest"(s.seal, s.digest, s."runId", s.epoch, s.split, s.layer), ',' ORDER BY s.epoch) AS digests
    FROM unnest(${idsOf(windows)}::text[], ${windows.map(({ from }) => from)}::int[], ${windows.map(({ to }) => to)}::int[]) AS q(id, begin, until)
    JOIN "Snapshot" s ON s."runId" = q.id AND s.epoch BETWEEN q.begin AND q.until
    WHERE s.split = ${split}::"Split" AND s.layer = ${layer}
    GROUP BY s."runId"`;
  return rows.flatMap(({ runId, epochs, digests }) => digests.split(',').map((digest, i) => ({ runId, epoch: epochs[i]!, digest })));
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
