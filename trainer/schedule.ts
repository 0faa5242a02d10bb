import type { Optimiser, Schedule } from '../prisma/run-settings.ts';

/**
 * Learning rate during `epoch` (1-based): the base rate times the factor of every step whose `afterEpoch` is done.
 * A step after epoch 116 first acts in epoch 117, as in the authors' notebook (Papyan, Han, Donoho 2020, code of 2022).
 */
export function learningRateAt(epoch: number, optimiser: Optimiser, schedule: Schedule): number {
  const done = schedule.steps.filter((step) => step.afterEpoch < epoch);
  return done.reduce((rate, step) => rate * step.factor, optimiser.learningRate);
}
