import type { PrismaClient } from '../../prisma/client.ts';

/** What the epochs of a run tell of its speed. */
export interface BasisTimes {
  epochCount: number;
  imagesPerSecond: number;
  /** evaluation and measuring of an epoch whose last layer was measured, in ms; null where no such epoch is recorded */
  measuredMs: number | null;
  /** evaluation in the other epochs, in ms; null likewise */
  otherMs: number | null;
}

/**
 * By run id, for the runs that have epochs with a speed. What an epoch took beyond training is its duration less the images of its whole
 * batches at its speed.
 */
export async function basisTimes(record: PrismaClient, runIds: readonly string[]): Promise<Map<string, BasisTimes>> {
  const rows = await record.$queryRaw<({ runId: string } & BasisTimes)[]>`
    SELECT "runId", count(*)::int AS "epochCount", avg(speed) AS "imagesPerSecond",
      avg(beyond) FILTER (WHERE measured) AS "measuredMs", avg(beyond) FILTER (WHERE NOT measured) AS "otherMs"
    FROM (
      SELECT e."runId", e."imagesPerSecond" AS speed, e.epoch = ANY(r."measuredEpochs") AS measured,
        greatest(e."durationMs" - 1000 * b.size * floor(r."trainSamples" / b.size) / e."imagesPerSecond", 0) AS beyond
      FROM "Epoch" e JOIN "Run" r ON r.id = e."runId"
      CROSS JOIN LATERAL (SELECT (r.optimiser->>'batchSize')::float8 AS size) b
      WHERE e."runId" = ANY(${[...runIds]}) AND e."imagesPerSecond" > 0 AND b.size > 0
    ) epochs
    GROUP BY "runId"`;
  return new Map(rows.map(({ runId, ...times }) => [runId, times]));
}
