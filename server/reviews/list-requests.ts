import type { PrismaClient, ReviewRequest as RequestRow } from '../../prisma/client.ts';
import type { ReviewRequest } from './request.type.ts';

const MOST = 100;
const OLDEST_FIRST = [{ createdAt: 'asc' as const }, { id: 'asc' as const }];

/** What is still asked about each run, oldest first: at most 100 of each. */
export async function requestsOfRuns(record: PrismaClient, runIds: readonly string[]): Promise<ReviewRequest[][]> {
  const rows = await record.reviewRequest.findMany({ where: { runId: { in: [...runIds] }, doneAt: null }, orderBy: OLDEST_FIRST });
  return runIds.map((id) => rows.filter(({ runId }) => runId === id).slice(0, MOST).map(presentRequest));
}

/** What is still asked about each study as a whole, oldest first: at most 100 of each. */
export async function requestsOfStudies(record: PrismaClient, studyIds: readonly string[]): Promise<ReviewRequest[][]> {
  const rows = await record.reviewRequest.findMany({ where: { studyId: { in: [...studyIds] }, runId: null, doneAt: null }, orderBy: OLDEST_FIRST });
  return studyIds.map((id) => rows.filter(({ studyId }) => studyId === id).slice(0, MOST).map(presentRequest));
}

/** Requests by id, in the ids' order; those that are not there are left out. */
export async function requestsById(record: PrismaClient, ids: readonly string[]): Promise<ReviewRequest[]> {
  const rows = await record.reviewRequest.findMany({ where: { id: { in: [...ids] } } });
  return ids.flatMap((id) => rows.filter((row) => row.id === id).map(presentRequest));
}

export const presentRequest = ({ askedBy, ...row }: RequestRow): ReviewRequest => ({ ...row, asker: askedBy });
