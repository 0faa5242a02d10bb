import * as tf from '@tensorflow/tfjs';
import { setImmediate } from 'node:timers/promises';
import { CollapsarError } from '../prisma/errors.ts';
import type { ImageShape, Network } from './architectures/network.ts';
import { copyImages, imageBuffer, type LabelledImages, prepareImages } from './image-batch.ts';
import { type Loss, lossSum, type LossSum } from './loss.ts';
import type { Optimiser } from './optimiser.ts';

export type { LabelledImages } from './image-batch.ts';

interface Batch {
  images: Float32Array;
  labels: Int32Array;
  shape: ImageShape;
}

export interface EpochSettings {
  batchSize: number;
  learningRate: number;
  /** Indices of the samples in the order of this epoch; what does not fill a last batch is left out. */
  order: Int32Array;
  loss: Loss;
  /** Called after every batch: batches done, loss of this one. */
  onBatch?(done: number, loss: number): void;
}

/** Running means over the epoch (training mode, the weights changing); `error` is the share of wrong choices. */
export interface EpochResult {
  loss: number;
  error: number;
  imagesPerSecond: number;
}

/**
 * One pass over the samples, a step of the optimiser a batch. A loss that is not finite is given back as it is and ends the
 * epoch: the caller decides. Throws BATCH_TOO_LARGE. Lets the event loop run between batches, so that heartbeats and messages get through.
 */
export async function trainEpoch(
  network: Network, optimiser: Optimiser, data: LabelledImages, settings: EpochSettings,
): Promise<EpochResult> {
  const { batchSize, order, onBatch } = settings;
  const batches = Math.floor(order.length / batchSize);
  if (batches < 1) throw batchTooLarge(batchSize, order.length);
  const batch: Batch = { images: imageBuffer(data, batchSize), labels: new Int32Array(batchSize), shape: data.shape };
  const total: LossSum = { loss: 0, wrong: 0 };
  const begin = performance.now();
  let done = 0;
  while (done < batches && Number.isFinite(total.loss)) {
    await gather(data, order.subarray(done * batchSize, (done + 1) * batchSize), batch);
    if (done + 1 < batches) prepareImages(data, order.subarray((done + 1) * batchSize, (done + 2) * batchSize));
    const { loss, wrong } = trainBatch(network, optimiser, batch, settings);
    total.loss += loss;
    total.wrong += wrong;
    done += 1;
    onBatch?.(done, loss / batchSize);
    await setImmediate();
  }
  const images = done * batchSize;
  const seconds = (performance.now() - begin) / 1000;
  return { loss: total.loss / images, error: total.wrong / images, imagesPerSecond: images / seconds };
}

function batchTooLarge(batchSize: number, samples: number): CollapsarError {
  return new CollapsarError(
    'BATCH_TOO_LARGE',
    `A batch of ${batchSize} cannot be filled from ${samples} training images; choose a batch size of at most ${samples}.`,
  );
}

/** Copies the chosen samples into `batch`. */
async function gather(data: LabelledImages, chosen: Int32Array, batch: Batch): Promise<void> {
  await copyImages(data, chosen, batch.images);
  for (let i = 0; i < chosen.length; i++) batch.labels[i] = data.labels[chosen[i]!]!;
}

function trainBatch(network: Network, optimiser: Optimiser, batch: Batch, settings: EpochSettings): LossSum {
  const { learningRate, loss } = settings;
  let sum: LossSum = { loss: Number.NaN, wrong: 0 };
  tf.tidy(() => {
    const images = tf.tensor4d(batch.images, [batch.labels.length, ...batch.shape]);
    const variables = network.variables.map(({ variable }) => variable);
    const { grads } = tf.variableGrads(() => {
      const { logits } = network.forward(images, true);
      return lossOf(logits, batch.labels, loss, (result) => {
        sum = result;
      });
    }, variables);
    optimiser.step(grads, learningRate);
  });
  return sum;
}

/** Mean loss as a differentiable scalar; values and gradient are made in float64 outside TensorFlow, [n,C] being small. */
function lossOf(logits: tf.Tensor2D, labels: ArrayLike<number>, loss: Loss, report: (sum: LossSum) => void): tf.Scalar {
  const [samples, classes] = logits.shape;
  const mean = tf.customGrad((z) => {
    const gradient = new Float32Array(samples * classes);
    const sum = lossSum({ logits: (z as tf.Tensor).dataSync<'float32'>(), labels, classes }, loss, gradient);
    report(sum);
    const gradFunc = (dy: tf.Tensor) => tf.mul(dy, tf.tensor2d(gradient, [samples, classes]));
    return { value: tf.scalar(sum.loss / samples), gradFunc };
  });
  return mean(logits) as tf.Scalar;
}
