import { type Epoch as EpochRow, Prisma, type PrismaClient } from '../../prisma/client.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { decodeCursor, listTag } from '../access/cursor.ts';
import type { Epoch } from './epoch.type.ts';

export interface EpochPage {
  runId: string;
  first: number;
  after?: string | null;
}

/** A page of epoch rows for each question, oldest first; one statement however many runs are asked about. */
export async function listEpochs(record: PrismaClient, pages: readonly EpochPage[]): Promise<Connection<Epoch>[]> {
  const questions = pages.map(({ runId, first, after }, index) => {
    const list = listTag('epochs', runId);
    const behind = after == null ? 0 : (decodeCursor(list, after, ['number'])[0] as number);
    return Prisma.sql`(${index}::int, ${runId}::text, ${behind}::bigint, ${first + 1}::int)`;
  });
  const rows = await record.$queryRaw<(EpochRow & { question: number })[]>`
    SELECT q.question, e.*
    FROM (VALUES ${Prisma.join(questions)}) AS q(question, id, behind, take)
    CROSS JOIN LATERAL (
      SELECT * FROM "Epoch" WHERE "runId" = q.id AND epoch > q.behind ORDER BY epoch LIMIT q.take
    ) e
    ORDER BY q.question, e.epoch`;
  return pages.map(({ runId, first, after }, index) =>
    toConnection({
      list: listTag('epochs', runId),
      rows: rows.filter((row) => row.question === index),
      first,
      after,
      position: (row) => [row.epoch],
      present: presentEpoch,
      countAll: () => record.epoch.count({ where: { runId } }),
    }),
  );
}

/** A number that JSON cannot hold becomes null: the loss of a diverged run is stored as it was, infinite or not a number. */
function presentEpoch(row: EpochRow): Epoch {
  const finite = (value: number | null) => (Number.isFinite(value) ? value : null);
  return {
    ...row,
    runningLoss: finite(row.runningLoss),
    trainLoss: finite(row.trainLoss),
    testLoss: finite(row.testLoss),
    robustness: finite(row.robustness),
  };
}
