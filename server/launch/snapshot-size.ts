import type { PrismaClient } from '../../prisma/client.ts';
import type { RunSettings } from '../../prisma/run-settings.ts';

interface Size {
  split: string;
  layer: string;
  bytes: number;
}

/** Bytes of all snapshots of one run, by the mean size of those of earlier runs of the same network; or the layer that none of them recorded. */
export async function snapshotSize(record: PrismaClient, runIds: readonly string[], settings: Pick<RunSettings, 'layers' | 'splits' | 'measuredEpochs'>): Promise<number | { missing: string }> {
  const sizes = await record.$queryRaw<Size[]>`
    SELECT s.split::text, s.layer, avg(s.bytes + coalesce(p.bytes, 0))::float8 AS bytes
    FROM "Snapshot" s
    LEFT JOIN LATERAL (SELECT sum(bytes) AS bytes FROM "SnapshotPart" WHERE "snapshotId" = s.id) p ON true
    WHERE s."runId" = ANY(${[...runIds]})
    GROUP BY s.split, s.layer`;
  const asked = settings.splits.flatMap((split) => settings.layers.map((layer) => ({ split, layer })));
  const found = asked.map(({ split, layer }) => sizes.find((size) => size.split === split && size.layer === layer));
  const missing = found.indexOf(undefined);
  if (missing >= 0) return { missing: `${asked[missing]!.split.toLowerCase()} ${asked[missing]!.layer}` };
  return settings.measuredEpochs.length * found.reduce((sum, size) => sum + size!.bytes, 0);
}
