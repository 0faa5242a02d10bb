import type { PrismaClient } from '../../prisma/client.ts';
import { newId } from '../../prisma/ids.ts';

const PERSON = 'admin';
const PREFIX = 'token_setting_';

/** Whether a row is that of a COLLAPSAR_ADMIN_TOKEN: such a row is good only while the setting says so. */
export const isSettingToken = (id: string): boolean => id.startsWith(PREFIX);

/**
 * Gives COLLAPSAR_ADMIN_TOKEN its row, so that sessions, audit events and revoking work with it as with any other token. Made when it is
 * first used: at the start the database may be away.
 */
export async function keepSettingToken(record: PrismaClient, hash: string): Promise<void> {
  const person = await record.user.upsert({
    where: { name: PERSON },
    create: { id: newId('user'), name: PERSON, colour: 's1', role: 'ADMIN' },
    update: {},
  });
  await record.token.upsert({
    where: { hash },
    create: { id: PREFIX + hash.slice(0, 16), userId: person.id, name: 'COLLAPSAR_ADMIN_TOKEN', role: 'ADMIN', hash, lastFour: '' },
    update: {},
  });
}
