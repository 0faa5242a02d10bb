import { expect, test } from 'vitest';
import { learningRateAt } from '../../trainer/schedule.ts';

const optimiser = { kind: 'sgd' as const, learningRate: 0.1, momentum: 0.9, weightDecay: 5e-4, batchSize: 128 };
const published = { kind: 'steps' as const, steps: [{ afterEpoch: 116, factor: 0.1 }, { afterEpoch: 233, factor: 0.1 }] };

test('the rate changes in the epoch after a step, as in the published schedule of 350 epochs', () => {
  const rates = [1, 116, 117, 233, 234, 350].map((epoch) => learningRateAt(epoch, optimiser, published));
  // products of decimal fractions: equal to within a rounding or two
  for (const [i, rate] of [0.1, 0.1, 0.01, 0.01, 0.001, 0.001].entries()) expect(rates[i]).toBeCloseTo(rate, 15);
});

test('without steps the rate stays', () => {
  expect(learningRateAt(1000, optimiser, { kind: 'steps', steps: [] })).toBe(0.1);
});
