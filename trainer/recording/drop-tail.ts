import type { PrismaClient } from '../../prisma/client.ts';
import { type Claim, holdClaim } from '../claim.ts';

/**
 * Deletes all epochs after `epoch`, with their snapshots, under the claim, and the terminal phase where it began in one of them.
 * The run's `lastEpoch` stays: it says how far any attempt came, by which a run that always dies in one place is known.
 * Gives the number of epochs deleted.
 */
export async function dropTail(record: PrismaClient, claim: Claim, epoch: number): Promise<number> {
  return record.$transaction(async (tx) => {
    await holdClaim(tx, claim);
    const { count } = await tx.epoch.deleteMany({ where: { runId: claim.runId, epoch: { gt: epoch } } });
    await tx.run.updateMany({ where: { id: claim.runId, terminalPhaseEpoch: { gt: epoch } }, data: { terminalPhaseEpoch: null } });
    return count;
  });
}
