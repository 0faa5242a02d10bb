import type { PrismaClient } from '../../prisma/client.ts';

/** Epochs that the estimate is taken from: enough to smooth out evaluations, few enough to follow a change of machine. */
const RECENT_EPOCHS = 5;

/**
 * Milliseconds that each run has still to train: mean duration of its last epochs times the epochs left.
 * Null unless it is training and has an epoch behind it.
 */
export async function remainingTimes(record: PrismaClient, runIds: readonly string[]): Promise<(number | null)[]> {
  const rows = await record.$queryRaw<{ id: string; remaining: number }[]>`
    SELECT r.id, avg(e."durationMs")::float8 * greatest(r."plannedEpochs" - r."lastEpoch", 0) AS remaining
    FROM "Run" r
    CROSS JOIN LATERAL (
      SELECT "durationMs" FROM "Epoch" WHERE "runId" = r.id ORDER BY epoch DESC LIMIT ${RECENT_EPOCHS}
    ) e
    WHERE r.id = ANY(${[...runIds]}) AND r.status = 'RUNNING'
    GROUP BY r.id`;
  const byId = new Map(rows.map((row) => [row.id, row.remaining]));
  return runIds.map((id) => byId.get(id) ?? null);
}
