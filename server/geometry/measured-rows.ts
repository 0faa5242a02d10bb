import type { PrismaClient, Split } from '../../prisma/client.ts';

/** A snapshot of a run's layer, without its bytes. */
export interface MeasuredRow {
  id: string;
  runId: string;
  epoch: number;
  split: Split;
  layer: string;
  digest: string;
  bytes: number;
  classes: number;
  features: number;
  /** digest of the part EXAMPLES; null where none was recorded */
  examplesDigest: string | null;
  examplesBytes: number | null;
}

/** Every measured epoch of a run's layer on one split, ascending. */
export function measuredRows(record: PrismaClient, { runId, split, layer }: Pick<MeasuredRow, 'runId' | 'split' | 'layer'>): Promise<MeasuredRow[]> {
  return record.$queryRaw<MeasuredRow[]>`
    SELECT s.id, s."runId", s.epoch, s.split::text, s.layer, s.digest, s.bytes, s.classes, s.features,
      e.digest AS "examplesDigest", e.bytes AS "examplesBytes"
    FROM "Snapshot" s LEFT JOIN "SnapshotPart" e ON e."snapshotId" = s.id AND e.kind = 'EXAMPLES'
    WHERE s."runId" = ${runId} AND s.split = ${split}::"Split" AND s.layer = ${layer}
    ORDER BY s.epoch`;
}

/** Which splits and layers of a run have snapshots, in words; empty when none has. */
export async function recordedPlaces(record: PrismaClient, runId: string): Promise<string> {
  const places = await record.snapshot.groupBy({ by: ['layer', 'split'], where: { runId }, orderBy: [{ layer: 'asc' }, { split: 'asc' }] });
  return places.map(({ layer, split }) => `${split} of "${layer}"`).join(', ');
}

/** The bytes of the part EXAMPLES of these rows, by row id. */
export async function exampleBytes(record: PrismaClient, ids: string[]): Promise<Map<string, Uint8Array>> {
  if (ids.length === 0) return new Map();
  const rows = await record.snapshotPart.findMany({ where: { kind: 'EXAMPLES', snapshotId: { in: ids } }, select: { snapshotId: true, data: true } });
  return new Map(rows.map(({ snapshotId, data }) => [snapshotId, data]));
}
