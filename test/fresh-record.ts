import { afterAll } from 'vitest';
import { connectRecord, type PrismaClient } from '../prisma/client.ts';
import { freshDatabase } from './postgres.ts';

/** A migrated database of the test file's own and a client of it, until the file's last test; awaited before its first. */
export async function freshRecord(): Promise<{ record: PrismaClient; url: string }> {
  const { url, drop } = await freshDatabase();
  const record = connectRecord(url);
  afterAll(async () => {
    await record.$disconnect();
    await drop();
  });
  return { record, url };
}
