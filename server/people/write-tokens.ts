import { CollapsarError } from '../../prisma/errors.ts';
import type { Prisma } from '../../prisma/client.ts';
import { addToken } from '../../prisma/tokens.ts';
import { demand, mayDo } from '../access/caller.ts';
import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import type { CreateTokenInput, RevokeTokenInput } from './token.input.ts';
import type { Token } from './token.type.ts';
import { ownPerson } from './write-people.ts';

/**
 * Makes a token: of oneself, or for an admin of anybody. Its secret is in this one answer: the record, the audit log and the answer to a repeated request do not have it.
 *
 * @throws CollapsarError NOT_FOUND, FORBIDDEN for a token that may do more than the caller, PRECONDITION_FAILED where the first token of all would let no admin in
 */
export async function createToken(context: RequestContext, input: CreateTokenInput): Promise<{ token: Token; secret: string | null }> {
  // by id: the answer of before, or another try, is of another token
  const secrets = new Map<string, string>();
  const { id } = await write(context, { action: 'createToken', input }, async (tx, audit) => {
    const { userId, name, role } = input;
    const days = input.expiresInDays ?? null;
    const owner = await ownPerson(tx, context, userId);
    // a program with a small token must not make itself a larger one, though it is of the same person
    demand(context.caller, role, `Making a token with the role ${role.toLowerCase()}`);
    if (context.caller.id === 'local' && !(role === 'ADMIN' && owner.role === 'ADMIN')) await demandAnAdminsToken(tx);
    const made = await addToken(tx, { userId, name, role, days });
    secrets.set(made.id, made.secret);
    audit({ subject: made.id, after: { userId, name, role, days } });
    return { id: made.id };
  });
  return { token: await context.record.token.findUniqueOrThrow({ where: { id } }), secret: secrets.get(id) ?? null };
}

/**
 * Ends a token and its sessions now. Those of others, and those of oneself that may do more than the caller, are an admin's to end, and for
 * everybody else not there.
 *
 * @throws CollapsarError NOT_FOUND
 */
export async function revokeToken(context: RequestContext, input: RevokeTokenInput): Promise<{ token: Token; secret: string | null }> {
  const id = input.tokenId;
  await write(context, { action: 'revokeToken', input }, async (tx, audit) => {
    const { caller } = context;
    const count = await tx.$executeRaw`
      UPDATE "Token" SET "revokedAt" = coalesce("revokedAt", now())
      WHERE id = ${id} AND (${mayDo(caller, 'ADMIN')} OR ("userId" = ${caller.userId} AND role <= ${caller.access}::"Role"))`;
    if (count === 0) throw new CollapsarError('NOT_FOUND', `There is no token ${id}; take the id from the list of tokens.`, { details: { type: 'Token', field: 'tokenId' } });
    audit({ subject: id });
    return {};
  });
  return { token: await context.record.token.findUniqueOrThrow({ where: { id } }), secret: null };
}

/** From the first token on everybody signs in: if it is not an admin's, nobody can make another. */
async function demandAnAdminsToken(tx: Prisma.TransactionClient): Promise<void> {
  if ((await tx.token.count()) > 0) return;
  throw new CollapsarError(
    'PRECONDITION_FAILED',
    'The first token must be an admin\'s, for a person with that role: as soon as there is one, nobody is let in without a token any more.',
    { details: { state: 'NO_ADMIN_TOKEN' } },
  );
}
