import type { Run } from '../prisma/client.ts';
import type { Optimiser, Schedule } from '../prisma/run-settings.ts';
import type { Network, State } from './architectures/network.ts';
import { endRun } from './claim.ts';
import { settle, type TrainingContext } from './context.ts';
import { explodedLoss } from './divergence.ts';
import { prepare, type Prepared } from './prepare.ts';
import { type EpochRecord, recordCheckpoint, recordEpoch } from './recording/record-epoch.ts';
import { measureEpoch, NOTHING_MEASURED } from './recording/measure-epoch.ts';
import { Thumbnails } from './recording/thumbnails.ts';
import { learningRateAt } from './schedule.ts';
import { shuffle } from './random.ts';
import { tell } from './talk.ts';
import { Pace } from './pace.ts';
import { trainEpoch } from './train-epoch.ts';

export type Outcome = 'completed' | 'asked to stop' | 'stopped by people' | 'diverged';

/** The state after the newest epoch where that was recorded without a checkpoint. */
type Unsaved = { epoch: number; state: State } | null;

interface Training {
  context: TrainingContext;
  run: Run;
  prepared: Prepared;
  pace: Pace;
  thumbnails: Thumbnails;
  unsaved: Unsaved;
}

/** Trains a claimed run from its newest checkpoint to its last epoch, recording each epoch whole. */
export async function trainRun(context: TrainingContext): Promise<Outcome> {
  const run = await settle(context, () => context.record.run.findUniqueOrThrow({ where: { id: context.claim.runId } }));
  const prepared = await prepare(context, run);
  context.isPreparing = false;
  const pace = new Pace(context.settings.checkpointSeconds);
  const network = interruptible(prepared.network, () => isAsked(context) && !pace.isShort());
  const training: Training = { context, run, prepared: { ...prepared, network }, pace, thumbnails: new Thumbnails(prepared.data, context.log.warn), unsaved: null };
  try {
    for (let epoch = prepared.resumedFrom + 1; epoch <= run.plannedEpochs; epoch++) {
      const result = await oneEpoch(training, epoch);
      if (result !== 'go on') return result;
    }
  } catch (error) {
    if (error instanceof AskedToStop) return await leave(training);
    throw error;
  }
  return finish(context, run);
}

class AskedToStop extends Error {}

/** The same network, except that a pass through it throws when `isEnough`: so an order is heard between any two batches, of training or of evaluation. */
function interruptible(network: Network, isEnough: () => boolean): Network {
  const forward: Network['forward'] = (images, training) => {
    if (isEnough()) throw new AskedToStop();
    return network.forward(images, training);
  };
  const inspect: Network['inspect'] = (...asked) => {
    if (isEnough()) throw new AskedToStop();
    return network.inspect(...asked);
  };
  return { ...network, forward, inspect };
}

/** Leaves an epoch unfinished; what the newest whole one left is kept, for whoever goes on. */
async function leave({ context, run, unsaved }: Training): Promise<Outcome> {
  const { record, claim, settings, stop } = context;
  if (unsaved && stop.order !== 'CANCELLED') {
    await settle(context, () => recordCheckpoint(record, claim, unsaved, settings.keepCheckpoints));
  }
  return stopped(context, run);
}

function stopped({ stop, log }: TrainingContext, run: Run): Outcome {
  if (stop.order === null) return 'asked to stop';
  const word = stop.order.toLowerCase();
  log.info(`Stopped: the run is ${word}.`);
  tell({ kind: 'finished', runId: run.id, text: `${run.name}: ${word}.` });
  return 'stopped by people';
}

async function oneEpoch(training: Training, epoch: number): Promise<Outcome | 'go on'> {
  const { context, run, prepared, pace } = training;
  const begin = performance.now();
  const learningRate = learningRateAt(epoch, run.optimiser as unknown as Optimiser, run.schedule as unknown as Schedule);
  const trained = await trainOnce(training, epoch, learningRate);
  const isBroken = !(trained.loss <= explodedLoss(run.loss, prepared.data.classes));
  const measured = isBroken ? NOTHING_MEASURED : await measureEpoch(run, prepared, epoch, run.terminalPhaseEpoch);
  const durationMs = Math.round(performance.now() - begin);
  pace.add(durationMs);
  const { loss: runningLoss, error: runningError, imagesPerSecond } = trained;
  const row = { epoch, learningRate, runningLoss, runningError, imagesPerSecond, durationMs, ...measured, state: null };
  // the last step of an epoch can break the weights after a running loss that was still finite
  if (isBroken || !Number.isFinite(measured.trainLoss ?? 0)) return diverge(context, run, row);
  return keep(training, row);
}

/** Records an epoch, with a checkpoint where one is due. */
async function keep(training: Training, row: EpochRecord): Promise<Outcome | 'go on'> {
  const { context, run, prepared, pace, thumbnails } = training;
  const { epoch, isTerminalPhaseStart } = row;
  const isLast = epoch === run.plannedEpochs;
  const isDue = isLast || isAsked(context) || pace.isCheckpointDue();
  const state = isDue || !pace.isShort() ? prepared.state() : null;
  // before the epoch that names them: a picture nobody names yet harms nobody
  await settle(context, () => thumbnails.record(context.record, run, row.snapshots));
  const status = await settle(context, () => recordEpoch(context.record, context.claim, { ...row, state: isDue ? state : null }, context.settings.keepCheckpoints));
  if (isDue) pace.checkpointWritten();
  const isLeft = status !== 'RUNNING';
  training.unsaved = isDue || !(state || isLeft) ? null : { epoch, state: state ?? prepared.state() };
  if (isTerminalPhaseStart) {
    run.terminalPhaseEpoch = epoch;
    context.log.info(`The terminal phase begins with epoch ${epoch}.`);
  }
  showProgress(run, pace, epoch, 0, row);
  if (isLeft) {
    context.stop.order = status;
    return leave(training);
  }
  return isAsked(context) && !isLast ? stopped(context, run) : 'go on';
}

/** One pass over the images. */
function trainOnce({ run, prepared, pace }: Training, epoch: number, learningRate: number) {
  const { network, optimiser, data } = prepared;
  const { batchSize } = run.optimiser as unknown as Optimiser;
  const batches = Math.floor(data.train.labels.length / batchSize);
  const onBatch = (done: number, loss: number) => showProgress(run, pace, epoch - 1, done / batches, { runningLoss: loss, trainError: null, imagesPerSecond: null });
  const order = shuffle(data.train.labels.length, run.seed, epoch);
  return trainEpoch(network, optimiser, data.train, { batchSize, learningRate, order, loss: run.loss, onBatch });
}

const isAsked = ({ stop }: TrainingContext) => stop.askedAt !== null;

/** Ends the run in this epoch. Its row is kept, null where a number is none, and so is the checkpoint before it. */
async function diverge(context: TrainingContext, run: Run, row: EpochRecord): Promise<Outcome> {
  const { record, claim, log, settings } = context;
  const { epoch, runningLoss } = row;
  const finite = (value: number | null) => (Number.isFinite(value) ? value : null);
  const isKnown = [runningLoss, row.trainLoss ?? 0].every(Number.isFinite);
  const what = isKnown ? `rose to ${runningLoss!.toPrecision(3)}` : 'was no longer finite';
  const sentence = `The loss ${what} in epoch ${epoch}: try a smaller learning rate than ${(run.optimiser as unknown as Optimiser).learningRate}.`;
  log.error(sentence);
  await settle(context, () => recordEpoch(record, claim, { ...row, runningLoss: finite(runningLoss), trainLoss: finite(row.trainLoss) }, settings.keepCheckpoints));
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
