import { type Prisma, Role } from './client.ts';
import { newId } from './ids.ts';
import { newSecret } from './secrets.ts';

/** Days after which a token ends unless somebody says otherwise. */
export const TOKEN_DAYS = 90;

export interface NewToken {
  userId: string;
  name: string;
  role: Role;
  /** null: it does not end by itself */
  days: number | null;
}

/** Makes a token; its secret is in the answer and nowhere else. The end is reckoned by the database's clock. */
export async function addToken(tx: Prisma.TransactionClient, { userId, name, role, days }: NewToken): Promise<{ id: string; secret: string }> {
  const { secret, hash, lastFour } = newSecret('token');
  const id = newId('token');
  await tx.$executeRaw`
    INSERT INTO "Token" (id, "userId", name, role, hash, "lastFour", "expiresAt")
    VALUES (${id}, ${userId}, ${name}, ${role}::"Role", ${hash}, ${lastFour}, now() + make_interval(days => ${days}::int))`;
  return { id, secret };
}

/** Makes a person, with the next of the ten colours. */
export async function addPerson(tx: Prisma.TransactionClient, { name, role }: { name: string; role: Role }) {
  const colour = `s${1 + ((await tx.user.count()) % 10)}`;
  return tx.user.create({ data: { id: newId('user'), name, role, colour } });
}

/** A person of this name who may do at least that much; made, or raised, where needed. For whoever works on the server's own machine. */
export async function ensurePerson(tx: Prisma.TransactionClient, name: string, role: Role) {
  const known = await tx.user.findUnique({ where: { name } });
  if (!known) return addPerson(tx, { name, role });
  const order = Object.values(Role); // the schema says: each includes those before it
  return tx.user.update({ where: { id: known.id }, data: { disabledAt: null, ...(order.indexOf(known.role) < order.indexOf(role) && { role }) } });
}
