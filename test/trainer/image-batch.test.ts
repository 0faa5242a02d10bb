import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { buildNetwork } from '../../trainer/architectures/catalogue.ts';
import type { ImageReader } from '../../trainer/datasets/catalogue.ts';
import { lossAndError } from '../../trainer/evaluate.ts';
import { consecutiveImages, copyImages, imageBuffer, type LabelledImages } from '../../trainer/image-batch.ts';
import { Optimiser } from '../../trainer/optimiser.ts';
import { shuffle } from '../../trainer/random.ts';
import { trainEpoch } from '../../trainer/train-epoch.ts';
import { startForTest } from './backends/start-for-test.ts';
import { separableImages } from './separable-images.ts';

beforeAll(() => startForTest());

const PIXELS = 32 * 32;
const inMemory = separableImages(70, 4);

/** The same images from a reader that takes a moment, and remembers what it was told. */
function fromReader(): LabelledImages & { prepared: number[][]; readPositions: number[][] } {
  const [prepared, readPositions]: [number[][], number[][]] = [[], []];
  const images: ImageReader = {
    async read(positions, target) {
      readPositions.push([...positions]);
      await new Promise((resolve) => setTimeout(resolve, 1));
      positions.forEach((position, i) => {
        target.set(inMemory.images.subarray(position * PIXELS, (position + 1) * PIXELS), i * PIXELS);
      });
    },
    prepare: (positions) => void prepared.push([...positions]),
  };
  return { ...inMemory, images, prepared, readPositions };
}

test('the images asked for are copied in their order, from memory and from a reader alike', async () => {
  for (const data of [inMemory, fromReader()]) {
    const target = imageBuffer(data, 3);
    await copyImages(data, Int32Array.of(69, 0, 5), target);
    [69, 0, 5].forEach((position, i) => {
      const expected = inMemory.images.subarray(position * PIXELS, (position + 1) * PIXELS);
      expect(target.subarray(i * PIXELS, (i + 1) * PIXELS)).toEqual(expected);
    });
  }
});

test('in memory, consecutive images are a view and not a copy', async () => {
  const view = await consecutiveImages(inMemory, 10, 20, new Float32Array());
  expect(view.buffer).toBe(inMemory.images.buffer);
  expect([view.byteOffset, view.length]).toEqual([4 * 10 * PIXELS, 20 * PIXELS]);
});

test('a network trained and measured from a reader ends in the same bits as from memory', async () => {
  const train = async (data: LabelledImages) => {
    const network = buildNetwork({ architecture: 'vgg', depth: 6, options: {}, inputShape: [32, 32, 1], classes: 4, seed: 1 });
    const optimiser = new Optimiser(network.variables, { momentum: 0.9, weightDecay: 5e-4 });
    const order = shuffle(70, 3, 1);
    await trainEpoch(network, optimiser, data, { batchSize: 16, learningRate: 0.05, order, loss: 'CROSS_ENTROPY' });
    const digest = createHash('sha256');
    for (const { values } of network.state().values()) digest.update(values);
    return { digest: digest.digest('hex'), ...(await lossAndError(network, data, 32, 'CROSS_ENTROPY')) };
  };
  expect(await train(fromReader())).toEqual(await train(inMemory));
});

test('while a batch is trained on, the reader is told of the next, and of none after the last', async () => {
  const network = buildNetwork({ architecture: 'vgg', depth: 6, options: {}, inputShape: [32, 32, 1], classes: 4, seed: 1 });
  const optimiser = new Optimiser(network.variables, { momentum: 0.9, weightDecay: 0 });
  const data = fromReader();
  const order = Int32Array.from({ length: 70 }, (_, i) => 69 - i);
  await trainEpoch(network, optimiser, data, { batchSize: 32, learningRate: 0.01, order, loss: 'CROSS_ENTROPY' });
  expect(data.readPositions).toEqual([[...order.subarray(0, 32)], [...order.subarray(32, 64)]]);
  expect(data.prepared).toEqual([[...order.subarray(32, 64)]]);
});

test('measuring tells of the images that follow, up to the last', async () => {
  const network = buildNetwork({ architecture: 'vgg', depth: 6, options: {}, inputShape: [32, 32, 1], classes: 4, seed: 1 });
  const data = fromReader();
  await lossAndError(network, data, 30, 'CROSS_ENTROPY');
  expect(data.readPositions.map((positions) => positions.length)).toEqual([30, 30, 10]);
  expect(data.prepared.map((positions) => [positions[0], positions.length])).toEqual([[30, 30], [60, 10], [undefined, 0]]);
});
