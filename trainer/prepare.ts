import type { Run } from '../prisma/client.ts';
import { CollapsarError } from '../prisma/errors.ts';
import type { ArchitectureOptions, Optimiser as OptimiserSettings } from '../prisma/run-settings.ts';
import { buildNetwork } from './architectures/catalogue.ts';
import type { ImageShape, Network, State } from './architectures/network.ts';
import { describeBackend, startBackend, type StartedBackend } from './backends/backend.ts';
import { type FoundCheckpoint, readNewestCheckpoint } from './checkpoint.ts';
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
  const found = await resume(context, run, network, optimiser);
  await settle(context, () => keepOneHistory(context, run, backend, found));
  // after it: the row's old backend says whether the old epochs can come out again, also if this process dies in between
  await describeRun(context, run, backend, data, network);
  return { network, optimiser, data, resumedFrom: found.epoch, state: () => new Map([...network.state(), ...optimiser.state()]) };
}

async function loadData({ settings, log }: TrainingContext, run: Run): Promise<LoadedDataSet> {
  const { samplesPerClass, testSamplesPerClass, seed } = run;
  const loading = loadDataSet(run.dataset, { root: settings.dataFolder, samplesPerClass, testSamplesPerClass, seed, onProgress: onLoading() });
  const data = await loading.catch((error: unknown) => {
    const isOfTheFiles = error instanceof CollapsarError && /^DATA_SET_(DAMAGED|MISTAKEN)$/.test(error.code);
    throw isOfTheFiles && run.datasetDigest ? changedFiles(run, [error.message]) : error;
  });
  if (run.datasetDigest && run.datasetDigest !== data.digest) {
    throw changedFiles(run, [`Their digest is ${data.digest.slice(0, 12)}… instead of ${run.datasetDigest.slice(0, 12)}….`, ...data.warnings]);
  }
  for (const warning of data.warnings) log.warn(warning);
  return data;
}

/** A run that had begun has not failed: with the first files, put back here or on another machine, it goes on. */
const changedFiles = ({ dataset }: Run, details: readonly string[]) =>
  new CollapsarError('DATA_SET_CHANGED', `The files of ${dataset} are not those that this run began with; put those back and it goes on, or cancel it. ${details.join(' ')}`);

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

async function resume(context: TrainingContext, run: Run, network: Network, optimiser: Optimiser): Promise<FoundCheckpoint> {
  const { record, claim, log } = context;
  const found = await settle(context, () => readNewestCheckpoint(record, claim.runId, log.warn));
  if (!found.state) return found;
  network.restore(found.state);
  optimiser.restore(found.state);
  log.info(`Goes on from the checkpoint of epoch ${found.epoch}.`);
  tell({ kind: 'say', text: `${run.name}: goes on from the checkpoint of epoch ${found.epoch}.` });
  return found;
}

/**
 * Epochs behind the checkpoint are trained again. On one exact backend they come out bit for bit as they were, so their rows stay
 * until they are written anew; otherwise they would be the end of another history than the one that goes on here. The row's backend
 * speaks of the epochs behind the newest checkpoint: those behind an older one may have been trained on another still.
 */
async function keepOneHistory({ record, claim, log }: TrainingContext, run: Run, backend: StartedBackend, { epoch, passedOver }: FoundCheckpoint): Promise<void> {
  const now = describeBackend(backend);
  const comeOutTheSame = backend.isExact && (run.backend === null || run.backend === now) && passedOver === 0;
  if (claim.attempt === 1 || comeOutTheSame) return;
  const dropped = await dropTail(record, claim, epoch);
  if (dropped === 0) return;
  if (run.terminalPhaseEpoch !== null && run.terminalPhaseEpoch > epoch) run.terminalPhaseEpoch = null;
  const why = run.backend === now && passedOver > 0 ? 'a newer checkpoint is damaged' : `with ${now} after ${run.backend} they need not come out the same`;
  log.info(`${dropped} epochs behind epoch ${epoch} are dropped and trained again: ${why}.`);
}
