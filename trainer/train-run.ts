import type { Run } from '../prisma/client.ts';
import type { Optimiser, Schedule } from '../prisma/run-settings.ts';
import { endRun } from './claim.ts';
import { settle, type TrainingContext } from './context.ts';
import { prepare, type Prepared } from './prepare.ts';
import { type EpochRecord, recordEpoch } from './recording/record-epoch.ts';
import { measureEpoch } from './recording/measure-epoch.ts';
import { learningRateAt } from './schedule.ts';
import { shuffle } from './random.ts';
import { tell } from './talk.ts';
import { Pace } from './pace.ts';
import { trainEpoch } from './train-epoch.ts';

export type Outcome = 'completed' | 'asked to stop' | 'stopped by people' | 'diverged';

/** Trains a claimed run from its newest checkpoint to its last epoch, recording each epoch whole. */
export async function trainRun(context: TrainingContext): Promise<Outcome> {
  const run = await settle(context, () => context.record.run.findUniqueOrThrow({ where: { id: context.claim.runId } }));
  const prepared = await prepare(context, run);
  const pace = new Pace(context.settings.checkpointSeconds);
  for (let epoch = prepared.resumedFrom + 1; epoch <= run.plannedEpochs; epoch++) {
    const result = await oneEpoch(context, run, prepared, pace, epoch);
    if (result !== 'go on') return result;
  }
  return finish(context, run);
}

async function oneEpoch(context: TrainingContext, run: Run, prepared: Prepared, pace: Pace, epoch: number): Promise<Outcome | 'go on'> {
  const begin = performance.now();
  const learningRate = learningRateAt(epoch, run.optimiser as unknown as Optimiser, run.schedule as unknown as Schedule);
  const trained = await trainOnce(context, run, prepared, pace, epoch, learningRate);
  if (trained === null) return 'asked to stop';
  if (!Number.isFinite(trained.loss)) return diverge(context, run, epoch);
  const measured = await measureEpoch(run, prepared, epoch, run.terminalPhaseEpoch);
  // the last step of an epoch can break the weights after a running loss that was still finite
  if (!Number.isFinite(measured.trainLoss ?? 0)) return diverge(context, run, epoch);
  if (measured.isTerminalPhaseStart) run.terminalPhaseEpoch = epoch;
  const durationMs = Math.round(performance.now() - begin);
  pace.add(durationMs);
  const isLast = epoch === run.plannedEpochs;
  const isDue = isLast || isAsked(context) || pace.isCheckpointDue();
  const row: EpochRecord = {
    epoch,
    learningRate,
    runningLoss: trained.loss,
    runningError: trained.error,
    imagesPerSecond: trained.imagesPerSecond,
    durationMs,
    ...measured,
    state: isDue ? prepared.state() : null,
  };
  const status = await settle(context, () => recordEpoch(context.record, context.claim, row, context.settings.keepCheckpoints));
  if (isDue) pace.checkpointWritten();
  if (measured.isTerminalPhaseStart) context.log.info(`The terminal phase begins with epoch ${epoch}.`);
  showProgress(run, pace, epoch, 0, row);
  if (status !== 'RUNNING') return 'stopped by people';
  return isAsked(context) && !isLast ? 'asked to stop' : 'go on';
}

/** One pass over the images; null when asked to stop and the rest of the epoch would take too long to wait for. */
async function trainOnce(context: TrainingContext, run: Run, prepared: Prepared, pace: Pace, epoch: number, learningRate: number) {
  const { network, optimiser, data } = prepared;
  const { batchSize } = run.optimiser as unknown as Optimiser;
  const batches = Math.floor(data.train.labels.length / batchSize);
  const onBatch = (done: number, loss: number) => {
    if (isAsked(context) && !pace.isShort()) throw new AskedToStop();
    showProgress(run, pace, epoch - 1, done / batches, { runningLoss: loss, trainError: null, imagesPerSecond: null });
  };
  try {
    const order = shuffle(data.train.labels.length, run.seed, epoch);
    return await trainEpoch(network, optimiser, data.train, { batchSize, learningRate, order, loss: run.loss, onBatch });
  } catch (error) {
    if (error instanceof AskedToStop) return null;
    throw error;
  }
}
class AskedToStop extends Error {}

const isAsked = ({ stop }: TrainingContext) => stop.askedAt !== null;

async function diverge(context: TrainingContext, run: Run, epoch: number): Promise<Outcome> {
  const { record, claim, log } = context;
  const sentence = `The loss was no longer finite in epoch ${epoch}: try a smaller learning rate than ${(run.optimiser as unknown as Optimiser).learningRate}.`;
  log.error(sentence);
  await settle(context, () => endRun(record, claim, 'DIVERGED', sentence));
  tell({ kind: 'finished', runId: run.id, text: `${run.name}: diverged in epoch ${epoch}.` });
  return 'diverged';
}

async function finish(context: TrainingContext, run: Run): Promise<Outcome> {
  // apart from the last epoch's transaction: a run that died in between resumes from that epoch's checkpoint and only comes here
  await settle(context, () => endRun(context.record, context.claim, 'COMPLETED', null));
  context.log.info(`Completed after ${run.plannedEpochs} epochs.`);
  tell({ kind: 'finished', runId: run.id, text: `${run.name}: completed after ${run.plannedEpochs} epochs.` });
  return 'completed';
}

let lastShown = 0;
/** At most four times a second: more than that nobody sees, and each message costs the parents time. */
function showProgress(run: Run, pace: Pace, epoch: number, fraction: number, row: Pick<EpochRecord, 'runningLoss' | 'trainError'> & { imagesPerSecond: number | null }) {
  const now = performance.now();
  if (fraction > 0 && now - lastShown < 250) return;
  lastShown = now;
  pace.remember(row);
  const remainingMs = pace.remainingMs(run.plannedEpochs - epoch - fraction);
  tell({ kind: 'progress', runId: run.id, name: run.name, epoch, fraction, plannedEpochs: run.plannedEpochs, loss: row.runningLoss, remainingMs, ...pace.last });
}
