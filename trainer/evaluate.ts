import * as tf from '@tensorflow/tfjs';
import { setImmediate } from 'node:timers/promises';
import type { Network } from './architectures/network.ts';
import { consecutiveImages, imageBuffer, type LabelledImages } from './image-batch.ts';
import { type Loss, lossSum } from './loss.ts';

/** features [n,p] and logits [n,C], row-major, of the samples `from` .. `from + n - 1`. */
export type Visit = (features: Float32Array, logits: Float32Array, from: number, n: number) => void;

/**
 * Runs all images (the incomplete last batch too) through the network in evaluation mode, in order.
 * Lets the event loop run between batches.
 */
export async function forEachBatch(network: Network, data: LabelledImages, batchSize: number, visit: Visit): Promise<void> {
  const samples = data.labels.length;
  const buffer = data.images instanceof Float32Array ? new Float32Array() : imageBuffer(data, Math.min(batchSize, samples));
  for (let from = 0; from < samples; from += batchSize) {
    const n = Math.min(batchSize, samples - from);
    const { features, logits } = evaluateBatch(network, data, await consecutiveImages(data, from, n, buffer), n);
    visit(features, logits, from, n);
    await setImmediate();
  }
}

function evaluateBatch(
  network: Network, { shape: [height, width, channels] }: LabelledImages, values: Float32Array, n: number,
): { features: Float32Array; logits: Float32Array } {
  // not returned from tidy, which would look for tensors in every element of the arrays
  let features: Float32Array = new Float32Array();
  let logits: Float32Array = new Float32Array();
  tf.tidy(() => {
    const output = network.forward(tf.tensor4d(values, [n, height, width, channels]), false);
    features = output.features.dataSync<'float32'>();
    logits = output.logits.dataSync<'float32'>();
  });
  return { features, logits };
}

/** Mean loss and share of wrong choices over all images, evaluation mode, summed in float64. */
export async function lossAndError(
  network: Network, data: LabelledImages, batchSize: number, loss: Loss,
): Promise<{ loss: number; error: number }> {
  const total = { loss: 0, wrong: 0 };
  await forEachBatch(network, data, batchSize, (_, logits, from, n) => {
    const sum = lossSum({ logits, labels: data.labels.subarray(from, from + n), classes: network.classes }, loss);
    total.loss += sum.loss;
    total.wrong += sum.wrong;
  });
  return { loss: total.loss / data.labels.length, error: total.wrong / data.labels.length };
}
