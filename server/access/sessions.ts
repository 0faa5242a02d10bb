import type { PrismaClient } from '../../prisma/client.ts';
import { hashSecret, newSecret } from '../../prisma/secrets.ts';
import { SESSION } from './find-callers.ts';

/** A session for whoever signed in with this token; gives the value of its cookie, which is kept nowhere. The session from before ends. */
export async function beginSession(record: PrismaClient, tokenId: string, cookieBefore: string | undefined): Promise<string> {
  const { secret, hash } = newSecret('session');
  if (cookieBefore) await endSession(record, cookieBefore);
  await record.$executeRaw`
    INSERT INTO "Session" (hash, "tokenId", "expiresAt") VALUES (${hash}, ${tokenId}, now() + make_interval(days => ${SESSION.days}::int))`;
  return secret;
}

/** Ends a session for good. Whether there was one. */
export async function endSession(record: PrismaClient, cookie: string): Promise<boolean> {
  return (await record.$executeRaw`UPDATE "Session" SET "endedAt" = now() WHERE hash = ${hashSecret(cookie)} AND "endedAt" IS NULL`) > 0;
}
