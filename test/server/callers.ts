import type { PrismaClient, Role } from '../../prisma/client.ts';
import { newId } from '../../prisma/ids.ts';
import { newSecret } from '../../prisma/secrets.ts';
import { addPerson, addToken } from '../../prisma/tokens.ts';

let made = 0;

/** A person of a role, with a token of the same role. */
export async function addCaller(record: PrismaClient, role: Role, name = `${role.toLowerCase()} ${++made}`) {
  const person = await addPerson(record, { name, role });
  const token = await addToken(record, { userId: person.id, name: 'test', role, days: 90 });
  return { person, ...token, headers: bearer(token.secret) };
}

/** A share link of a study, as somebody made it; `overrides` says what is different. */
export async function addLink(record: PrismaClient, studyId: string, overrides: { expiresAt?: Date; showsNames?: boolean; path?: string; createdBy?: string } = {}) {
  const { secret, hash } = newSecret('link');
  const link = await record.shareLink.create({ data: { id: newId('link'), studyId, hash, expiresAt: new Date(Date.now() + 86_400_000), ...overrides } });
  return { ...link, secret, headers: bearer(secret) };
}

export const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
