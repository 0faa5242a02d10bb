import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measuredEpochs } from '../../prisma/measured-epochs.ts';

test('350 epochs are measured where the authors measured them', () => {
  const epochs = measuredEpochs(350);
  expect(epochs).toHaveLength(50);
  expect(epochs.slice(0, 17)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19]);
  expect(epochs.slice(-4)).toEqual([268, 293, 320, 350]);
});

test('any other length begins with 1, ends with the last epoch, ascends and has at most 51', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), (length) => {
      const epochs = measuredEpochs(length);
      expect(epochs[0]).toBe(1);
      expect(epochs.at(-1)).toBe(length);
      expect(epochs.every((epoch, i) => i === 0 || epoch > epochs[i - 1]!)).toBe(true);
      expect(epochs.length).toBeLessThanOrEqual(51);
    }),
  );
});

test('a short run keeps its early epochs dense: all of the first ten of 150', () => {
  expect(measuredEpochs(150).slice(0, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
