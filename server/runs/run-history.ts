import { type Epoch as EpochRow, Prisma, type PrismaClient } from '../../prisma/client.ts';
import type { EpochHistory } from './epoch.type.ts';

export interface HistoryQuestion {
  runId: string;
  fromEpoch: number;
}

type HistoryRow = Omit<EpochRow, 'robustness' | 'durationMs' | 'recordedAt' | 'attempt'> & { question: number };

/** Every epoch row of each run as columns, from `fromEpoch` on; one statement however many runs are asked about. */
export async function runHistories(
  record: PrismaClient,
  questions: readonly HistoryQuestion[],
): Promise<EpochHistory[]> {
  const values = questions.map((q, index) => Prisma.sql`(${index}::int, ${q.runId}::text, ${q.fromEpoch}::int)`);
  const rows = await record.$queryRaw<HistoryRow[]>`
    SELECT q.question, e.epoch, e."learningRate", e."runningLoss", e."runningError", e."trainLoss", e."trainError",
      e."testLoss", e."testError", e."imagesPerSecond"
    FROM (VALUES ${Prisma.join(values)}) AS q(question, id, begin)
    JOIN "Epoch" e ON e."runId" = q.id AND e.epoch >= q.begin
    ORDER BY q.question, e.epoch`;
  const byQuestion = questions.map((): HistoryRow[] => []);
  for (const row of rows) byQuestion[row.question]!.push(row);
  return byQuestion.map(asColumns);
}

function asColumns(rows: HistoryRow[]): EpochHistory {
  return {
    epochs: rows.map((row) => row.epoch),
    learningRate: rows.map((row) => row.learningRate),
    runningLoss: rows.map((row) => row.runningLoss),
    runningError: rows.map((row) => row.runningError),
    trainLoss: rows.map((row) => row.trainLoss),
    trainError: rows.map((row) => row.trainError),
    testLoss: rows.map((row) => row.testLoss),
    testError: rows.map((row) => row.testError),
    imagesPerSecond: rows.map((row) => row.imagesPerSecond),
  };
}
