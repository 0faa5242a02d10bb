import type { Run } from '../../prisma/client.ts';
import type { Optimiser } from '../../prisma/run-settings.ts';
import { isConfirming } from '../../prisma/terminal-phase.ts';
import type { Prepared } from '../prepare.ts';
import { type MeasuredSnapshot, measureSplit } from './measure-split.ts';
import { readSplit, type SplitReading } from './split-reading.ts';

/** What eval mode shows after an epoch; null where it was not evaluated. */
export interface MeasuredEpoch {
  trainLoss: number | null;
  trainError: number | null;
  testLoss: number | null;
  testError: number | null;
  snapshots: MeasuredSnapshot[];
  isTerminalPhaseStart: boolean;
}

export const NOTHING_MEASURED: MeasuredEpoch = { trainLoss: null, trainError: null, testLoss: null, testError: null, snapshots: [], isTerminalPhaseStart: false };

/**
 * Evaluates and measures after `epoch` as far as it is due: the train images in every epoch until the terminal phase is found
 * (it must not begin unseen between two measured epochs) and confirmed (five epochs, see terminal-phase.ts), both splits and the
 * snapshots of those recorded in the measured epochs, in the first of the terminal phase and in the last.
 *
 * A train loss that is not finite is given back alone: such a network has no statistics worth keeping.
 *
 * @param terminalPhaseEpoch first epoch of the terminal phase, where it is known already
 */
export async function measureEpoch(run: Run, prepared: Prepared, epoch: number, terminalPhaseEpoch: number | null): Promise<MeasuredEpoch> {
  const { network, data } = prepared;
  const isListed = run.measuredEpochs.includes(epoch) || epoch === run.plannedEpochs;
  const isSought = terminalPhaseEpoch === null || terminalPhaseEpoch >= epoch;
  const isProvisional = terminalPhaseEpoch !== null && isConfirming(epoch - 1, terminalPhaseEpoch);
  if (!isListed && !isSought && !isProvisional) return NOTHING_MEASURED;
  const train = await readSplit(network, data.train, run.loss);
  if (!Number.isFinite(train.loss)) return { ...NOTHING_MEASURED, trainLoss: train.loss };
  const isTerminalPhaseStart = isSought && 1 - train.error >= run.terminalPhaseAccuracy;
  const evaluated = { ...NOTHING_MEASURED, trainLoss: train.loss, trainError: train.error, isTerminalPhaseStart };
  if (!isListed && !isTerminalPhaseStart) return evaluated;
  const test = await readSplit(network, data.test, run.loss);
  const snapshots = await measureSplits(run, prepared, epoch, train, test);
  return { ...evaluated, testLoss: test.loss, testError: test.error, snapshots };
}

async function measureSplits(run: Run, { network, data }: Prepared, epoch: number, train: SplitReading, test: SplitReading) {
  const { weightDecay } = run.optimiser as unknown as Optimiser;
  const common = { classes: network.classes, features: network.features, classifier: network.classifier() };
  const metadata = { run: run.id, epoch, layer: 'last', weightDecay, lossReduction: run.lossReduction, loss: run.loss };
  // without the test split its loss and error are still known, from the reading
  const first = await measureSplit({ ...common, data: data.train, reading: train, metadata: { ...metadata, split: 'TRAIN' } });
  if (!run.splits.includes('TEST')) return [first.snapshot];
  // the nearest class mean of a test image is sought among the means of the train images, as in the paper's Figure 7
  const second = await measureSplit({ ...common, data: data.test, reading: test, trainMeans: first.means, metadata: { ...metadata, split: 'TEST' } });
  return [first.snapshot, second.snapshot];
}
