import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { shuffle } from '../../trainer/random.ts';
import { measureEpoch } from '../../trainer/recording/measure-epoch.ts';
import { trainEpoch } from '../../trainer/train-epoch.ts';
import { startForTest } from './backends/start-for-test.ts';
import { tinyRun } from './tiny-run.ts';

const EPOCHS = 200;
/** What the test runner itself gathers; one batch of images kept an epoch would be 4.7 MiB from epoch 50 to 200. */
const MOST_GROWTH_MIB = 2;
/** Garbage is collected before each look, so that what is seen is kept by somebody. */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

beforeAll(() => startForTest());

test('200 epochs of training, measuring and copying the state leave no tensor and no heap behind', async () => {
  const { run, prepared } = tinyRun({ plannedEpochs: EPOCHS, measuredEpochs: upTo(EPOCHS) });
  const samples = prepared.data.train.labels.length;
  const tensors = new Set<number>();
  const heap: number[] = [];
  for (const epoch of upTo(EPOCHS)) {
    await trainEpoch(prepared.network, prepared.optimiser, prepared.data.train, { batchSize: 8, learningRate: 0.01, order: shuffle(samples, 1, epoch), loss: 'CROSS_ENTROPY' });
    const { snapshots } = await measureEpoch(run, prepared, epoch, null);
    expect(snapshots).toHaveLength(2);
    prepared.state();
    tensors.add(tf.memory().numTensors);
    if (epoch % 50 === 0) heap.push(heapInUse());
  }
  expect([...tensors]).toHaveLength(1);
  // from epoch 50 on: before, the engine compiles and caches
  expect((heap.at(-1)! - heap[0]!) / 2 ** 20).toBeLessThan(MOST_GROWTH_MIB);
}, 180_000);

const upTo = (epoch: number) => Array.from({ length: epoch }, (_, i) => i + 1);

/** JavaScript's heap and the buffers beside it; wasm's own memory is in the tensors. */
function heapInUse(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
