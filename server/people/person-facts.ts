import type { PrismaClient } from '../../prisma/client.ts';
import { SESSION } from '../access/find-callers.ts';
import type { Person } from './person.type.ts';
import type { Token } from './token.type.ts';

/** Each is a batch: one statement for all people asked for, with the answers in their order. */

export async function peopleById(record: PrismaClient, ids: readonly string[]): Promise<(Person | null)[]> {
  const rows = new Map((await record.user.findMany({ where: { id: { in: [...ids] } } })).map((row) => [row.id, row]));
  return ids.map((id) => rows.get(id) ?? null);
}

/** Tokens that still let somebody in, newest first. */
export async function tokensOf(record: PrismaClient, userIds: readonly string[]): Promise<Token[][]> {
  const rows = await record.$queryRaw<Token[]>`
    SELECT id, "userId", name, role::text AS role, "lastFour", "createdAt", "expiresAt", "lastUsedAt", "revokedAt" FROM "Token"
    WHERE "userId" = ANY(${[...userIds]}) AND "revokedAt" IS NULL AND coalesce("expiresAt" > now(), true) ORDER BY "createdAt" DESC, id DESC`;
  return userIds.map((id) => rows.filter(({ userId }) => userId === id));
}

/** When a token of theirs was last used, whether it is still good or not. */
export async function lastUses(record: PrismaClient, userIds: readonly string[]): Promise<(Date | null)[]> {
  const groups = await record.token.groupBy({ by: ['userId'], where: { userId: { in: [...userIds] } }, _max: { lastUsedAt: true } });
  const times = new Map(groups.map(({ userId, _max }) => [userId, _max.lastUsedAt]));
  return userIds.map((id) => times.get(id) ?? null);
}

/** Browsers that are signed in now. */
export async function sessionCounts(record: PrismaClient, userIds: readonly string[]): Promise<number[]> {
  const rows = await record.$queryRaw<{ userId: string; count: number }[]>`
    SELECT t."userId", count(*)::int AS count FROM "Session" s JOIN "Token" t ON t.id = s."tokenId"
    WHERE t."userId" = ANY(${[...userIds]}) AND s."endedAt" IS NULL AND s."expiresAt" > now() AND s."lastUsedAt" > now() - ${SESSION.idle}::interval
      AND t."revokedAt" IS NULL AND coalesce(t."expiresAt" > now(), true) GROUP BY t."userId"`;
  const counts = new Map(rows.map(({ userId, count }) => [userId, count]));
  return userIds.map((id) => counts.get(id) ?? 0);
}

/** When the invitation ends that was sent to each and not used so far; null where there is none. */
export async function openInvites(record: PrismaClient, userIds: readonly string[]): Promise<(Date | null)[]> {
  const rows = await record.$queryRaw<{ userId: string; expiresAt: Date }[]>`
    SELECT "userId", "expiresAt" FROM "Invite" WHERE "userId" = ANY(${[...userIds]}) AND "usedAt" IS NULL AND "revokedAt" IS NULL AND "expiresAt" > now()`;
  const ends = new Map(rows.map(({ userId, expiresAt }) => [userId, expiresAt]));
  return userIds.map((id) => ends.get(id) ?? null);
}
