import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thinEpochs } from '../../../server/measuring/thin-epochs.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, k) => k + 1);

test('few epochs stay as they are', () => {
  expect(thinEpochs([1, 2, 5], 3)).toEqual([1, 2, 5]);
  expect(thinEpochs([], 3)).toEqual([]);
});

test('early epochs are closer together than late ones, and the kept ones are there', () => {
  expect(thinEpochs(upTo(1000), 4)).toEqual([1, 10, 100, 1000]);
  expect(thinEpochs(upTo(1000), 6, [777, null, 2000])).toEqual([1, 6, 32, 178, 777, 1000]);
  expect(thinEpochs([3, 9, 20], 1)).toEqual([20]);
});

test('exactly as many as asked for, ascending, with first, last and kept, of any list', () => {
  const lists = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 200 }).map((epochs) => epochs.sort((a, b) => a - b));
  fc.assert(
    fc.property(lists, fc.integer({ min: 3, max: 80 }), fc.integer({ min: 0, max: 199 }), (epochs, most, at) => {
      const kept = epochs[at % epochs.length]!;
      const thin = thinEpochs(epochs, most, [kept]);
      expect(thin).toHaveLength(Math.min(most, epochs.length));
      expect(thin).toEqual(epochs.filter((epoch) => thin.includes(epoch)));
      for (const epoch of [epochs[0], kept, epochs.at(-1)]) expect(thin).toContain(epoch);
    }),
  );
});
