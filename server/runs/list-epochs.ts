import { type Epoch as EpochRow, Prisma, type PrismaClient } from '../../prisma/client.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { listTag } from '../access/cursor.ts';
import { keysetPage } from '../access/keyset.ts';
import { type Page, type PageArguments, pageOf } from '../access/page-arguments.ts';
import type { Epoch } from './epoch.type.ts';

export interface EpochQuestion extends PageArguments {
  runId: string;
}

/** A page of epoch rows for each question, oldest first; one statement however many runs are asked about. */
export async function listEpochs(record: PrismaClient, questions: readonly EpochQuestion[]): Promise<Connection<Epoch>[]> {
  const pages = questions.map((question) => ({ list: listTag('epochs', question.runId), page: pageOf(question), runId: question.runId }));
  const parts = pages.map(({ runId, list, page }, index) => epochsSql(index, runId, list, page));
  const rows = await record.$queryRaw<(EpochRow & { question: number })[]>`${Prisma.join(parts, ' UNION ALL ')}`;
  return pages.map(({ runId, list, page }, index) =>
    toConnection({
      list,
      rows: rows.filter((row) => row.question === index).sort((a, b) => (page.isBackward ? b.epoch - a.epoch : a.epoch - b.epoch)),
      page,
      position: (row) => [row.epoch],
      present: presentEpoch,
      countAll: () => record.epoch.count({ where: { runId } }),
    }),
  );
}

function epochsSql(index: number, runId: string, list: string, page: Page): Prisma.Sql {
  const { where, orderBy, limit } = keysetPage(list, [{ sql: Prisma.sql`e.epoch`, type: 'number' }], 'ASC', page);
  return Prisma.sql`(SELECT ${index}::int AS question, e.* FROM "Epoch" e WHERE e."runId" = ${runId} AND ${where} ORDER BY ${orderBy} LIMIT ${limit})`;
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
