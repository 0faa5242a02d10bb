import { Prisma, type PrismaClient, type Thread as ThreadRow } from '../../prisma/client.ts';
import type { RequestContext } from '../access/request-context.ts';
import { presentRequest } from './list-requests.ts';
import { presentThread } from './list-threads.ts';
import { standingVerdictsOf } from './list-verdicts.ts';
import { pinnedDigests, staleReason } from './pinned-data.ts';
import type { ReviewRequest } from './request.type.ts';
import type { Thread } from './thread.type.ts';
import type { ReviewVerdict } from './verdict.type.ts';

/** Lines of each sort that an answer has at most. */
const MOST = 50;
/** Verdicts of a person that are looked at: the newest. */
const MOST_LOOKED_AT = 500;

/** Requests for the caller's verdicts that still wait, newest first: at most 50. Nobody asks a share link or the person at the server. */
export async function requestsForCaller({ record, caller }: RequestContext): Promise<ReviewRequest[]> {
  if (caller.userId === null) return [];
  const rows = await record.reviewRequest.findMany({ where: { reviewerId: caller.userId, doneAt: null, study: { archivedAt: null, finalAt: null } }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: MOST });
  return rows.map(presentRequest);
}

/** The caller's verdicts that stand and are stale, newest first, where they can still be given anew: at most 50 of the newest 500. */
export async function staleVerdictsOfCaller({ record, caller }: RequestContext): Promise<ReviewVerdict[]> {
  if (caller.access === 'LINK') return [];
  const verdicts = await standingVerdictsOf(record, caller.userId, MOST_LOOKED_AT);
  const digests = verdicts.length === 0 ? [] : await pinnedDigests(record, verdicts.map(({ runId }) => runId));
  return verdicts.filter(({ digest, versions }, i) => digests[i] !== null && staleReason({ digest, formulas: versions }, digests[i]!) !== null).slice(0, MOST);
}

/** Open threads that call the caller and that the caller has not answered since, newest call first: at most 50. */
export async function mentionsOfCaller({ record, caller }: RequestContext): Promise<Thread[]> {
  return caller.userId === null ? [] : (await openMentions(record, caller.userId)).map(presentThread);
}

const openMentions = (record: PrismaClient, userId: string): Promise<ThreadRow[]> =>
  record.$queryRaw<ThreadRow[]>(Prisma.sql`
    SELECT t.* FROM "Thread" t JOIN (
      SELECT c."threadId", max(c."createdAt") AS at FROM "Mention" m JOIN "Comment" c ON c.id = m."commentId" AND c."deletedAt" IS NULL
      WHERE m."userId" = ${userId} AND c."authorId" IS DISTINCT FROM m."userId" GROUP BY c."threadId") n ON n."threadId" = t.id
    JOIN "Study" s ON s.id = t."studyId" AND s."archivedAt" IS NULL
    WHERE t."resolvedAt" IS NULL AND NOT EXISTS (SELECT FROM "Comment" c WHERE c."threadId" = t.id AND c."authorId" = ${userId} AND c."createdAt" > n.at)
    ORDER BY n.at DESC, t.id LIMIT ${MOST}`);
