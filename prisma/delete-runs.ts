import type { Prisma, RunStatus } from './client.ts';
import { CollapsarError } from './errors.ts';

/** A trainer may be at work on these, or about to take them. */
const BUSY: RunStatus[] = ['QUEUED', 'RUNNING', 'PAUSED'];

/**
 * Deletes runs for good: epochs, snapshots, checkpoints, log and events go with their rows; measured values of digests that no other run has,
 * and thumbnails of data sets that no other run used, go too. What the audit log says of them stays.
 *
 * @throws CollapsarError PRECONDITION_FAILED where one is queued, paused or in training
 */
export async function deleteRuns(tx: Prisma.TransactionClient, ids: readonly string[]): Promise<void> {
  const runs = await tx.$queryRaw<{ name: string; status: RunStatus }[]>`
    SELECT name, status::text FROM "Run" WHERE id = ANY(${[...ids]}) ORDER BY id FOR UPDATE`;
  const busy = runs.find(({ status }) => BUSY.includes(status));
  if (busy) throw new CollapsarError('PRECONDITION_FAILED', `"${busy.name}" is ${busy.status.toLowerCase()}; cancel it first, then delete it.`);
  await tx.$executeRaw`
    DELETE FROM "MetricValue" v WHERE v.digest IN (SELECT digest FROM "Snapshot" WHERE "runId" = ANY(${[...ids]}))
      AND NOT EXISTS (SELECT FROM "Snapshot" s WHERE s.digest = v.digest AND s."runId" <> ALL(${[...ids]}))`;
  await tx.$executeRaw`
    DELETE FROM "Thumbnail" t WHERE t."datasetDigest" IN (SELECT "datasetDigest" FROM "Run" WHERE id = ANY(${[...ids]}))
      AND NOT EXISTS (SELECT FROM "Run" r WHERE r."datasetDigest" = t."datasetDigest" AND r.id <> ALL(${[...ids]}))`;
  await tx.run.deleteMany({ where: { id: { in: [...ids] } } });
}
