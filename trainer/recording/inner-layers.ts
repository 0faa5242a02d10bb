import * as tf from '@tensorflow/tfjs';
import { setImmediate } from 'node:timers/promises';
import { CollapsarError } from '../../prisma/errors.ts';
import type { MapForm, Network } from '../architectures/network.ts';
import type { LoadedSplit } from '../datasets/catalogue.ts';
import { consecutiveImages, imageBuffer } from '../image-batch.ts';
import { BATCH, type FeatureReading, KEPT_BYTES, keptReading } from './split-reading.ts';

/** An inner layer to record: the output of a block, averaged over its pixels or flattened. */
export interface InnerLayer {
  /** as the run's settings name it */
  name: string;
  block: string;
  form: MapForm;
}

const FLAT = '.flat';

/**
 * The inner layers among the layers of a run: the name of a block, averaged over the map's pixels, or with ".flat" behind it all its
 * values (at most 4,096). Throws BLOCK_UNKNOWN naming the blocks that the network has.
 */
export function innerLayers({ blocks }: { blocks: readonly string[] }, layers: readonly string[]): InnerLayer[] {
  return layers
    .filter((name) => name !== 'last')
    .map((name) => {
      const isFlat = name.endsWith(FLAT);
      const block = isFlat ? name.slice(0, -FLAT.length) : name;
      if (blocks.includes(block)) return { name, block, form: isFlat ? 'flat' : 'average' };
      throw new CollapsarError('BLOCK_UNKNOWN', `This network has no layer "${name}" to record; it has last, ${blocks.join(', ')}, each of the latter also with ${FLAT} behind it.`);
    });
}

/** What was read of an inner layer: p features, and passes over them. */
export interface InnerReading extends FeatureReading {
  features: number;
}

/**
 * Runs all images of a split through the network in eval mode, once for all of these layers where their features fit into memory
 * together (256 MiB), else once a pass and layer.
 */
export async function readInnerLayers(network: Network, split: LoadedSplit, layers: readonly InnerLayer[]): Promise<InnerReading[]> {
  if (layers.length === 0) return [];
  const N = split.labels.length;
  const widths = await widthsOf(network, split, layers);
  if (4 * N * widths.reduce((sum, width) => sum + width, 0) > KEPT_BYTES) {
    return layers.map((layer, k) => ({
      features: widths[k]!,
      eachBatch: (visit) => forEachMap(network, split, [layer], ([map], from, n) => visit(map!, from, n)),
    }));
  }
  const kept = widths.map((width) => new Float32Array(N * width));
  await forEachMap(network, split, layers, (maps, from) => {
    maps.forEach((map, k) => {
      kept[k]!.set(map, from * widths[k]!);
    });
  });
  return kept.map((features, k) => ({ features: widths[k]!, ...keptReading(features, N) }));
}

/** Refuses before the first epoch what would fail after it: a block that is not there, a flattened map that is too large. */
export async function checkInnerLayers(network: Network, split: LoadedSplit, layers: readonly string[]): Promise<void> {
  const inner = innerLayers(network, layers);
  if (inner.length > 0) await widthsOf(network, split, inner);
}

async function widthsOf(network: Network, split: LoadedSplit, layers: readonly InnerLayer[]): Promise<number[]> {
  const image = await consecutiveImages(split, 0, 1, imageBuffer(split, 1));
  return mapsOf(network, split, layers, image, 1).map((map) => map.length);
}

async function forEachMap(network: Network, split: LoadedSplit, layers: readonly InnerLayer[], visit: (maps: Float32Array[], from: number, n: number) => void) {
  const N = split.labels.length;
  const buffer = imageBuffer(split, Math.min(BATCH, N));
  for (let from = 0; from < N; from += BATCH) {
    const n = Math.min(BATCH, N - from);
    visit(mapsOf(network, split, layers, await consecutiveImages(split, from, n, buffer), n), from, n);
    await setImmediate(); // heartbeats and orders get through
  }
}

/** The maps [n,p] of each layer, in their order: one pass for each form, as a network gives one form at a time. */
function mapsOf(network: Network, { shape: [height, width, channels] }: LoadedSplit, layers: readonly InnerLayer[], values: Float32Array, n: number): Float32Array[] {
  const found = new Map<InnerLayer, Float32Array>();
  for (const form of ['average', 'flat'] as const) {
    const ofForm = layers.filter((layer) => layer.form === form);
    if (ofForm.length === 0) continue;
    tf.tidy(() => {
      const { maps } = network.inspect(tf.tensor4d(values.subarray(0, n * height * width * channels), [n, height, width, channels]), ofForm.map(({ block }) => block), form);
      maps.forEach((map, k) => {
        found.set(ofForm[k]!, map.dataSync<'float32'>());
      });
    });
  }
  return layers.map((layer) => found.get(layer)!);
}
