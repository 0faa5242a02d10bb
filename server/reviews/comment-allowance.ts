import type { Prisma } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import type { Caller } from '../access/caller.ts';

const MOST: { limit: number; what: string; ms: number }[] = [
  { limit: 20, what: 'comments a minute', ms: 60_000 },
  { limit: 200, what: 'comments an hour', ms: 3_600_000 },
];

/**
 * Refuses a comment of a person who wrote too many lately, whichever server took them; the person at this machine has no such limit.
 *
 * @throws CollapsarError RATE_LIMITED with retryAfterMs
 */
export async function checkCommentAllowance(tx: Prisma.TransactionClient, { userId }: Caller): Promise<void> {
  if (userId === null) return;
  // one comment of a person at a time, or two would both be the last one allowed
  await tx.$queryRaw`SELECT id FROM "User" WHERE id = ${userId} FOR NO KEY UPDATE`;
  for (const { limit, what, ms } of MOST) {
    const [oldest] = await tx.$queryRaw<{ ago: number }[]>`
      SELECT (extract(epoch FROM clock_timestamp() - "createdAt") * 1000)::float8 AS ago FROM "Comment"
      WHERE "authorId" = ${userId} ORDER BY "createdAt" DESC OFFSET ${limit - 1} LIMIT 1`;
    if (oldest && oldest.ago < ms) throw limited(limit, what, ms - oldest.ago);
  }
}

function limited(limit: number, what: string, waitMs: number): CollapsarError {
  const retryAfterMs = Math.max(1, Math.ceil(waitMs));
  const details = { retryAfterMs, limit, remaining: 0, resetAt: new Date(Date.now() + retryAfterMs).toISOString() };
  return new CollapsarError('RATE_LIMITED', `The ${limit} ${what} are used up; try again in ${Math.ceil(retryAfterMs / 1000)} s.`, { details });
}
