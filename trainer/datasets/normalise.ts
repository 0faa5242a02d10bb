import { CollapsarError } from '../../prisma/errors.ts';
import type { ImageShape } from './data-set.ts';

export interface ChannelStatistics {
  mean: number[];
  deviation: number[];
}

/**
 * Mean and population standard deviation of each channel, on [0,1].
 *
 *   mean = (1/N) sum x,   deviation = sqrt((1/N) sum (x - mean)^2),   x = byte / 255,   N = pixels of the channel
 *
 * Shapes    pixels [.., channels], channel last, bytes
 * Accuracy  exact up to the last roundings: a byte has 256 values, so both sums run over a histogram of whole numbers, in float64
 * Errors    DATA_SET_CONSTANT where a channel has one value everywhere: nothing can be divided by a deviation of 0
 */
export function channelStatistics(pixels: Uint8Array, channels: number): ChannelStatistics {
  const histogram = new Float64Array(256 * channels);
  for (let i = 0; i < pixels.length; i++) histogram[(i % channels) * 256 + pixels[i]!]!++;
  const count = pixels.length / channels;
  const statistics: ChannelStatistics = { mean: [], deviation: [] };
  for (let channel = 0; channel < channels; channel++) {
    const occurrences = histogram.subarray(channel * 256, (channel + 1) * 256);
    const mean = occurrences.reduce((sum, times, value) => sum + times * value, 0) / count;
    const variance = occurrences.reduce((sum, times, value) => sum + times * (value - mean) ** 2, 0) / count;
    if (!(variance > 0)) throw constantChannel(channel, mean);
    statistics.mean.push(mean / 255);
    statistics.deviation.push(Math.sqrt(variance) / 255);
  }
  return statistics;
}

function constantChannel(channel: number, value: number): CollapsarError {
  return new CollapsarError(
    'DATA_SET_CONSTANT',
    `Every pixel of channel ${channel} of the train images kept is ${value}, so they cannot be scaled to deviation 1; use other files, or keep more images.`,
  );
}

/**
 * Pads each image with zero bytes on all four sides, scales to [0,1], then (x - mean) / deviation per channel.
 * Padding comes first, so the border is -mean / deviation and not 0: it must look like the black around the digit.
 *
 * Shapes  pixels [N,h,w,c] bytes -> [N, h + 2 padding, w + 2 padding, c] float32, computed in float64 and rounded once
 */
export function normalise(
  pixels: Uint8Array,
  shape: ImageShape,
  padding: number,
  statistics: ChannelStatistics,
): Float32Array {
  const [height, width, channels] = shape;
  const table = valueTable(statistics);
  const rowLength = width * channels;
  const paddedRow = (width + 2 * padding) * channels;
  const paddedImage = paddedRow * (height + 2 * padding);
  const images = new Float32Array((pixels.length / (height * rowLength)) * paddedImage);
  for (let i = 0; i < images.length; i++) images[i] = table[(i % channels) * 256]!;
  for (let row = 0; row < pixels.length / rowLength; row++) {
    const image = Math.floor(row / height);
    const target = image * paddedImage + ((row % height) + padding) * paddedRow + padding * channels;
    for (let i = 0; i < rowLength; i++)
      images[target + i] = table[(i % channels) * 256 + pixels[row * rowLength + i]!]!;
  }
  return images;
}

/** [channels, 256]: what each byte becomes, since there are only 256 of them. */
function valueTable({ mean, deviation }: ChannelStatistics): Float32Array {
  return Float32Array.from({ length: mean.length * 256 }, (_, i) => {
    const channel = Math.floor(i / 256);
    return ((i % 256) / 255 - mean[channel]!) / deviation[channel]!;
  });
}
