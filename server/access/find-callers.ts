import type { PrismaClient } from '../../prisma/client.ts';
import type { Access, Caller } from './caller.ts';

/** Idle time after which a session ends, and how long it lasts however much it is used. */
export const SESSION = { idle: '12 hours', days: 7 } as const;

export type Door = 'token' | 'session' | 'link';

/** Who stands behind a secret that is good now, by the database's clock. */
export interface Found {
  caller: Caller;
  /** the token behind it; null for a share link */
  tokenHash: string | null;
  /** whether its last use was noted more than a minute ago */
  isUnnoted: boolean;
}

interface Row extends Omit<Caller, 'access'> {
  hash: string;
  access: Access;
  tokenHash: string | null;
  isUnnoted: boolean;
}

/** The callers behind hashes of secrets; one that is unknown, expired, revoked, ended or of a disabled person is not in the map. */
export async function findCallers(record: PrismaClient, door: Door, hashes: readonly string[]): Promise<Map<string, Found>> {
  if (hashes.length === 0) return new Map();
  const rows = await LOOK[door](record, [...hashes]);
  return new Map(rows.map(({ hash, tokenHash, isUnnoted, ...caller }) => [hash, { caller, tokenHash, isUnnoted }]));
}

/** Notes that a secret was used now. */
export async function noteUse(record: PrismaClient, door: Door, hash: string): Promise<void> {
  await NOTE[door](record, hash);
}

const LOOK: Record<Door, (record: PrismaClient, hashes: string[]) => Promise<Row[]>> = {
  token: (record, hashes) => record.$queryRaw`
    SELECT t.hash, t.id, least(t.role, u.role)::text AS access, u.id AS "userId", u.name AS person, NULL AS "studyId", true AS "seesNames",
           t.hash AS "tokenHash", coalesce(t."lastUsedAt" < now() - interval '1 minute', true) AS "isUnnoted"
    FROM "Token" t JOIN "User" u ON u.id = t."userId"
    WHERE t.hash = ANY(${hashes}) AND t."revokedAt" IS NULL AND coalesce(t."expiresAt" > now(), true) AND u."disabledAt" IS NULL`,
  session: (record, hashes) => record.$queryRaw`
    SELECT s.hash, t.id, least(t.role, u.role)::text AS access, u.id AS "userId", u.name AS person, NULL AS "studyId", true AS "seesNames",
           t.hash AS "tokenHash", s."lastUsedAt" < now() - interval '1 minute' AS "isUnnoted"
    FROM "Session" s JOIN "Token" t ON t.id = s."tokenId" JOIN "User" u ON u.id = t."userId"
    WHERE s.hash = ANY(${hashes}) AND s."endedAt" IS NULL AND s."expiresAt" > now() AND s."lastUsedAt" > now() - ${SESSION.idle}::interval
      AND t."revokedAt" IS NULL AND coalesce(t."expiresAt" > now(), true) AND u."disabledAt" IS NULL`,
  link: (record, hashes) => record.$queryRaw`
    SELECT l.hash, l.id, 'LINK' AS access, NULL AS "userId", NULL AS person, l."studyId", l."showsNames" AS "seesNames",
           NULL AS "tokenHash", coalesce(l."lastUsedAt" < now() - interval '1 minute', true) AS "isUnnoted"
    FROM "ShareLink" l LEFT JOIN "User" u ON u.id = l."createdBy"
    WHERE l.hash = ANY(${hashes}) AND l."revokedAt" IS NULL AND l."expiresAt" > now() AND u."disabledAt" IS NULL`,
};

const NOTE: Record<Door, (record: PrismaClient, hash: string) => Promise<unknown>> = {
  token: (record, hash) => record.$executeRaw`UPDATE "Token" SET "lastUsedAt" = now() WHERE hash = ${hash}`,
  session: (record, hash) => record.$executeRaw`
    WITH used AS (UPDATE "Session" SET "lastUsedAt" = now() WHERE hash = ${hash} RETURNING "tokenId")
    UPDATE "Token" SET "lastUsedAt" = now() WHERE id = (SELECT "tokenId" FROM used)`,
  link: (record, hash) => record.$executeRaw`UPDATE "ShareLink" SET "lastUsedAt" = now() WHERE hash = ${hash}`,
};
