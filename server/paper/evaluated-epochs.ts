import type { PrismaClient, Split } from '../../prisma/client.ts';
import { MetricId } from '../metrics/catalogue.ts';
import { groupBy } from './group-by.ts';

/** What the trainer recorded in the row of an epoch; null where it was not evaluated, or not finite. */
export interface EvaluatedEpoch {
  runId: string;
  epoch: number;
  trainLoss: number | null;
  testLoss: number | null;
  testError: number | null;
  robustness: number | null;
}

/** The evaluated epochs of these runs, by run, ascending; one statement. */
export async function evaluatedEpochs(record: PrismaClient, runIds: string[]): Promise<Map<string, EvaluatedEpoch[]>> {
  const rows = await record.$queryRaw<EvaluatedEpoch[]>`
    SELECT "runId", epoch, "trainLoss", "testLoss", "testError", robustness FROM "Epoch"
    WHERE "runId" = ANY(${runIds}) AND ("testError" IS NOT NULL OR robustness IS NOT NULL OR "trainLoss" IS NOT NULL)
    ORDER BY "runId", epoch`;
  return groupBy(rows, (row) => row.runId);
}

/** The value of a recorded metric. */
export function recordedValue(row: EvaluatedEpoch, metric: MetricId, split: Split): number | null {
  const value = metric === MetricId.ROBUSTNESS_DEEPFOOL ? row.robustness : split === 'TRAIN' ? row.trainLoss : row.testLoss;
  return Number.isFinite(value) ? value : null;
}
