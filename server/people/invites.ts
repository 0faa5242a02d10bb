import type { Prisma, PrismaClient, Role } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { newId } from '../../prisma/ids.ts';
import { hashSecret, newSecret } from '../../prisma/secrets.ts';
import { addToken } from '../../prisma/tokens.ts';
import { SESSION } from '../access/find-callers.ts';
import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import type { InviteUserInput } from './person.input.ts';
import type { Person } from './person.type.ts';
import { person, shown } from './write-people.ts';

const INVITE_DAYS = 7;
/** What the token behind an invited person's first session is called; nobody holds its secret. */
const TOKEN_NAME = 'by invitation';

/**
 * Makes a link that lets a person in once; its address is in this one answer. An earlier link of theirs that was not used ends.
 *
 * @throws CollapsarError NOT_FOUND, PRECONDITION_FAILED for a person who is shut out, or where nobody signs in so far
 */
export async function inviteUser(context: RequestContext, input: InviteUserInput): Promise<{ person: Person; address: string | null; expiresAt: Date }> {
  let address: string | null = null;
  const { id } = await write(context, { action: 'inviteUser', input }, async (tx, audit) => {
    const { userId } = input;
    const invited = await person(tx, userId);
    if (invited.disabledAt) throw new CollapsarError('PRECONDITION_FAILED', `${invited.name} is shut out; let them in again first.`, { details: { state: 'DISABLED' } });
    if ((await tx.token.count()) === 0) throw nobodySignsIn();
    const { secret, hash } = newSecret('invite');
    const made = newId('invite');
    await tx.$executeRaw`UPDATE "Invite" SET "revokedAt" = now() WHERE "userId" = ${userId} AND "usedAt" IS NULL AND "revokedAt" IS NULL`;
    await tx.$executeRaw`INSERT INTO "Invite" (id, "userId", hash, "expiresAt") VALUES (${made}, ${userId}, ${hash}, now() + make_interval(days => ${INVITE_DAYS}::int))`;
    address = `/invite/${secret}`;
    audit({ subject: userId, after: { invite: made, days: INVITE_DAYS } });
    return { id: made };
  });
  const { expiresAt } = await context.record.invite.findUniqueOrThrow({ where: { id } });
  return { ...(await shown(context, input.userId)), address, expiresAt };
}

/** How a link stands: `open` lets its person in. */
export interface InviteState {
  state: 'open' | 'used' | 'over';
  person: string;
  role: Role;
}

/** What is known of a link's secret, by the database's clock; null where it is of no link. */
export async function inviteState(record: PrismaClient, secret: string): Promise<InviteState | null> {
  const rows = await record.$queryRaw<InviteState[]>`
    SELECT CASE WHEN i."usedAt" IS NOT NULL THEN 'used' WHEN i."revokedAt" IS NULL AND i."expiresAt" > now() AND u."disabledAt" IS NULL THEN 'open' ELSE 'over' END AS state,
           u.name AS person, u.role::text AS role
    FROM "Invite" i JOIN "User" u ON u.id = i."userId" WHERE i.hash = ${hashSecret(secret)}`;
  return rows[0] ?? null;
}

/**
 * Uses a link: a token that nobody holds, for as long as a session lasts, to hang the session on. Two who come at once do not both get in.
 * Null where the link lets nobody in any more.
 */
export function useInvite(record: PrismaClient, secret: string): Promise<{ tokenId: string; person: string; role: Role } | null> {
  return record.$transaction(async (tx: Prisma.TransactionClient) => {
    const [used] = await tx.$queryRaw<{ userId: string; person: string; role: Role }[]>`
      UPDATE "Invite" i SET "usedAt" = now() FROM "User" u
      WHERE i.hash = ${hashSecret(secret)} AND u.id = i."userId" AND i."usedAt" IS NULL AND i."revokedAt" IS NULL AND i."expiresAt" > now() AND u."disabledAt" IS NULL
      RETURNING u.id AS "userId", u.name AS person, u.role::text AS role`;
    if (!used) return null;
    const { id } = await addToken(tx, { userId: used.userId, name: TOKEN_NAME, role: used.role, days: SESSION.days });
    await tx.token.update({ where: { id }, data: { lastFour: '' } });
    await tx.auditEvent.create({ data: { caller: id, person: used.person, role: used.role, action: 'useInvite', subject: used.userId } });
    return { tokenId: id, person: used.person, role: used.role };
  });
}

const nobodySignsIn = () =>
  new CollapsarError('PRECONDITION_FAILED', 'Nobody signs in here so far: make an admin\'s token for yourself first, or the first guest would shut you out.', { details: { state: 'NO_ADMIN_TOKEN' } });
