import type { Prisma } from '../../../prisma/client.ts';
import type { ReadSnapshot } from '../reading/epoch-file.ts';
import type { EpochDetails } from './epoch-input.ts';
import type { IngestedRun } from './ingested-run.ts';

/**
 * Brings a run up to date with an epoch just written, and gives the first epoch of its terminal phase. That is sought over all epochs, as
 * they may come in any order: the first one whose train error reached the threshold, the same that a trainer here looks for.
 */
export async function updateRun(tx: Prisma.TransactionClient, run: IngestedRun, epoch: number, snapshots: ReadSnapshot[], { classNames }: EpochDetails): Promise<number | null> {
  const of = (split: 'TRAIN' | 'TEST') => snapshots.find((snapshot) => snapshot.split === split);
  const last = snapshots.find(({ layer }) => layer === 'last');
  const [layers, splits] = [unique(snapshots.map(({ layer }) => layer)), unique(snapshots.map(({ split }) => split))];
  // a share of counts: its rounding must not decide whether a threshold is met exactly
  const [row] = await tx.$queryRaw<{ terminalPhaseEpoch: number | null }[]>`
    UPDATE "Run" SET "lastEpoch" = greatest("lastEpoch", ${epoch}), "plannedEpochs" = greatest("plannedEpochs", ${epoch}), heartbeat = now(),
      "measuredEpochs" = CASE WHEN ${snapshots.length > 0} THEN ARRAY(SELECT DISTINCT unnest("measuredEpochs" || ${epoch}::int) ORDER BY 1) ELSE "measuredEpochs" END,
      layers = layers || ARRAY(SELECT name FROM unnest(${layers}::text[]) name WHERE NOT name = ANY(layers)),
      splits = ARRAY(SELECT DISTINCT unnest(splits || ${splits}::text[]::"Split"[]) ORDER BY 1),
      classes = coalesce(classes, ${snapshots[0]?.classes ?? null}::int), features = coalesce(features, ${last?.features ?? null}::int),
      "trainSamples" = coalesce("trainSamples", ${of('TRAIN')?.samples ?? null}::int), "testSamples" = coalesce("testSamples", ${of('TEST')?.samples ?? null}::int),
      "classNames" = CASE WHEN cardinality("classNames") = 0 THEN ${classNames ?? []}::text[] ELSE "classNames" END,
      "terminalPhaseEpoch" = (SELECT min(epoch) FROM "Epoch" WHERE "runId" = ${run.id} AND "trainError" <= 1 - ${run.terminalPhaseAccuracy}::float8 + 1e-12)
    WHERE id = ${run.id} RETURNING "terminalPhaseEpoch"`;
  return row!.terminalPhaseEpoch;
}

const unique = (names: string[]) => [...new Set(names)];
