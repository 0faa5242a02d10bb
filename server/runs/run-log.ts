import { Prisma, type PrismaClient, type RunLog } from '../../prisma/client.ts';
import type { LogLine } from './log-line.type.ts';

export interface LogQuestion {
  runId: string;
  last: number;
}

/** The last lines of each run's log, oldest first; one statement however many runs are asked about. */
export async function runLogs(record: PrismaClient, questions: readonly LogQuestion[]): Promise<LogLine[][]> {
  const values = questions.map((q, index) => Prisma.sql`(${index}::int, ${q.runId}::text, ${q.last}::int)`);
  const rows = await record.$queryRaw<(RunLog & { question: number })[]>`
    SELECT q.question, l.*
    FROM (VALUES ${Prisma.join(values)}) AS q(question, run, take)
    CROSS JOIN LATERAL (SELECT * FROM "RunLog" WHERE "runId" = q.run ORDER BY id DESC LIMIT q.take) l
    ORDER BY q.question, l.id`;
  const byQuestion = questions.map((): LogLine[] => []);
  for (const { question, at, level, message, attempt } of rows) byQuestion[question]!.push({ at, level, message, attempt });
  return byQuestion;
}
