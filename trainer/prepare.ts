import type { Run } from '../prisma/client.ts';
import { CollapsarError } from '../prisma/errors.ts';
import type { ArchitectureOptions, Optimiser as OptimiserSettings } from '../prisma/run-settings.ts';
import { buildNetwork } from './architectures/catalogue.ts';
import type { ImageShape, Network, State } from './architectures/network.ts';
import { describeBackend, startBackend, type StartedBackend } from './backends/backend.ts';
import { readNewestCheckpoint } from './checkpoint.ts';
import { codeVersion } from './code-version.ts';
import { settle, type TrainingContext } from './context.ts';
import { type DataSetProgress, type LoadedDataSet, loadDataSet } from './datasets/catalogue.ts';
import { Optimiser } from './optimiser.ts';
import { checkInnerLayers } from './recording/inner-layers.ts';
import { dropTail } from './recording/drop-tail.ts';
import { tell } from './talk.ts';

/** What training works with once backend, data and network stand. */
export interface Prepared {
  network: Network;
  optimiser: Optimiser;
  data: LoadedDataSet;
  /** the epoch of the checkpoint gone on from; 0 for a fresh start */
  resumedFrom: number;
  /** weights, running statistics and momentum: all that the next epoch depends on */
  state(): State;
}

/** Starts the backend, loads the data, builds the network, writes down what was found, and restores the newest checkpoint. */
export async function prepare(context: TrainingContext, run: Run): Promise<Prepared> {
  const backend = await startBackend(context.settings.backend, { threads: context.settings.threads });
  context.log.info(`Backend: ${backend.reason}.`);
  const data = await loadData(context, run);
  const network = build(run, data);
  await checkInnerLayers(network, data.train, run.layers);
  const { momentum, weightDecay } = run.optimiser as unknown as OptimiserSettings;
  const optimiser = new Optimiser(network.variables, { momentum, weightDecay });
  const resumedFrom = await resume(context, run, network, optimiser);
  await settle(context, () => keepOneHistory(context, run, backend, resumedFrom));
  // after it: the row's old backend says whether the old epochs can come out again, also if this process dies in between
  await describeRun(context, run, backend, data, network);
  return { network, optimiser, data, resumedFrom, state: () => new Map([...network.state(), ...optimiser.state()]) };
}

async function loadData({ settings, log }: TrainingContext, run: Run): Promise<LoadedDataSet> {
  const { samplesPerClass, testSamplesPerClass, seed } = run;
  const data = await loadDataSet(run.dataset, { root: settings.dataFolder, samplesPerClass, testSamplesPerClass, seed, onProgress: onLoading() });
  if (run.datasetDigest && run.datasetDigest !== data.digest) {
    throw new CollapsarError('DATA_SET_CHANGED', `The files of ${run.dataset} are not those that this run began with (digest ${data.digest.slice(0, 12)}…, expected ${run.datasetDigest.slice(0, 12)}…): put the first files back, or start a new run.`);
  }
  for (const warning of data.warnings) log.warn(warning);
  return data;
}

const DOING = { download: 'Fetching', unpack: 'Unpacking', survey: 'Reading the pictures once, in' };

/** Says how fetching and reading go, every tenth of it. */
function onLoading() {
  let told = '';
  return ({ stage, file, receivedBytes, totalBytes }: DataSetProgress) => {
    const tenth = stage === 'wait' || totalBytes === 0 ? 0 : Math.floor((10 * receivedBytes) / totalBytes);
    if (`${stage} ${tenth}` === told) return;
    told = `${stage} ${tenth}`;
    tell({ kind: 'say', text: stage === 'wait' ? `Another process is fetching ${file}; waiting for it.` : `${DOING[stage]} ${file}: ${10 * tenth} %` });
  };
}

function build(run: Run, data: LoadedDataSet): Network {
  const options = run.architectureOptions as ArchitectureOptions;
  const inputShape = [...data.train.shape] as ImageShape;
  return buildNetwork({ architecture: run.architecture, depth: run.depth, options, inputShape, classes: data.classes, seed: run.seed });
}

/** Writes what is only known now into the run's row. */
async function describeRun(context: TrainingContext, run: Run, backend: StartedBackend, data: LoadedDataSet, network: Network) {
  const { record, settings, claim, log } = context;
  const warnings = [...data.warnings, ...network.warnings];
  const found = {
    backend: describeBackend(backend),
    codeVersion: codeVersion(),
    datasetDigest: data.digest,
    datasetVerified: data.isVerified,
    classes: data.classes,
    classNames: [...data.classNames],
    features: network.features,
    parameters: network.parameterCount,
    trainSamples: data.train.labels.length,
    testSamples: data.test.labels.length,
    warnings,
  };
  const { runId: id, attempt } = claim;
  await settle(context, () => record.run.updateMany({ where: { id, attempt }, data: found }));
  log.info(`Attempt ${attempt} on ${settings.host}: ${found.backend}; ${run.dataset}, ${found.trainSamples} train and ${found.testSamples} test images; ${network.parameterCount} parameters, p = ${network.features}.`);
}

async function resume(context: TrainingContext, run: Run, network: Network, optimiser: Optimiser): Promise<number> {
  const { record, claim, log } = context;
  const checkpoint = await settle(context, () => readNewestCheckpoint(record, claim.runId, log.warn));
  if (!checkpoint) return 0;
  network.restore(checkpoint.state);
  optimiser.restore(checkpoint.state);
  log.info(`Goes on from the checkpoint of epoch ${checkpoint.epoch}.`);
  tell({ kind: 'say', text: `${run.name}: goes on from the checkpoint of epoch ${checkpoint.epoch}.` });
  return checkpoint.epoch;
}

/**
 * Epochs behind the checkpoint are trained again. On one exact backend they come out bit for bit as they were, so their rows stay
 * until they are written anew; otherwise they would be the end of another history than the one that goes on here.
 */
async function keepOneHistory({ record, claim, log }: TrainingContext, run: Run, backend: StartedBackend, resumedFrom: number): Promise<void> {
  if (claim.attempt === 1 || (backend.isExact && (run.backend === null || run.backend === describeBackend(backend)))) return;
  const dropped = await dropTail(record, claim, resumedFrom);
  if (dropped === 0) return;
  if (run.terminalPhaseEpoch !== null && run.terminalPhaseEpoch > resumedFrom) run.terminalPhaseEpoch = null;
  log.info(`${dropped} epochs behind epoch ${resumedFrom} are dropped and trained again: with ${describeBackend(backend)} after ${run.backend} they need not come out the same.`);
}
