import { setImmediate as turn } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Prisma, PrismaClient } from '../../prisma/client.ts';
import { sharedRead } from '../../prisma/shared-read.ts';
import { listRuns } from '../../server/runs/list-runs.ts';
import { freshDatabase } from '../postgres.ts';
import { addRun, addStudy } from '../server/record-builder.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
const statements: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  const counting = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }), log: [{ emit: 'event', level: 'query' }] });
  counting.$on('query', ({ query }) => statements.push(query));
  record = counting;
  await record.$queryRaw`SELECT 1`;
});
beforeEach(() => void statements.splice(0));
afterAll(async () => {
  await record.$disconnect();
  await database.drop();
});

const number = (value: number | bigint | null) => sharedRead<{ n: unknown }>(record, Prisma.sql`SELECT ${value}::float8 AS n`);

test('the same statement with the same values, asked for in one turn, is sent once', async () => {
  const rows = await Promise.all([number(1), number(1), number(1)]);
  expect(rows).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 1 }]]);
  expect(statements).toHaveLength(1);
});

test('other values are read by a statement of their own', async () => {
  expect(await Promise.all([number(1), number(2), number(null), number(3n)])).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: null }], [{ n: 3 }]]);
  expect(statements).toHaveLength(4);
});

test('a statement that was sent is not joined: what was written before asking is in the answer', async () => {
  const count = () => sharedRead<{ n: number }>(record, Prisma.sql`SELECT count(*)::int AS n FROM "Study", pg_sleep(0.2)`);
  const before = count();
  await turn();
  await turn();
  await addStudy(record, 'written meanwhile');
  const after = count();
  expect([(await before)[0]!.n, (await after)[0]!.n]).toEqual([0, 1]);
});

test('a statement that fails fails for all who asked for it, and the next one is sent anew', async () => {
  const bad = () => sharedRead(record, Prisma.sql`SELECT 1 / (SELECT count(*) FROM "Run")`);
  const results = await Promise.allSettled([bad(), bad()]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const study = await addStudy(record, 'with a run');
  await addRun(record, study.id);
  expect(await bad()).toHaveLength(1);
});

test('lists of the same question share a statement; those of another study, as a link sees them, have their own', async () => {
  const study = await addStudy(record, 'seen by a link');
  await addRun(record, study.id, { name: 'its run' });
  statements.length = 0;
  const ask = (studyId: string | null) => listRuns(record, {}, { studyId });
  const [all, again, ofLink] = await Promise.all([ask(null), ask(null), ask(study.id)]);
  expect(statements).toHaveLength(2);
  expect(again.nodes).toEqual(all.nodes);
  expect(again.nodes[0]).not.toBe(all.nodes[0]);
  expect(ofLink.nodes.map(({ name }) => name)).toEqual(['its run']);
});
