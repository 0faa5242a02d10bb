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
 * The draw depends on the seed alone: the same images in every epoch of a run. Fewer images than asked for are all taken; null where none has a size.
 * Source     Papyan, Han, Donoho 2020, Fig. 8 (100 test images)
 */
export async function measureRobustness(network: Network, test: LabelledImages, images: number, seed: number): Promise<number | null> {
  const places = Int32Array.from(test.labels.keys());
  const chosen = seededDraw(places, Math.min(images, places.length), [seed, STREAM, 0]);
  const ratios: number[] = [];
  const step = imagesAtOnce(test);
  for (let from = 0; from < chosen.length; from += step) {
    const found = await deepFool(network, test, chosen.slice(from, from + step));
    // an image of nothing has no size to compare with
    ratios.push(...found.flatMap(({ ratio }) => ratio ?? []));
  }
  return ratios.length > 0 ? ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length : null;
}

/** Images are independent of each other in eval mode, so they go in groups that fit into memory: 32 of CIFAR's, 4 of ImageNet's. */
function imagesAtOnce({ shape: [height, width, channels] }: LabelledImages): number {
  return Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(PIXELS_AT_ONCE / (height * width * channels))));
}
const MOST_AT_ONCE = 32;
const PIXELS_AT_ONCE = 640_000;
