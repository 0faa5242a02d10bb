import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import type { Run } from '../../prisma/client.ts';
import { buildNetwork } from '../../trainer/architectures/catalogue.ts';
import type { LoadedDataSet, LoadedSplit } from '../../trainer/datasets/catalogue.ts';
import { Optimiser } from '../../trainer/optimiser.ts';
import type { Prepared } from '../../trainer/prepare.ts';
import { shuffle } from '../../trainer/random.ts';
import { measureEpoch } from '../../trainer/recording/measure-epoch.ts';
import { trainEpoch } from '../../trainer/train-epoch.ts';
import { startForTest } from './backends/start-for-test.ts';
import { separableImages } from './separable-images.ts';

const EPOCHS = 200;
const [SAMPLES, CLASSES] = [24, 3];
/** What the rest of the process moves to and fro; one batch of images kept an epoch would be 20 MiB in all. */
const MOST_GROWTH_MIB = 12;

beforeAll(() => startForTest());

/** A network of a few parameters on a few images, as `prepare` gives it. */
function smallest(): Prepared {
  const images = separableImages(SAMPLES, CLASSES) as LoadedSplit;
  const split: LoadedSplit = { ...images, indices: Int32Array.from({ length: SAMPLES }, (_, i) => i) };
  const network = buildNetwork({ architecture: 'vgg', depth: 6, options: { width: 1 }, inputShape: [...split.shape], classes: CLASSES, seed: 1 });
  const optimiser = new Optimiser(network.variables, { momentum: 0.9, weightDecay: 1e-3 });
  const data = { train: split, test: split, classes: CLASSES } as LoadedDataSet;
  return { network, optimiser, data, resumedFrom: 0, state: () => new Map([...network.state(), ...optimiser.state()]) };
}

test('200 epochs of training, measuring and copying the state leave no tensor and no heap behind', async () => {
  const prepared = smallest();
  const run = { id: 'run', loss: 'CROSS_ENTROPY', lossReduction: 'mean over the batch', plannedEpochs: EPOCHS, measuredEpochs: upTo(EPOCHS), splits: ['TRAIN', 'TEST'], optimiser: { weightDecay: 1e-3 }, terminalPhaseAccuracy: 1 } as unknown as Run;
  const tensors = new Set<number>();
  const heap: number[] = [];
  for (const epoch of upTo(EPOCHS)) {
    await trainEpoch(prepared.network, prepared.optimiser, prepared.data.train, { batchSize: 8, learningRate: 0.01, order: shuffle(SAMPLES, 1, epoch), loss: 'CROSS_ENTROPY' });
    const { snapshots } = await measureEpoch(run, prepared, epoch, null);
    expect(snapshots).toHaveLength(2);
    prepared.state();
    tensors.add(tf.memory().numTensors);
    heap.push(heapInUse());
  }
  expect([...tensors]).toHaveLength(1);
  // the least of the first and of the last quarter: garbage that was not collected yet is no leak
  const growth = Math.min(...heap.slice(-EPOCHS / 4)) - Math.min(...heap.slice(0, EPOCHS / 4));
  expect(growth / 2 ** 20).toBeLessThan(MOST_GROWTH_MIB);
}, 180_000);

const upTo = (epoch: number) => Array.from({ length: epoch }, (_, i) => i + 1);

/** JavaScript's heap and the buffers beside it; wasm's own memory is in the tensors. */
function heapInUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
