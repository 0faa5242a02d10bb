import type { PrismaClient } from '../../prisma/client.ts';
import type { Told } from './message.ts';
import { pauseBehind } from './retry-plan.ts';

/** A delivery that this server tries now. */
export interface Claim extends Told {
  id: string;
  webhookId: string;
  /** which try it is, from 1; what another server does meanwhile has a higher one */
  attempts: number;
  url: string;
  secret: string;
}

/** When another server may take over what one has claimed: longer than a try can last. */
const LEASE_S = 30;
/** How long deliveries are kept once nothing more is done for them. */
const KEPT_DAYS = 30;

/**
 * Takes up to `most` deliveries that are due, of each webhook the one that is due longest, a test before all others. No two servers get the same one, and one
 * whose server dies is due again when its lease is over.
 *
 * @param busy webhooks that this server asks already: one that answers slowly must not hold up the others
 */
export function claimDue(record: PrismaClient, most: number, busy: readonly string[]): Promise<Claim[]> {
  return record.$queryRaw<Claim[]>`
    WITH due AS (
      SELECT d.id FROM "Webhook" w CROSS JOIN LATERAL (
        SELECT id FROM "WebhookDelivery" WHERE "webhookId" = w.id AND "nextTryAt" <= now()
        ORDER BY "eventId" IS NOT NULL, "nextTryAt", "eventId" LIMIT 1 FOR UPDATE SKIP LOCKED
      ) d WHERE w."disabledAt" IS NULL AND w.id <> ALL (${busy}::text[]) LIMIT ${most}::int
    )
    UPDATE "WebhookDelivery" d SET attempts = d.attempts + 1, "lastTryAt" = now(), "nextTryAt" = now() + make_interval(secs => ${LEASE_S}::int)
    FROM due, "Webhook" w WHERE d.id = due.id AND w.id = d."webhookId"
    RETURNING d.id, d."webhookId", d."eventId", d.kind, d.facts, d."createdAt", d.attempts, w.url, w.secret,
      (SELECT slug FROM "Study" WHERE id = d.facts->>'studyId') AS "studySlug"`;
}

/** How a try ended. */
export interface Outcome {
  isDelivered: boolean;
  /** whether there is no use in trying again */
  isFinal: boolean;
  status: number | null;
  words: string;
}

/**
 * Keeps how a try ended, and when the next one is due. Whoever comes late, after another server took over, changes nothing; what was given up meanwhile stays so,
 * unless it was taken after all.
 */
export async function settle(record: PrismaClient, { id, attempts }: Claim, { isDelivered, isFinal, status, words }: Outcome): Promise<void> {
  const pause = pauseBehind(attempts);
  await record.$executeRaw`
    UPDATE "WebhookDelivery" SET status = ${status}::int,
      outcome = CASE WHEN ${isDelivered}::boolean OR "nextTryAt" IS NOT NULL THEN ${words} ELSE outcome END,
      "deliveredAt" = CASE WHEN ${isDelivered}::boolean THEN now() END,
      "nextTryAt" = CASE WHEN NOT ${isDelivered || isFinal}::boolean AND "nextTryAt" IS NOT NULL AND now() + make_interval(secs => ${pause}::float8) < "giveUpAt" THEN now() + make_interval(secs => ${pause}::float8) END
    WHERE id = ${id} AND attempts = ${attempts}::int AND "deliveredAt" IS NULL`;
}

/** Gives a delivery back untried: its server stops. */
export async function giveBack(record: PrismaClient, { id, attempts }: Claim): Promise<void> {
  await record.$executeRaw`UPDATE "WebhookDelivery" SET "nextTryAt" = now(), attempts = attempts - 1 WHERE id = ${id} AND attempts = ${attempts}::int AND "deliveredAt" IS NULL`;
}

/** Forgets deliveries for which nothing more is done since a month. */
export async function forgetOld(record: PrismaClient): Promise<void> {
  await record.$executeRaw`DELETE FROM "WebhookDelivery" WHERE "nextTryAt" IS NULL AND coalesce("lastTryAt", "createdAt") < now() - make_interval(days => ${KEPT_DAYS}::int)`;
}
