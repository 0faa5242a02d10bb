import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import type { SignOutEverywhereInput } from './person.input.ts';
import type { Person } from './person.type.ts';
import { ownPerson, shown } from './write-people.ts';

/**
 * Ends all sessions of a person, in whatever browser: their next request is refused, and their sockets end when callers are looked up again, 2 s
 * later at most. Tokens stay good.
 *
 * @throws CollapsarError NOT_FOUND, also for others than oneself where the caller is no admin
 */
export async function signOutEverywhere(context: RequestContext, input: SignOutEverywhereInput): Promise<{ person: Person; endedSessionCount: number }> {
  const { userId } = input;
  const { endedSessionCount } = await write(context, { action: 'signOutEverywhere', input }, async (tx, audit) => {
    await ownPerson(tx, context, userId);
    const count = await tx.$executeRaw`
      UPDATE "Session" s SET "endedAt" = now() FROM "Token" t WHERE t.id = s."tokenId" AND t."userId" = ${userId} AND s."endedAt" IS NULL AND s."expiresAt" > now()`;
    audit({ subject: userId, after: { endedSessionCount: count } });
    return { endedSessionCount: count };
  });
  return { ...(await shown(context, userId)), endedSessionCount };
}
