import type { PrismaClient } from '../../prisma/client.ts';
import type { RecordEvent } from '../access/request-context.ts';

/** Events read at once. */
export const PAGE = 500;

/** Up to PAGE events behind `cursor`, in order; of one study, or of any. */
export function eventsBehind(record: PrismaClient, cursor: bigint, studyId: string | null = null): Promise<RecordEvent[]> {
  return record.event.findMany({
    where: { id: { gt: cursor }, ...(studyId !== null && { studyId }) },
    orderBy: { id: 'asc' },
    take: PAGE,
    select: { id: true, kind: true, studyId: true, runId: true, epoch: true, subject: true },
  });
}

/** The number of the newest event; 0 before the first. */
export async function lastEventId(record: PrismaClient): Promise<bigint> {
  const newest = await record.event.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
  return newest?.id ?? 0n;
}

/**
 * The number of the newest event of a study; 0 before the first. Read run by run, by the index of each run's events: a study that has been
 * at rest for long may have a million events of others behind its last one.
 */
export async function lastEventIdOf(record: PrismaClient, studyId: string): Promise<bigint> {
  const [{ id }] = await record.$queryRaw<[{ id: bigint }]>`
    SELECT coalesce(max(id), 0) AS id FROM (
      SELECT e.id FROM "Run" r CROSS JOIN LATERAL (SELECT max(id) AS id FROM "Event" WHERE "runId" = r.id AND "studyId" = ${studyId}) e WHERE r."studyId" = ${studyId}
      UNION ALL
      SELECT max(id) FROM "Event" WHERE "runId" IS NULL AND "studyId" = ${studyId}
    ) AS newest`;
  return id;
}
