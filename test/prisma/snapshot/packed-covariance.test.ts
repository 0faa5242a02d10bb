import { expect, test } from 'vitest';
import { PackedCovariance } from '../../../prisma/snapshot/packed-covariance.ts';

/** Whole numbers in -8..8: their products and sums are exact, so the sums must be those of the definition bit for bit. */
function wholeNumbers(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => ((i * 7919 + (i >> 4) * 31) % 17) - 8);
}

function packedSums(d: Float64Array, p: number): Float64Array {
  const sums: number[] = [];
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) {
      let sum = 0;
      for (let at = 0; at < d.length; at += p) sum += d[at + i]! * d[at + j]!;
      sums.push(sum);
    }
  }
  return Float64Array.from(sums);
}

function added(d: Float64Array, p: number, sums = new PackedCovariance(p)): PackedCovariance {
  for (let at = 0; at < d.length; at += p) sums.add(d, at);
  return sums;
}

// around the tile of 4 features and the block of 128 samples
const sizes = [1, 2, 3, 4, 5, 7, 8, 17, 33, 130].flatMap((p) => [1, 5, 128, 129, 300].map((samples) => [samples, p] as const));

test.each(sizes)('%i samples of %i features give the sums of the definition', (samples, p) => {
  const d = wholeNumbers(samples * p);
  expect(added(d, p).finish(1)).toEqual(packedSums(d, p));
});

test('the sums are divided by the number of samples', () => {
  expect(added(Float64Array.of(1, 2, 3, 4), 2).finish(2)).toEqual(Float64Array.of(5, 7, 10));
});

test('without a sample the sums are zero', () => {
  expect(new PackedCovariance(3).finish(1)).toEqual(new Float64Array(6));
});

test('two sums that grow in turn do not disturb each other, though they share the memory of the kernels', () => {
  const [small, large] = [wholeNumbers(200 * 3), wholeNumbers(200 * 9)];
  const [a, b] = [new PackedCovariance(3), new PackedCovariance(9)];
  for (let i = 0; i < 200; i++) {
    a.add(small, 3 * i);
    b.add(large, 9 * i);
  }
  expect(a.finish(1)).toEqual(packedSums(small, 3));
  expect(b.finish(1)).toEqual(packedSums(large, 9));
});

test('what is added after finishing counts on', () => {
  const d = wholeNumbers(10 * 5);
  const sums = added(d.subarray(0, 20), 5);
  sums.finish(1);
  expect(added(d.subarray(20), 5, sums).finish(1)).toEqual(packedSums(d, 5));
});

test('a deviation that is not a number shows in its own row and column only', () => {
  const sums = added(Float64Array.of(1, Number.NaN, 2, 3, 4), 5).finish(1);
  const expected = packedSums(Float64Array.of(1, Number.NaN, 2, 3, 4), 5);
  expect(sums).toEqual(expected);
});
