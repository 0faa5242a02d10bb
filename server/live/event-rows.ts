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

/** The number of the newest event, of one study or of any; 0 before the first. */
export async function lastEventId(record: PrismaClient, studyId: string | null = null): Promise<bigint> {
  const newest = await record.event.findFirst({ where: studyId === null ? {} : { studyId }, orderBy: { id: 'desc' }, select: { id: true } });
  return newest?.id ?? 0n;
}
