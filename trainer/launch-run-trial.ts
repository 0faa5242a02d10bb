import * as tf from '@tensorflow/tfjs';
import type { RunSettings } from '../prisma/run-settings.ts';
import { buildNetwork } from './architectures/catalogue.ts';
import { startBackend } from './backends/backend.ts';
import { loadDataSet } from './datasets/catalogue.ts';
import { lossAndError } from './evaluate.ts';
import { networkRequest } from './launch-run-check.ts';
import { Optimiser } from './optimiser.ts';
import { shuffle } from './random.ts';
import type { TrainerSettings } from './settings.ts';
import { trainEpoch } from './train-epoch.ts';

const STEPS = 2;
const EVALUATED = 250;
/** Features of a split are kept for the second pass up to this size, see split-reading.ts. */
const KEPT_BYTES = 256 * 1024 * 1024;

/** What a run would be and take on this machine. */
export interface Trial {
  parameters: number;
  features: number;
  trainImages: number;
  testImages: number;
  backend: string;
  /** one step of the optimiser, and one image evaluated */
  stepMs: number;
  evaluationMsAnImage: number;
  /** without any evaluation between two measured epochs, and with the train images evaluated in every epoch */
  leastMs: number;
  mostMs: number;
  memoryBytes: number;
  checkpointBytes: number;
}

/**
 * Trains two steps and evaluates 250 images on this machine, records nothing, and estimates the whole run from the faster step: the first one
 * pays for what is made once. A short trial on a busy machine is a rough one.
 */
export async function tryRun(settings: RunSettings, { backend, dataFolder }: Pick<TrainerSettings, 'backend' | 'dataFolder'>): Promise<Trial> {
  const started = await startBackend(backend);
  const { samplesPerClass, testSamplesPerClass, seed, dataset, optimiser: { batchSize, momentum, weightDecay, learningRate }, loss } = settings;
  const { train, test, classes } = await loadDataSet(dataset, { root: dataFolder, samplesPerClass, testSamplesPerClass, seed });
  const network = buildNetwork({ ...networkRequest(settings), inputShape: [...train.shape], classes });
  const optimiser = new Optimiser(network.variables, { momentum, weightDecay });
  const times: number[] = [];
  let before = performance.now();
  const onBatch = () => {
    const now = performance.now();
    times.push(now - before);
    before = now;
  };
  const order = shuffle(train.labels.length, seed, 1);
  await trainEpoch(network, optimiser, train, { batchSize, learningRate, order: order.subarray(0, STEPS * batchSize), loss, onBatch });
  const few = { ...train, labels: train.labels.subarray(0, EVALUATED) };
  const begin = performance.now();
  await lossAndError(network, few, EVALUATED, loss);
  const evaluationMsAnImage = (performance.now() - begin) / few.labels.length;
  const facts = { parameters: network.parameterCount, features: network.features, trainImages: train.labels.length, testImages: test.labels.length };
  return {
    ...facts,
    backend: `${started.name} (TensorFlow.js ${tf.version_core})`,
    stepMs: Math.min(...times),
    evaluationMsAnImage,
    ...durationOf(settings, facts, Math.min(...times), evaluationMsAnImage),
    memoryBytes: 1024 * process.resourceUsage().maxRSS + Math.min(KEPT_BYTES, 4 * facts.trainImages * facts.features),
    // weights and momentum; running statistics are few
    checkpointBytes: 8 * facts.parameters,
  };
}

/** Milliseconds of a whole run; the terminal phase decides how often the train images are evaluated between the measured epochs. */
export function durationOf(
  { epochs, measuredEpochs, optimiser: { batchSize } }: Pick<RunSettings, 'epochs' | 'measuredEpochs' | 'optimiser'>,
  { trainImages, testImages }: { trainImages: number; testImages: number },
  stepMs: number,
  evaluationMsAnImage: number,
): { leastMs: number; mostMs: number } {
  const measured = measuredEpochs.length;
  const leastMs = epochs * Math.floor(trainImages / batchSize) * stepMs + measured * (trainImages + testImages) * evaluationMsAnImage;
  return { leastMs, mostMs: leastMs + (epochs - measured) * trainImages * evaluationMsAnImage };
}
