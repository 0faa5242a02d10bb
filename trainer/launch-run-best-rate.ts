import type { PrismaClient } from '../prisma/client.ts';
import type { Optimiser } from '../prisma/run-settings.ts';

export interface RateOutcome {
  learningRate: number;
  /** after the last planned epoch; null where the run did not come so far */
  testError: number | null;
}

/**
 * The learning rate of the smallest test error after the last epoch, as the paper chooses it; over several seeds their mean. A rate of which
 * any run has no such error (diverged, failed, stopped) does not compete. Of equal rates the smaller one wins. Null where none is left.
 */
export function bestRate(outcomes: readonly RateOutcome[]): { learningRate: number; testError: number; runs: number } | null {
  const byRate = new Map<number, (number | null)[]>();
  for (const { learningRate, testError } of outcomes) byRate.set(learningRate, [...(byRate.get(learningRate) ?? []), testError]);
  const means = [...byRate].flatMap(([learningRate, errors]) => {
    const known = errors.filter((error) => error !== null);
    if (known.length < errors.length) return [];
    return [{ learningRate, testError: known.reduce((sum, error) => sum + error, 0) / known.length, runs: known.length }];
  });
  means.sort((a, b) => a.testError - b.testError || a.learningRate - b.learningRate);
  return means[0] ?? null;
}

/** Reads how the runs of a sweep ended. */
export async function rateOutcomes(record: PrismaClient, runIds: readonly string[]): Promise<RateOutcome[]> {
  const runs = await record.run.findMany({
    where: { id: { in: [...runIds] } },
    select: { optimiser: true, plannedEpochs: true, epochs: { orderBy: { epoch: 'desc' }, take: 1, select: { epoch: true, testError: true } } },
  });
  return runs.map(({ optimiser, plannedEpochs, epochs: [last] }) => ({
    learningRate: (optimiser as unknown as Optimiser).learningRate,
    testError: last?.epoch === plannedEpochs ? last.testError : null,
  }));
}
