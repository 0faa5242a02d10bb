import type { PrismaClient } from '../../prisma/client.ts';
import type { RecordEvent } from '../access/request-context.ts';

/** Events read at once. */
export const PAGE = 500;

/** Up to PAGE events behind `cursor`, in order. */
export function eventsBehind(record: PrismaClient, cursor: bigint): Promise<RecordEvent[]> {
  return record.event.findMany({
    where: { id: { gt: cursor } },
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
