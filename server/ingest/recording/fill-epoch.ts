import type { Prisma } from '../../../prisma/client.ts';
import { CollapsarError } from '../../../prisma/errors.ts';
import type { ReadSnapshot } from '../reading/epoch-file.ts';
import type { EpochDetails } from './epoch-input.ts';
import type { IngestedRun } from './ingested-run.ts';

const COLUMNS = ['learningRate', 'runningLoss', 'runningError', 'trainLoss', 'trainError', 'testLoss', 'testError', 'imagesPerSecond', 'durationMs'] as const;
type Column = (typeof COLUMNS)[number];
type Numbers = Partial<Record<Column, number>>;

/**
 * Makes the row of an epoch, or fills what it does not tell yet; gives whether anything changed. What the request tells comes before what the
 * classifier gives on the features: these may be a part of the images only.
 *
 * @throws CollapsarError CONFLICT where a number is told that the row has otherwise
 */
export async function fillEpoch(tx: Prisma.TransactionClient, run: IngestedRun, epoch: number, told: EpochDetails, snapshots: ReadSnapshot[]): Promise<boolean> {
  const key = { runId_epoch: { runId: run.id, epoch } };
  const row = await tx.epoch.findUnique({ where: key });
  const numbers: Numbers = { ...errorsOf(snapshots), ...pick(told) };
  if (!row) {
    await tx.epoch.create({ data: { ...numbers, runId: run.id, epoch, attempt: run.attempt }, select: { epoch: true } });
    return true;
  }
  for (const column of COLUMNS) {
    const [before, now] = [row[column], told[column]];
    if (before !== null && now !== undefined && before !== now)
      throw new CollapsarError('CONFLICT', `Epoch ${epoch} of this run has the ${column} ${before} already, and not ${now}; the first one stays.`, { details: { rule: 'EPOCH', path: column } });
  }
  const data = Object.fromEntries(Object.entries(numbers).filter(([column]) => row[column as Column] === null));
  if (Object.keys(data).length === 0) return false;
  await tx.epoch.update({ where: key, data, select: { epoch: true } });
  return true;
}

const pick = (told: EpochDetails): Numbers => Object.fromEntries(COLUMNS.flatMap((column) => (told[column] === undefined ? [] : [[column, told[column]]])));

/** Of the last layer alone: a classifier on another one is not the network's. */
function errorsOf(snapshots: ReadSnapshot[]): Numbers {
  const of = (split: 'TRAIN' | 'TEST') => snapshots.find((snapshot) => snapshot.split === split && snapshot.layer === 'last')?.error;
  const [trainError, testError] = [of('TRAIN'), of('TEST')];
  return { ...(trainError != null && { trainError }), ...(testError != null && { testError }) };
}
