import { CollapsarError } from '../../prisma/errors.ts';
import type { ImageShape } from './data-set.ts';

export interface ChannelStatistics {
  /** on [0,1] */
  mean: number[];
  /** population standard deviation, on [0,1] */
  deviation: number[];
}

/** How often each of the 256 bytes occurs in each channel: all that mean and deviation depend on. */
export class ChannelHistogram {
  readonly #counts: Float64Array;

  constructor(readonly channels: number) {
    this.#counts = new Float64Array(256 * channels);
  }

  /** Counts pixels [.., channels], channel last. In pieces of 2^20, so that the fast 32-bit counters cannot overflow. */
  add(pixels: Uint8Array): void {
    const { channels } = this;
    const piece = channels << 20;
    const counts = new Uint32Array(256);
    for (let from = 0; from < pixels.length; from += piece) {
      const to = Math.min(pixels.length, from + piece);
      for (let channel = 0; channel < channels; channel++) {
        counts.fill(0);
        for (let i = from + channel; i < to; i += channels) counts[pixels[i]!]!++;
        for (let value = 0; value < 256; value++) this.#counts[channel * 256 + value]! += counts[value]!;
      }
    }
  }

  /**
   * Mean and population standard deviation of each channel, on [0,1].
   *
   *   mean = (1/N) sum x,   deviation = sqrt((1/N) sum (x - mean)^2),   x = byte / 255,   N = pixels of the channel
   *
   * Accuracy  exact up to the last roundings: both sums run over whole numbers, in float64
   * Errors    DATA_SET_CONSTANT where a channel has one value everywhere: nothing can be divided by a deviation of 0
   */
  statistics(): ChannelStatistics {
    const statistics: ChannelStatistics = { mean: [], deviation: [] };
    for (let channel = 0; channel < this.channels; channel++) {
      const occurrences = this.#counts.subarray(channel * 256, (channel + 1) * 256);
      const count = occurrences.reduce((sum, times) => sum + times, 0);
      const mean = occurrences.reduce((sum, times, value) => sum + times * value, 0) / count;
      const variance = occurrences.reduce((sum, times, value) => sum + times * (value - mean) ** 2, 0) / count;
      if (!(variance > 0)) throw constantChannel(channel, mean);
      statistics.mean.push(mean / 255);
      statistics.deviation.push(Math.sqrt(variance) / 255);
    }
    return statistics;
  }
}

/** Statistics of pixels [.., channels] that are all in memory; errors as `ChannelHistogram.statistics`. */
export function channelStatistics(pixels: Uint8Array, channels: number): ChannelStatistics {
  const histogram = new ChannelHistogram(channels);
  histogram.add(pixels);
  return histogram.statistics();
}

function constantChannel(channel: number, value: number): CollapsarError {
  return new CollapsarError(
    'DATA_SET_CONSTANT',
    `Every pixel of channel ${channel} of the train images kept is ${value}, so they cannot be scaled to deviation 1; use other files, or keep more images.`,
  );
}

/**
 * Pads an image with zero bytes on all four sides, scales to [0,1], then (x - mean) / deviation per channel.
 * Padding comes first, so the border is -mean / deviation and not 0: it must look like the black around the digit.
 *
 * Shapes  bytes [h,w,c] -> [h + 2 padding, w + 2 padding, c] float32, computed in float64 and rounded once
 */
export class Normaliser {
  /** of one normalised image */
  readonly pixels: number;
  /** [channels, 256]: what each byte becomes, since there are only 256 of them */
  readonly #table: Float32Array;

  constructor(
    readonly shape: ImageShape,
    readonly padding: number,
    { mean, deviation }: ChannelStatistics,
  ) {
    const [height, width, channels] = shape;
    this.pixels = (height + 2 * padding) * (width + 2 * padding) * channels;
    this.#table = Float32Array.from({ length: mean.length * 256 }, (_, i) => {
      const channel = Math.floor(i / 256);
      return ((i % 256) / 255 - mean[channel]!) / deviation[channel]!;
    });
  }

  /** Writes the image that begins at byte `from` of `bytes` to `target` from `to` on. Allocates nothing. */
  write(bytes: Uint8Array, from: number, target: Float32Array, to: number): void {
    const [height, width, channels] = this.shape;
    const { padding } = this;
    const row = width * channels;
    if (padding === 0) {
      this.#writeRow(bytes, from, target, to, height * row);
      return;
    }
    this.#writeBorder(target, to);
    const paddedRow = row + 2 * padding * channels;
    for (let y = 0; y < height; y++) {
      this.#writeRow(bytes, from + y * row, target, to + (y + padding) * paddedRow + padding * channels, row);
    }
  }

  #writeRow(bytes: Uint8Array, from: number, target: Float32Array, to: number, length: number): void {
    const channels = this.shape[2];
    const table = this.#table;
    for (let channel = 0; channel < channels; channel++) {
      const base = channel * 256;
      for (let i = channel; i < length; i += channels) target[to + i] = table[base + bytes[from + i]!]!;
    }
  }

  #writeBorder(target: Float32Array, to: number): void {
    const channels = this.shape[2];
    for (let channel = 0; channel < channels; channel++) {
      const black = this.#table[channel * 256]!;
      for (let i = channel; i < this.pixels; i += channels) target[to + i] = black;
    }
  }
}

/** All images [N,h,w,c] normalised: [N, h + 2 padding, w + 2 padding, c]. */
export function normalise(
  pixels: Uint8Array,
  shape: ImageShape,
  padding: number,
  statistics: ChannelStatistics,
): Float32Array {
  const normaliser = new Normaliser(shape, padding, statistics);
  const imageBytes = shape[0] * shape[1] * shape[2];
  const count = pixels.length / imageBytes;
  const images = new Float32Array(count * normaliser.pixels);
  for (let i = 0; i < count; i++) normaliser.write(pixels, i * imageBytes, images, i * normaliser.pixels);
  return images;
}
