import { expect, test } from 'vitest';
import { bestRate } from '../../trainer/launch-run-best-rate.ts';

const of = (...outcomes: [number, number | null][]) => bestRate(outcomes.map(([learningRate, testError]) => ({ learningRate, testError })));

test('the rate of the smallest test error is the best, of equal ones the smaller rate', () => {
  expect(of([0.1, 0.05], [0.01, 0.04], [0.001, 0.2])).toEqual({ learningRate: 0.01, testError: 0.04, runs: 1 });
  expect(of([0.1, 0.04], [0.01, 0.04])?.learningRate).toBe(0.01);
});

test('several seeds count by their mean', () => {
  expect(of([0.1, 0.01], [0.1, 0.05], [0.01, 0.025], [0.01, 0.025])).toEqual({ learningRate: 0.01, testError: 0.025, runs: 2 });
});

test('a rate that did not come to the end in every run does not compete', () => {
  expect(of([0.1, null], [0.1, 0], [0.01, 0.5])?.learningRate).toBe(0.01);
  expect(of([0.1, null])).toBeNull();
  expect(bestRate([])).toBeNull();
});
