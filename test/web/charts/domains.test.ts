import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastEpochOnAxis, linearDomain, logDomain } from '../../../web/charts/domains.ts';

test('a log domain ends at 1, 2 or 5 times a power of ten', () => {
  expect(logDomain([0.148, 9.2])).toEqual([0.1, 10]);
  expect(logDomain([0.0083, 2.3])).toEqual([0.005, 5]);
});

test('a log domain leaves zeros to the rail', () => {
  expect(logDomain([0, 0, 0.3, 0.02])).toEqual([0.02, 0.5]);
});

test('a share never has an axis beyond one', () => {
  expect(logDomain([0.7, 0.9], 1)[1]).toBe(1);
  expect(logDomain([0, 0], 1)).toEqual([0.01, 1]);
});

test('every positive value lies inside the log domain', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), { minLength: 1 }), (values) => {
      const [low, high] = logDomain(values);
      expect(values.every((value) => value >= low * (1 - 1e-8) && value <= high * (1 + 1e-8))).toBe(true);
    }),
  );
});

test('a linear domain starts at 0, and ends at a whole tick', () => {
  expect(linearDomain([0.53, 0.094])).toEqual([0, 0.6]);
  expect(linearDomain([])).toEqual([0, 1]);
  expect(linearDomain([0.9], 1)).toEqual([0, 1]);
  expect(linearDomain([1.3], 1)).toEqual([0, 1.3]);
  expect(linearDomain([-0.3, 0.5])[0]).toBe(-0.4);
});

test('the axis of a run in training ends at a part of the planned epochs, so that it does not move with each point', () => {
  expect([1, 6, 20, 44, 45, 88, 89, 300, 350].map((epoch) => lastEpochOnAxis(epoch, 350, false))).toEqual([
    6, 6, 22, 44, 88, 88, 175, 350, 350,
  ]);
});

test('the axis of an ended run ends at its last epoch', () => {
  expect(lastEpochOnAxis(118, 350, true)).toBe(118);
});
