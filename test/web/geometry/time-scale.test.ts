import { expect, test } from 'vitest';
import { nearestStop, stillEpochs, timeScale, timeTicks } from '../../../web/geometry/time-scale.ts';

test('each factor of ten is as long as the next', () => {
  const scale = timeScale(1, 100);
  expect([1, 10, 100].map(scale.place)).toEqual([0, 0.5, 1]);
  expect(scale.epoch(0.5)).toBeCloseTo(10, 12);
});

test('epoch 0 has a place before epoch 1', () => {
  const scale = timeScale(0, 8);
  expect([0, 1, 2, 4, 8].map(scale.place)).toEqual([0, 0.25, 0.5, 0.75, 1]);
});

test('one epoch alone is a line without length', () => {
  expect(timeScale(7, 7).place(7)).toBe(0);
  expect(timeTicks(7, 7, 0.03)).toEqual([7]);
});

test('nearest is counted along the line, not in epochs', () => {
  expect(nearestStop([1, 100], timeScale(1, 100).place(20), timeScale(1, 100))).toBe(100);
});

test('ticks are first, 1-2-5, last, and none are near one another', () => {
  expect(timeTicks(1, 350, 0.03)).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 350]);
  expect(timeTicks(1, 350, 0.2)).toEqual([1, 5, 20, 100, 350]);
});

test('six stills: first, last, the first measured epoch of the terminal phase, and even steps between', () => {
  const stops = [1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 30, 41, 56, 76, 104, 140];
  const stills = stillEpochs(stops, 40);
  expect(stills).toHaveLength(6);
  expect(stills).toEqual(expect.arrayContaining([1, 41, 140]));
  expect([...stills].sort((a, b) => a - b)).toEqual(stills);
});

test('fewer measured epochs, fewer stills', () => {
  expect(stillEpochs([1, 5, 9], 5)).toEqual([1, 5, 9]);
  expect(stillEpochs([], null)).toEqual([]);
});
