import { afterAll } from 'vitest';
import { connectRecord, type PrismaClient } from '../prisma/client.ts';
import { freshRecord } from './fresh-record.ts';

interface Counted {
  record: PrismaClient;
  /** texts of all that `record` has sent: whoever counts empties it first */
  statements: string[];
}

/** As `freshRecord`; `uncounted` is for an event feed, which asks whenever it likes. */
export async function countedRecord(): Promise<Counted & { uncounted: PrismaClient; url: string }> {
  const { record: uncounted, url } = await freshRecord();
  const counted = connectCounted(url);
  afterAll(() => counted.record.$disconnect());
  return { ...counted, uncounted, url };
}

/** Another client of a database. */
export function connectCounted(url: string): Counted {
  const statements: string[] = [];
  const watch = (sql: string) => {
    statements.push(sql);
    return () => {};
  };
  return { record: connectRecord(url, { watch }), statements };
}
