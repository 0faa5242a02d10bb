import type { LoadedDataSet, LoadedSplit } from '../../../trainer/datasets/catalogue.ts';
import { copyImages, imageBuffer } from '../../../trainer/image-batch.ts';

/** Images of a small split, which is in memory as floats. */
export function floatsOf({ images }: LoadedSplit): Float32Array {
  if (images instanceof Float32Array) return images;
  throw new TypeError('the images of this split are read in batches');
}

/** Normalised images at these positions, in memory or not. */
export async function readImages(split: LoadedSplit, positions: number[]): Promise<Float32Array> {
  const target = imageBuffer(split, positions.length);
  await copyImages(split, Int32Array.from(positions), target);
  return target;
}

/** The image at a position as bytes [h,w,c]: normalisation undone, which is exact up to a rounding far below half a byte. */
export async function bytesOf(loaded: LoadedDataSet, split: 'train' | 'test', position: number): Promise<number[]> {
  const { mean, deviation } = loaded;
  const values = await readImages(loaded[split], [position]);
  const bytes = Uint8Array.from(values, (value, i) => {
    const channel = i % mean.length;
    return Math.round((value * deviation[channel]! + mean[channel]!) * 255);
  });
  return [...bytes];
}

/** Images of each label. */
export function countsOf({ labels }: LoadedSplit, classes = 10): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
}
