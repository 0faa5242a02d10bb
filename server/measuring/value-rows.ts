import type { PrismaClient } from '../../prisma/client.ts';
import { isRecorded } from './recorded-values.ts';
import type { ValuePlace } from './value-place.ts';

/** A place of one run. */
export interface ValueQuestion extends ValuePlace {
  runId: string;
  /** null: the terminal phase was not reached so far */
  terminalPhaseEpoch: number | null;
}

/** What may answer a question: one epoch, or with BEST all of them, ascending. */
export interface Candidate {
  epoch: number;
  /** of the snapshot; null for a recorded value */
  digest: string | null;
  /** of the epoch's row; null for a measured value */
  recorded: number | null;
}

interface Range {
  question: number;
  run: string;
  split: string;
  layer: string;
  column: string;
  begin: number;
  end: number;
  backward: boolean;
  /** null: all */
  take: number | null;
}

const LAST_EPOCH = 2 ** 31 - 1;

/** The candidates of each question; at most two statements however many there are, and never a snapshot's bytes. */
export async function candidates(record: PrismaClient, questions: readonly ValueQuestion[]): Promise<Candidate[][]> {
  const ranges = questions.flatMap((question, index) => rangeOf(question, index));
  const isOfEpochs = ({ question }: Range) => isRecorded(questions[question]!.metric);
  const [measured, recorded] = await Promise.all([
    snapshotsIn(record, ranges.filter((range) => !isOfEpochs(range))),
    epochsIn(record, ranges.filter(isOfEpochs)),
  ]);
  const found = questions.map((): Candidate[] => []);
  for (const { question, ...candidate } of [...measured, ...recorded]) found[question]!.push(candidate);
  for (const each of found) each.sort((a, b) => a.epoch - b.epoch);
  return found;
}

function rangeOf({ runId, metric, split, layer, at, epoch, terminalPhaseEpoch }: ValueQuestion, question: number): Range[] {
  const column = metric === 'LOSS' ? `${split} loss` : 'robustness';
  const whole = { question, run: runId, split, layer, column, begin: 0, end: LAST_EPOCH, backward: false, take: 1 };
  if (at === 'BEST') return [{ ...whole, take: null }];
  if (at === 'EPOCH') return [{ ...whole, begin: epoch!, end: epoch! }];
  if (at === 'LAST') return [{ ...whole, backward: true }];
  return terminalPhaseEpoch === null ? [] : [{ ...whole, begin: terminalPhaseEpoch }];
}

type Row = Candidate & { question: number };

function snapshotsIn(record: PrismaClient, ranges: Range[]): Promise<Row[]> | Row[] {
  if (ranges.length === 0) return [];
  return record.$queryRaw<Row[]>`
    SELECT q.question, s.epoch, s.digest, NULL AS recorded
    FROM jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb)
      AS q(question int, run text, split text, layer text, "begin" int, "end" int, backward boolean, take int)
    CROSS JOIN LATERAL (
      (SELECT epoch, "sealedDigest"(seal, digest, "runId", epoch, split, layer) AS digest FROM "Snapshot"
       WHERE NOT q.backward AND "runId" = q.run AND split = q.split::"Split" AND layer = q.layer AND epoch BETWEEN q."begin" AND q."end"
       ORDER BY epoch LIMIT q.take)
      UNION ALL
      (SELECT epoch, "sealedDigest"(seal, digest, "runId", epoch, split, layer) AS digest FROM "Snapshot"
       WHERE q.backward AND "runId" = q.run AND split = q.split::"Split" AND layer = q.layer AND epoch BETWEEN q."begin" AND q."end"
       ORDER BY epoch DESC LIMIT q.take)
    ) s`;
}

function epochsIn(record: PrismaClient, ranges: Range[]): Promise<Row[]> | Row[] {
  if (ranges.length === 0) return [];
  return record.$queryRaw<Row[]>`
    SELECT q.question, e.epoch, NULL AS digest, e.recorded
    FROM jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb)
      AS q(question int, run text, "column" text, "begin" int, "end" int, backward boolean, take int)
    CROSS JOIN LATERAL (
      SELECT epoch, recorded
      FROM (
        SELECT epoch, CASE q."column" WHEN 'TRAIN loss' THEN "trainLoss" WHEN 'TEST loss' THEN "testLoss" ELSE robustness END AS recorded
        FROM "Epoch" WHERE "runId" = q.run AND epoch BETWEEN q."begin" AND q."end"
      ) value
      WHERE recorded IS NOT NULL
      ORDER BY CASE WHEN q.backward THEN -epoch ELSE epoch END LIMIT q.take
    ) e`;
}
