import type { Run } from '../../prisma/client.ts';
import type { Optimiser } from '../../prisma/run-settings.ts';
import { isConfirming } from '../../prisma/terminal-phase.ts';
import type { Prepared } from '../prepare.ts';
import { measureRobustness } from '../robustness/measure-robustness.ts';
import { innerLayers, readInnerLayers } from './inner-layers.ts';
import { type MeasuredSnapshot, measureSplit } from './measure-split.ts';
import { readSplit, type SplitReading } from './split-reading.ts';

/** What eval mode shows after an epoch; null where it was not evaluated. */
export interface MeasuredEpoch {
  trainLoss: number | null;
  trainError: number | null;
  testLoss: number | null;
  testError: number | null;
  /** by DeepFool, where the run's settings ask for it */
  robustness: number | null;
  snapshots: MeasuredSnapshot[];
  isTerminalPhaseStart: boolean;
}

export const NOTHING_MEASURED: MeasuredEpoch = { trainLoss: null, trainError: null, testLoss: null, testError: null, robustness: null, snapshots: [], isTerminalPhaseStart: false };

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
  // a share of counts: its rounding must not decide whether a threshold is met exactly
  const isTerminalPhaseStart = isSought && train.error <= 1 - run.terminalPhaseAccuracy + 1e-12;
  const evaluated = { ...NOTHING_MEASURED, trainLoss: train.loss, trainError: train.error, isTerminalPhaseStart };
  if (!isListed && !isTerminalPhaseStart) return evaluated;
  const test = await readSplit(network, data.test, run.loss);
  const snapshots = await measureSplits(run, prepared, epoch, train, test);
  const robustness = run.robustnessImages > 0 ? await measureRobustness(network, data.test, run.robustnessImages, run.seed) : null;
  return { ...evaluated, testLoss: test.loss, testError: test.error, robustness, snapshots };
}

/** The last layer, and the inner ones that the run records, on the splits that it records. */
async function measureSplits(run: Run, prepared: Prepared, epoch: number, train: SplitReading, test: SplitReading): Promise<MeasuredSnapshot[]> {
  const { network, data } = prepared;
  const metadata = metadataOf(run, epoch, 'last');
  const common = { classes: network.classes, features: network.features };
  const classifier = network.classifier();
  const first = await measureSplit({ ...common, data: data.train, reading: train, classifier: { ...classifier, choices: train.choices }, metadata: { ...metadata, split: 'TRAIN' } });
  const inner = await measureInnerLayers(run, prepared, epoch);
  // without the test split its loss and error are still known, from the reading
  if (!run.splits.includes('TEST')) return [first.snapshot, ...inner];
  // the nearest class mean of a test image is sought among the means of the train images, as in the paper's Figure 7
  const ofTest = { ...common, data: data.test, reading: test, classifier: { ...classifier, choices: test.choices }, trainMeans: first.means };
  const second = await measureSplit({ ...ofTest, metadata: { ...metadata, split: 'TEST' } });
  return [first.snapshot, second.snapshot, ...inner];
}

async function measureInnerLayers(run: Run, { network, data }: Prepared, epoch: number): Promise<MeasuredSnapshot[]> {
  const layers = innerLayers(network, run.layers);
  const train = await readInnerLayers(network, data.train, layers);
  const test = run.splits.includes('TEST') ? await readInnerLayers(network, data.test, layers) : [];
  const snapshots: MeasuredSnapshot[] = [];
  for (const [k, { name }] of layers.entries()) {
    const metadata = metadataOf(run, epoch, name);
    const common = { classes: network.classes, features: train[k]!.features };
    const first = await measureSplit({ ...common, data: data.train, reading: train[k]!, metadata: { ...metadata, split: 'TRAIN' } });
    snapshots.push(first.snapshot);
    if (!test[k]) continue;
    const second = await measureSplit({ ...common, data: data.test, reading: test[k], trainMeans: first.means, metadata: { ...metadata, split: 'TEST' } });
    snapshots.push(second.snapshot);
  }
  return snapshots;
}

function metadataOf(run: Run, epoch: number, layer: string) {
  const { weightDecay } = run.optimiser as unknown as Optimiser;
  return { run: run.id, epoch, layer, weightDecay, lossReduction: run.lossReduction, loss: run.loss };
}
