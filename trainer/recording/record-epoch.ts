import { appendEvent, type EventKind } from '../../prisma/events.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { newId } from '../../prisma/ids.ts';
import type { Prisma, PrismaClient } from '../../prisma/client.ts';
import type { State } from '../architectures/network.ts';
import { writeCheckpoint } from '../checkpoint.ts';
import { type Claim, holdClaim } from '../claim.ts';
import type { MeasuredSnapshot } from './measure-split.ts';

/** All that one epoch adds to the record. */
export interface EpochRecord {
  epoch: number;
  learningRate: number;
  /** null where it was not finite */
  runningLoss: number | null;
  runningError: number;
  trainLoss: number | null;
  trainError: number | null;
  testLoss: number | null;
  testError: number | null;
  robustness: number | null;
  imagesPerSecond: number;
  durationMs: number;
  snapshots: MeasuredSnapshot[];
  /** the state after the epoch, where a checkpoint is due */
  state: State | null;
  /** whether the terminal phase starts here */
  isTerminalPhaseStart: boolean;
}

/**
 * Commits an epoch whole: its row, its snapshots, its checkpoint, the run's progress and the news of it, in one transaction
 * under the claim. Repeating it is harmless: the same attempt's row stays as it is. A row of an earlier attempt, written after
 * the checkpoint that this attempt went on from, is superseded. Gives the run's status as people last set it.
 */
export async function recordEpoch(record: PrismaClient, claim: Claim, epoch: EpochRecord, keepCheckpoints: number): Promise<string> {
  const work = async (tx: Prisma.TransactionClient) => {
    const status = await holdClaim(tx, claim);
    await demandEpoch(tx, claim, epoch.epoch - 1);
    if (!(await supersede(tx, claim, epoch.epoch))) return status;
    await writeRow(tx, claim, epoch);
    for (const snapshot of epoch.snapshots) await writeSnapshot(tx, claim, epoch.epoch, snapshot);
    if (epoch.state) await writeCheckpoint(tx, claim, epoch.epoch, epoch.state, keepCheckpoints);
    await updateRun(tx, claim, epoch);
    for (const kind of newsOf(epoch)) await appendEvent(tx, { kind, runId: claim.runId, epoch: epoch.epoch });
    return status;
  };
  return record.$transaction(work, { timeout: 60_000, maxWait: 10_000 });
}

/** Commits the state after an epoch that was recorded without one, for a run that is left in mid-epoch. */
export function recordCheckpoint(record: PrismaClient, claim: Claim, { epoch, state }: { epoch: number; state: State }, keepCheckpoints: number) {
  const work = async (tx: Prisma.TransactionClient) => {
    await holdClaim(tx, claim);
    await demandEpoch(tx, claim, epoch);
    await writeCheckpoint(tx, claim, epoch, state, keepCheckpoints);
  };
  return record.$transaction(work, { timeout: 60_000, maxWait: 10_000 });
}

/**
 * Refuses to go on behind an epoch that the record does not have: somebody brought back an older copy of it while the run was trained. The
 * attempt ends as one that was superseded; the next one goes on from the checkpoint that the record has.
 */
async function demandEpoch(tx: Prisma.TransactionClient, { runId, attempt }: Claim, epoch: number) {
  if (epoch === 0 || (await tx.epoch.count({ where: { runId, epoch } })) === 1) return;
  throw new CollapsarError('STALE_ATTEMPT', `The record has no epoch ${epoch} of run ${runId} any more: attempt ${attempt} stops without writing, and the next one goes on from its checkpoint.`);
}

/** Removes the row of an earlier attempt; false when this attempt has written the epoch already. */
async function supersede(tx: Prisma.TransactionClient, claim: Claim, epoch: number): Promise<boolean> {
  const key = { runId_epoch: { runId: claim.runId, epoch } };
  const row = await tx.epoch.findUnique({ where: key, select: { attempt: true } });
  if (row?.attempt === claim.attempt) return false;
  if (row) await tx.epoch.delete({ where: key, select: { epoch: true } });
  return true;
}

async function writeRow(tx: Prisma.TransactionClient, claim: Claim, epoch: EpochRecord) {
  const { snapshots, state, isTerminalPhaseStart, ...row } = epoch;
  await tx.epoch.create({ data: { ...row, runId: claim.runId, attempt: claim.attempt }, select: { epoch: true } });
}

async function writeSnapshot(tx: Prisma.TransactionClient, claim: Claim, epoch: number, snapshot: MeasuredSnapshot) {
  const { core, parts, split, layer, classes, features, samples } = snapshot;
  const id = newId('snapshot');
  await tx.snapshot.create({
    data: { id, runId: claim.runId, epoch, split, layer, classes, features, samples, digest: core.digest, bytes: core.bytes.length, core: core.bytes },
    select: { id: true },
  });
  for (const { kind, bytes, digest } of parts) {
    await tx.snapshotPart.create({ data: { snapshotId: id, kind, digest, bytes: bytes.length, data: bytes }, select: { kind: true } });
  }
}

async function updateRun(tx: Prisma.TransactionClient, claim: Claim, epoch: EpochRecord) {
  await tx.$executeRaw`
    UPDATE "Run" SET "lastEpoch" = greatest("lastEpoch", ${epoch.epoch}), "imagesPerSecond" = ${epoch.imagesPerSecond},
      heartbeat = now(),
      -- an epoch recorded anew is no progress: a run that always dies in the same place would otherwise be tried for ever
      "fruitlessAttempts" = CASE WHEN ${epoch.epoch} > "lastEpoch" THEN 0 ELSE "fruitlessAttempts" END,
      "terminalPhaseEpoch" = CASE WHEN ${epoch.isTerminalPhaseStart} THEN ${epoch.epoch} ELSE "terminalPhaseEpoch" END
    WHERE id = ${claim.runId}`;
}

const newsOf = (epoch: EpochRecord): EventKind[] => [
  'run.epoch',
  ...(epoch.isTerminalPhaseStart ? (['run.terminal-phase'] as const) : []),
];
