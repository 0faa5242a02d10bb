import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balancedSubset, type SubsetRequest } from '../../../trainer/datasets/subset.ts';

const request: SubsetRequest = { dataSet: 'MNIST', split: 'train', classes: 3, perClass: 2, seed: 5 };
const labels = Uint8Array.of(2, 0, 1, 1, 0, 2, 2, 0, 1, 2, 0);

test('each class gets the same number, and the positions ascend', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, perClass) => {
      const many = Uint8Array.from({ length: 200 }, (_, i) => ((i * i + (i >> 3)) % 3 === 0 ? 0 : 1 + (i % 2)));
      const kept = balancedSubset(many, { ...request, perClass, seed });
      for (const label of [0, 1, 2]) expect([...kept].filter((index) => many[index] === label).length).toBe(perClass);
      expect([...kept]).toEqual([...new Set(kept)].sort((a, b) => a - b));
    }),
  );
});

test('the same seed keeps the same images', () => {
  expect(balancedSubset(labels, request)).toEqual(balancedSubset(labels, request));
});

test('train and test draws of one seed differ', () => {
  const many = Uint8Array.from({ length: 300 }, (_, i) => i % 3);
  const draw = (split: 'train' | 'test') => balancedSubset(many, { ...request, split, perClass: 20 });
  expect(draw('train')).not.toEqual(draw('test'));
});

test('no number asked for keeps every image', () => {
  expect([...balancedSubset(labels, { ...request, perClass: null })]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('a class can be taken whole', () => {
  expect([...balancedSubset(labels, { ...request, perClass: 3 })].filter((index) => labels[index] === 1)).toEqual([
    2, 3, 8,
  ]);
});

test('more than the smallest class has is refused with the number it has', () => {
  expect(() => balancedSubset(labels, { ...request, perClass: 4 })).toThrow(
    'MNIST: 4 train images per class were asked for, but label 1 has only 3; ask for at most 3.',
  );
});

test('a class without any image is refused also when all are kept', () => {
  expect(() => balancedSubset(labels, { ...request, classes: 4, perClass: null })).toThrow(
    'no train image has the label 3',
  );
});

test.each([0, -1, 1.5, Number.NaN])('%s images per class are refused', (perClass) => {
  expect(() => balancedSubset(labels, { ...request, perClass })).toThrow('give a whole number from 1 on');
});

test('a seed that is no whole number is refused', () => {
  expect(() => balancedSubset(labels, { ...request, seed: 0.5 })).toThrow('the seed is 0.5; give a whole number.');
});

test('labels of two bytes are drawn as those of one', () => {
  const labels = Uint16Array.from({ length: 3000 }, (_, i) => i % 1000);
  const kept = balancedSubset(labels, { dataSet: 'X', split: 'train', classes: 1000, perClass: 2, seed: 4 });
  expect(kept.length).toBe(2000);
  expect(new Set(Array.from(kept, (index) => labels[index])).size).toBe(1000);
  const few = Uint8Array.from({ length: 300 }, (_, i) => i % 100);
  const request = { dataSet: 'X', split: 'train', classes: 100, perClass: 2, seed: 4 } as const;
  expect(balancedSubset(Uint16Array.from(few), request)).toEqual(balancedSubset(few, request));
});
