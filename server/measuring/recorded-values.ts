import type { PrismaClient, Split } from '../../prisma/client.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import { noValue, type Outcome, withValue } from '../metrics/outcome.ts';

/** Outcomes by metric, run and epoch of what the trainer recorded in the epochs' own rows. */
export type RecordedOutcome = (metric: MetricId, runId: string, epoch: number) => Outcome;

/** Whether a metric is read from the epochs' rows rather than computed from snapshots. */
export const isRecorded = (metric: MetricId): boolean => metricOf(metric).measure === null;

/** The recorded values of these runs; asks the database only if one of the metrics is recorded at all. */
export async function recordedOutcomes(record: PrismaClient, runIds: string[], metrics: MetricId[], split: Split, fromEpoch: number): Promise<RecordedOutcome> {
  if (!metrics.some(isRecorded)) return () => NOT_RECORDED;
  const rows = await record.epoch.findMany({
    where: { runId: { in: runIds }, epoch: { gte: fromEpoch } },
    select: { runId: true, epoch: true, trainLoss: true, testLoss: true, robustness: true },
  });
  const byEpoch = new Map(rows.map((row) => [`${row.runId}/${row.epoch}`, row]));
  return (metric, runId, epoch) => {
    if (metric === 'ROBUSTNESS_DEEPFOOL' && split === 'TRAIN') return TEST_ONLY;
    const row = byEpoch.get(`${runId}/${epoch}`);
    const loss = split === 'TRAIN' ? row?.trainLoss : row?.testLoss;
    const value = metric === 'LOSS' ? loss : row?.robustness;
    return value == null ? NOT_RECORDED : withValue(value);
  };
}

const NOT_RECORDED = noValue('NOT_RECORDED: this was not evaluated after that epoch.');
const TEST_ONLY = noValue('NOT_APPLICABLE: robustness is measured on test images.');
