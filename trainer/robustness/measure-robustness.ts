import type { Network } from '../architectures/network.ts';
import { seededDraw } from '../datasets/seeded-draw.ts';
import type { LabelledImages } from '../image-batch.ts';
import { deepFool } from './deep-fool.ts';

/** Part of the draw's key, apart from the draws of the data set's subsets. Never change it: the curve of an old run depends on it. */
const STREAM = 3;

/**
 * Robustness of a network: how far an image must move, beside its size, until the network changes its mind.
 *
 *   (1/n) Σ_i |r(x_i)|₂ / |x_i|₂     r by DeepFool, over n test images drawn without replacement
 *
 * The draw depends on the seed alone: the same images in every epoch of a run. Fewer images than asked for are all taken.
 * Source     Papyan, Han, Donoho 2020, Fig. 8 (100 test images)
 */
export async function measureRobustness(network: Network, test: LabelledImages, images: number, seed: number): Promise<number> {
  const places = Int32Array.from(test.labels.keys());
  const chosen = seededDraw(places, Math.min(images, places.length), [seed, STREAM, 0]);
  const found = await deepFool(network, test, chosen);
  return found.reduce((sum, { ratio }) => sum + ratio, 0) / found.length;
}
