import { createHash } from 'node:crypto';
import { CollapsarError } from '../prisma/errors.ts';
import { newId } from '../prisma/ids.ts';
import type { Prisma, PrismaClient } from '../prisma/client.ts';
import { readSafetensors, writeSafetensors } from '../prisma/snapshot/safetensors.ts';
import type { State } from './architectures/network.ts';
import type { Claim } from './claim.ts';

const PIECE_BYTES = 4 * 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Writes the state after `epoch` inside the transaction of that epoch, and drops all but the newest `keep`. */
export async function writeCheckpoint(tx: Prisma.TransactionClient, claim: Claim, epoch: number, state: State, keep: number) {
  const bytes = encodeState(state, claim.runId, epoch);
  // a later one is damaged, else this attempt had begun from it; kept, it would crowd out the good ones
  await tx.checkpoint.deleteMany({ where: { runId: claim.runId, epoch: { gte: epoch } } });
  const checkpoint = await tx.checkpoint.create({
    data: { id: newId('checkpoint'), runId: claim.runId, epoch, attempt: claim.attempt, digest: sha256(bytes), bytes: bytes.length },
    select: { id: true },
  });
  for (let index = 0; index * PIECE_BYTES < bytes.length; index++) {
    const data = bytes.slice(index * PIECE_BYTES, (index + 1) * PIECE_BYTES);
    await tx.checkpointPiece.create({ data: { checkpointId: checkpoint.id, index, data }, select: { index: true } });
  }
  const kept = await tx.checkpoint.findMany({ where: { runId: claim.runId }, orderBy: { epoch: 'desc' }, take: keep, select: { id: true } });
  await tx.checkpoint.deleteMany({ where: { runId: claim.runId, id: { notIn: kept.map(({ id }) => id) } } });
}

export interface FoundCheckpoint {
  /** 0 without a state: the run has no whole checkpoint */
  epoch: number;
  state: State | null;
  /** newer ones that are damaged */
  passedOver: number;
}

/**
 * The newest whole checkpoint of a run. One whose digest differs is passed over, unread, with a sentence to `warn`; the one before it is
 * tried.
 */
export async function readNewestCheckpoint(record: PrismaClient, runId: string, warn: (text: string) => void): Promise<FoundCheckpoint> {
  const checkpoints = await record.checkpoint.findMany({ where: { runId }, orderBy: { epoch: 'desc' } });
  for (const [passedOver, checkpoint] of checkpoints.entries()) {
    const pieces = await record.checkpointPiece.findMany({ where: { checkpointId: checkpoint.id }, orderBy: { index: 'asc' } });
    const bytes = Buffer.concat(pieces.map(({ data }) => data));
    const found = sha256(bytes);
    if (found === checkpoint.digest) return { epoch: checkpoint.epoch, state: decodeState(bytes), passedOver };
    const instead = passedOver + 1 < checkpoints.length ? 'the one before it is used' : 'there is none before it, so the run begins anew';
    warn(`The checkpoint of epoch ${checkpoint.epoch} is damaged (digest ${found.slice(0, 12)}…, recorded ${checkpoint.digest.slice(0, 12)}…); ${instead}.`);
  }
  return { epoch: 0, state: null, passedOver: checkpoints.length };
}

function encodeState(state: State, run: string, epoch: number): Uint8Array {
  const tensors = new Map([...state].map(([name, { shape, values }]) => [name, { dtype: 'F32' as const, shape, data: values }]));
  return writeSafetensors(tensors, new Map([['run', run], ['epoch', String(epoch)]]));
}

function decodeState(bytes: Uint8Array): State {
  const state: State = new Map();
  for (const [name, tensor] of readSafetensors(bytes).tensors) {
    if (!(tensor.data instanceof Float32Array)) throw new CollapsarError('DATA_CORRUPT', `Tensor ${name} of a checkpoint should be float32 and is ${tensor.dtype}.`);
    state.set(name, { shape: tensor.shape, values: tensor.data });
  }
  return state;
}
