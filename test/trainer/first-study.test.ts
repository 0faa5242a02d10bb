import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { queueFirstStudy } from '../../trainer/first-study.ts';
import { freshDatabase } from '../postgres.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
});
afterAll(async () => {
  await record.$disconnect();
  await database.drop();
});

test('two daemons starting at once on an empty record make one study with one run', async () => {
  const made = await Promise.all([queueFirstStudy(record), queueFirstStudy(record)]);
  expect(made.sort()).toEqual([false, true]);
  expect([await record.study.count(), await record.run.count()]).toEqual([1, 1]);
});

test('a record with any study is left as it is', async () => {
  expect(await queueFirstStudy(record)).toBe(false);
});
