import type { ImageReader, ImageShape, Labels } from './datasets/catalogue.ts';

/** Images [N,h,w,c], normalised, all in memory or read in batches, and their labels [N]. */
export interface LabelledImages {
  images: Float32Array | ImageReader;
  labels: Labels | Int32Array;
  /** of one image */
  shape: ImageShape;
}

const pixelsOf = ({ shape: [height, width, channels] }: LabelledImages): number => height * width * channels;

/** A buffer [size,h,w,c] for batches of these images. */
export function imageBuffer(data: LabelledImages, size: number): Float32Array {
  return new Float32Array(size * pixelsOf(data));
}

/** Copies the images at `positions`, in their order, to the beginning of `target`. */
export async function copyImages(data: LabelledImages, positions: Int32Array, target: Float32Array): Promise<void> {
  const { images } = data;
  const pixels = pixelsOf(data);
  if (!(images instanceof Float32Array)) return await images.read(positions, target.subarray(0, positions.length * pixels));
  for (let i = 0; i < positions.length; i++) {
    const from = positions[i]! * pixels;
    target.set(images.subarray(from, from + pixels), i * pixels);
  }
}

/** Lets a reader begin with images that will be asked for next; nothing to do where they are in memory. */
export function prepareImages({ images }: LabelledImages, positions: Int32Array): void {
  if (!(images instanceof Float32Array)) images.prepare(positions);
}

/**
 * The images `from` .. `from + n - 1` [n,h,w,c]: a view where they are in memory, else read into `buffer`, which is larger or as large.
 * A reader is told of the n images after them.
 */
export async function consecutiveImages(data: LabelledImages, from: number, n: number, buffer: Float32Array): Promise<Float32Array> {
  const pixels = pixelsOf(data);
  if (data.images instanceof Float32Array) return data.images.subarray(from * pixels, (from + n) * pixels);
  await copyImages(data, range(from, from + n), buffer);
  prepareImages(data, range(from + n, Math.min(from + 2 * n, data.labels.length)));
  return buffer.subarray(0, n * pixels);
}

const range = (from: number, to: number): Int32Array => Int32Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
