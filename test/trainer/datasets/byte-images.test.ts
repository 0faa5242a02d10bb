import { expect, test } from 'vitest';
import { ByteImages } from '../../../trainer/datasets/byte-images.ts';
import { channelStatistics, Normaliser, normalise } from '../../../trainer/datasets/normalise.ts';

for (const [channels, padding] of [
  [1, 2],
  [3, 0],
  [3, 1],
] as const) {
  test(`images read from bytes have the bits of those kept as floats (${channels} channels, padding ${padding})`, async () => {
    const pixels = new Uint8Array(9 * 5 * 7 * channels).map((_, i) => (i * i * 13 + (i >> 3)) & 255);
    const statistics = channelStatistics(pixels, channels);
    const floats = normalise(pixels, [5, 7, channels], padding, statistics);
    const normaliser = new Normaliser([5, 7, channels], padding, statistics);
    const target = new Float32Array(4 * normaliser.pixels);
    await new ByteImages(pixels, normaliser).read(Int32Array.of(8, 0, 3, 3), target);
    [8, 0, 3, 3].forEach((position, i) => {
      const expected = floats.subarray(position * normaliser.pixels, (position + 1) * normaliser.pixels);
      expect(target.subarray(i * normaliser.pixels, (i + 1) * normaliser.pixels)).toEqual(expected);
    });
  });
}
