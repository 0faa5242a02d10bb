import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channelStatistics, normalise } from '../../../trainer/datasets/normalise.ts';

test('mean and population deviation of four pixels are those on paper', () => {
  // bytes 0 0 255 255: on [0,1] mean 1/2, deviation 1/2
  expect(channelStatistics(Uint8Array.of(0, 255, 255, 0), 1)).toEqual({ mean: [0.5], deviation: [0.5] });
});

test('channels do not mix', () => {
  const { mean, deviation } = channelStatistics(Uint8Array.of(0, 51, 255, 153), 2);
  expect(mean).toEqual([0.5, 0.4]);
  expect(deviation[0]).toBeCloseTo(0.5, 15);
  expect(deviation[1]).toBeCloseTo(0.2, 15);
});

test('an image is padded first and normalised after, so the border is -mean / deviation', () => {
  const images = normalise(Uint8Array.of(0, 255, 255, 0), [2, 2, 1], 1, { mean: [0.25], deviation: [0.5] });
  const [b, w] = [-0.5, 1.5];
  expect([...images]).toEqual([b, b, b, b, b, b, w, b, b, w, b, b, b, b, b, b]);
});

test('two images of two channels land where row-major order says', () => {
  const identity = { mean: [0, 0], deviation: [1 / 255, 1 / 255] };
  const images = normalise(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), [1, 2, 2], 1, identity);
  const empty = new Array(8).fill(0);
  const around = (values: number[]) => [...empty, 0, 0, ...values, 0, 0, ...empty];
  expect([...images].map(Math.round)).toEqual([...around([1, 2, 3, 4]), ...around([5, 6, 7, 8])]);
});

test('normalised with their own statistics, pixels have mean 0 and deviation 1', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 400 }), (bytes) => {
      fc.pre(new Set(bytes).size > 1);
      const values = normalise(bytes, [1, 1, 1], 0, channelStatistics(bytes, 1));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      // values are rounded to float32, at most about 20 in size
      expect(Math.abs(mean)).toBeLessThan(2e-6);
      expect(Math.abs(variance - 1)).toBeLessThan(2e-6);
    }),
  );
});

test('a channel with one value everywhere is refused, not divided by 0', () => {
  expect(() => channelStatistics(Uint8Array.of(9, 1, 9, 2), 2)).toThrow(
    'Every pixel of channel 0 of the train images kept is 9',
  );
});

test('three channels far apart have statistics of their own, over more pixels than one piece of the count', () => {
  // 2^20 + 3 pixels: the histogram counts in pieces of 2^20
  const count = 2 ** 20 + 3;
  const pixels = new Uint8Array(3 * count).map(
    (_, i) => [0, 100, 200][i % 3]! + (Math.floor(i / 3) % 2) * (1 + (i % 3)),
  );
  const { mean, deviation } = channelStatistics(pixels, 3);
  const odd = Math.floor(count / 2) / count;
  [0, 100, 200].forEach((base, channel) => {
    const step = channel + 1;
    expect(mean[channel]).toBeCloseTo((base + odd * step) / 255, 14);
    expect(deviation[channel]).toBeCloseTo((step * Math.sqrt(odd * (1 - odd))) / 255, 14);
  });
});
