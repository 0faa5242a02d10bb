import type { PrismaClient, Split } from '../../prisma/client.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import { noValue, type Outcome, withValue } from '../metrics/outcome.ts';

/** Outcomes by metric, run and epoch of what the trainer recorded in the epochs' own rows. */
export type RecordedOutcome = (metric: MetricId, runId: string, epoch: number) => Outcome;

/** Whether a metric is read from the epochs' rows rather than computed from snapshots. */
export const isRecorded = (metric: MetricId): boolean => metricOf(metric).measure === null;

/** Whether the epochs' rows hold a metric: what is recorded only there, and the error, which a snapshot's confusion matrix gives as well. */
export const isInEpochRow = (metric: MetricId): boolean => isRecorded(metric) || metric === 'ERROR';

/** What the epochs' rows of these runs hold, from an epoch on; no run, no question. */
export async function recordedOutcomes(record: PrismaClient, runIds: string[], split: Split, fromEpoch = 0): Promise<RecordedOutcome> {
  if (runIds.length === 0) return () => NOT_RECORDED;
  const rows = await record.epoch.findMany({
    where: { runId: { in: runIds }, epoch: { gte: fromEpoch } },
    select: { runId: true, epoch: true, trainLoss: true, testLoss: true, trainError: true, testError: true, robustness: true },
  });
  const byEpoch = new Map(rows.map((row) => [`${row.runId}/${row.epoch}`, row]));
  return (metric, runId, epoch) => {
    if (metric === 'ROBUSTNESS_DEEPFOOL' && split === 'TRAIN') return TEST_ONLY;
    if (!isInEpochRow(metric)) return NO_SNAPSHOT;
    const row = byEpoch.get(`${runId}/${epoch}`);
    const [loss, error] = split === 'TRAIN' ? [row?.trainLoss, row?.trainError] : [row?.testLoss, row?.testError];
    const value = { LOSS: loss, ERROR: error }[metric as string] ?? (metric === 'ROBUSTNESS_DEEPFOOL' ? row?.robustness : null);
    return value == null ? NOT_RECORDED : withValue(value);
  };
}

const NOT_RECORDED = noValue('NOT_RECORDED: this was not evaluated after that epoch.');
const NO_SNAPSHOT = noValue('NOT_RECORDED: no statistics of this split were recorded, only what the epoch itself says.');
export const TEST_ONLY = noValue('NOT_APPLICABLE: robustness is measured on test images.');
