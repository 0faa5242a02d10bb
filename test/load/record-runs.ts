import { setTimeout as sleep } from 'node:timers/promises';
import type { PrismaClient } from '../../prisma/client.ts';
import { queueRuns } from '../../prisma/queue-runs.ts';
import { encodeSnapshot } from '../../prisma/snapshot/codec.ts';
import { type Claim, claimNextRun } from '../../trainer/claim.ts';
import { recordEpoch } from '../../trainer/recording/record-epoch.ts';
import { CollapsingRun } from '../generate/collapsing-core.ts';
import { drawEpochs } from '../generate/draw-epochs.ts';
import { planRun, type RunPlan } from '../generate/plan-run.ts';
import type { Tally } from './tally.ts';

const SIZES = { classes: 10, features: 64, trainImages: 500, testImages: 100 };
const EPOCHS = 350;

/** A run that is recorded as a trainer would record it, and how far it is. */
export interface Recording {
  claim: Claim;
  plan: RunPlan;
  lastEpoch: number;
  /** by epoch: when it was committed */
  committedAt: Map<number, number>;
}

/** Queues so many runs and claims each. */
export async function claimRuns(record: PrismaClient, count: number): Promise<Recording[]> {
  const plans = Array.from({ length: count }, (_, index) => planRun({ seed: 77, index, epochs: EPOCHS, sizes: SIZES, measured: (planned) => Array.from({ length: planned }, (_, k) => k + 1) }));
  await queueRuns(record, { study: { slug: 'load' }, runs: plans.map(({ settings }, k) => ({ name: `recorded ${k + 1}`, settings })), again: false });
  const recordings: Recording[] = [];
  for (const plan of plans) {
    const claim = await claimNextRun(record, 'load', []);
    if (!claim) throw new Error('a queued run could not be claimed');
    recordings.push({ claim, plan: { ...plan, id: claim.runId }, lastEpoch: 0, committedAt: new Map() });
  }
  return recordings;
}

/** Records epoch after epoch with a snapshot of both splits until it is over; at least one. */
export async function recordRun(record: PrismaClient, recording: Recording, { epochMs, isOver }: { epochMs: number; isOver: () => boolean }, tally: Tally): Promise<void> {
  const { claim, plan, committedAt } = recording;
  const core = new CollapsingRun(plan, 77);
  for (const { runId, attempt, recordedAt, ...row } of drawEpochs(plan, 77)) {
    if (row.epoch > 1 && isOver()) return;
    const begin = performance.now();
    const snapshots = (['TRAIN', 'TEST'] as const).map((split) => {
      const made = core.core({ runId, attempt, recordedAt, ...row }, split);
      return { split, layer: 'last', classes: made.classes, features: made.features, samples: made.samples, core: encodeSnapshot(made), parts: [], pictured: new Uint32Array() };
    });
    const done = await tally.time('an epoch recorded', () => recordEpoch(record, claim, { ...row, snapshots, state: null, isTerminalPhaseStart: false }, 1));
    if (done === null) return;
    committedAt.set(row.epoch, performance.now());
    recording.lastEpoch = row.epoch;
    await sleep(Math.max(0, epochMs - (performance.now() - begin)));
  }
}
