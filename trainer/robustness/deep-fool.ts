import * as tf from '@tensorflow/tfjs';
import { setImmediate } from 'node:timers/promises';
import type { ImageShape, Network } from '../architectures/network.ts';
import { copyImages, imageBuffer, type LabelledImages } from '../image-batch.ts';

/** As in the authors' reference code: classes looked at, steps at most, and how far beyond the border the image is moved. */
const HIGHEST_CLASSES = 10;
const MAX_STEPS = 50;
const OVERSHOOT = 0.02;

/** An image on its way to another class. */
interface Traveller {
  original: Float32Array;
  /** r, the sum of the steps so far */
  moved: Float64Array;
  /** the classes of the highest scores at the unmoved image, falling; the network's choice comes first */
  ranked: number[];
  hasFlipped: boolean;
}

/** How far an image was moved beside its own size, and whether the network changed its mind. */
export interface Perturbation {
  /** |r|₂ / |x|₂; where the network did not change its mind, of all steps taken; null for an image that is zero everywhere */
  ratio: number | null;
  hasFlipped: boolean;
}

/**
 * DeepFool: the smallest step, to first order, that makes a network in eval mode change its mind; taken again until it does.
 *
 *   r <- r + d_k w_k / |w_k| for the k of the least d_k,  w_k = ∇f_k - ∇f_k0,  d_k = |f_k - f_k0| / |w_k|
 *   seen at x + 1.02 r, until argmax f is no longer k0 or 50 steps were taken; the perturbation is 1.02 r
 *
 * k runs over the 10 highest scores at x. Images go in as the network sees them (normalised); none is clipped to a valid range.
 *
 * @param chosen places of the images to move, at most some hundreds: they go through the network together
 * Source     Moosavi-Dezfooli, Fawzi, Frossard 2016, arXiv 1511.04599, algorithm 2, and its published code
 */
export async function deepFool(network: Network, data: LabelledImages, chosen: ArrayLike<number>): Promise<Perturbation[]> {
  const travellers = await setOut(network, data, chosen);
  for (let step = 0; step <= MAX_STEPS; step++) {
    const under = travellers.filter((traveller) => !traveller.hasFlipped);
    if (under.length === 0) break;
    const images = under.map(({ original, moved }) => original.map((x, k) => x + (1 + OVERSHOOT) * moved[k]!));
    const scores = scoresOf(network, images, data.shape);
    under.forEach((traveller, i) => {
      traveller.hasFlipped = highest(scores[i]!, 1)[0] !== traveller.ranked[0];
    });
    if (step < MAX_STEPS) moveOn(network, data.shape, under, images, scores);
    await setImmediate(); // lets heartbeats through
  }
  return travellers.map(({ original, moved, hasFlipped }) => {
    const size = length(original);
    return { ratio: size > 0 ? ((1 + OVERSHOOT) * length(moved)) / size : null, hasFlipped };
  });
}

async function setOut(network: Network, data: LabelledImages, chosen: ArrayLike<number>): Promise<Traveller[]> {
  const images = imageBuffer(data, chosen.length);
  await copyImages(data, Int32Array.from(chosen), images);
  const originals = rowsOf(images, chosen.length);
  const scores = scoresOf(network, originals, data.shape);
  return originals.map((original, i) => ({
    original,
    moved: new Float64Array(original.length),
    ranked: highest(scores[i]!, HIGHEST_CLASSES),
    hasFlipped: false,
  }));
}

/** One step of each image that still has its class. */
function moveOn(network: Network, shape: ImageShape, under: Traveller[], images: Float32Array[], scores: Float32Array[]): void {
  const staying = under.flatMap((traveller, i) => (traveller.hasFlipped ? [] : [{ ...traveller, image: images[i]!, scores: scores[i]! }]));
  if (staying.length === 0) return;
  const nearest = staying.map(() => ({ distance: Number.POSITIVE_INFINITY, step: new Float64Array() }));
  for (let rank = 1; rank < Math.min(HIGHEST_CLASSES, network.classes); rank++) {
    const directions = differencesOfGradients(network, shape, staying, rank);
    staying.forEach(({ ranked, scores: f }, i) => {
      const w = directions[i]!;
      const size = length(w);
      const distance = size > 0 ? Math.abs(f[ranked[rank]!]! - f[ranked[0]!]!) / size : Number.POSITIVE_INFINITY;
      if (distance < nearest[i]!.distance) nearest[i] = { distance, step: Float64Array.from(w, (x) => (distance * x) / size) };
    });
  }
  // without any gradient (a dead network) there is no way to go: the image stays
  staying.forEach(({ moved }, i) => {
    const { step } = nearest[i]!;
    for (let k = 0; k < step.length; k++) moved[k]! += step[k]!;
  });
}

/** w = ∇f_k - ∇f_k0 for each image, k the class of this rank: one backward pass, since in eval mode no image depends on another. */
function differencesOfGradients(network: Network, shape: ImageShape, staying: (Traveller & { image: Float32Array })[], rank: number): Float32Array[] {
  const signs = new Float32Array(staying.length * network.classes);
  staying.forEach(({ ranked }, i) => {
    signs[i * network.classes + ranked[rank]!] = 1;
    signs[i * network.classes + ranked[0]!] = -1;
  });
  let values: Float32Array = new Float32Array();
  tf.tidy(() => {
    const mask = tf.tensor2d(signs, [staying.length, network.classes]);
    const difference = (x: tf.Tensor) => tf.sum(tf.mul(network.forward(x as tf.Tensor4D, false).logits, mask)) as tf.Scalar;
    values = tf.grad(difference)(batchOf(staying.map(({ image }) => image), shape)).dataSync<'float32'>();
  });
  return rowsOf(values, staying.length);
}

function scoresOf(network: Network, images: Float32Array[], shape: ImageShape): Float32Array[] {
  let values: Float32Array = new Float32Array();
  tf.tidy(() => {
    values = network.forward(batchOf(images, shape), false).logits.dataSync<'float32'>();
  });
  return rowsOf(values, images.length);
}

function batchOf(images: Float32Array[], [height, width, channels]: ImageShape): tf.Tensor4D {
  const pixels = height * width * channels;
  const values = new Float32Array(images.length * pixels);
  images.forEach((image, i) => {
    values.set(image, i * pixels);
  });
  return tf.tensor4d(values, [images.length, height, width, channels]);
}

const rowsOf = (values: Float32Array, rows: number) =>
  Array.from({ length: rows }, (_, i) => values.subarray((i * values.length) / rows, ((i + 1) * values.length) / rows));

/** The classes of the highest scores, falling; of equal ones the lower class comes first. */
function highest(scores: Float32Array, count: number): number[] {
  return Array.from(scores.keys())
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, count);
}

function length(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]! ** 2;
  return Math.sqrt(sum);
}
