import { PrismaPg } from '@prisma/adapter-pg';
import { execute, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrismaClient } from '../../../prisma/client.ts';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { RequestContext } from '../../../server/access/request-context.ts';
import { EventFeed } from '../../../server/live/event-feed.ts';
import { makeSchema } from '../../../server/schema.ts';
import { addMeasuredRun, addStudy } from '../record-builder.ts';
import { freshDatabase } from '../../postgres.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
const statements: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  const counting = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }), log: [{ emit: 'event', level: 'query' }] });
  counting.$on('query', ({ query }) => statements.push(query));
  record = counting;
  for (let i = 0; i < 3; i++) {
    const { id } = await addStudy(record, `study ${i}`);
    for (let k = 0; k < 7; k++) await addMeasuredRun(record, id, 2, { terminalPhaseEpoch: 1, status: 'RUNNING' });
  }
});
afterAll(async () => {
  await record.$disconnect();
  await database.drop();
});

const LIST = `query ($first: Int!) { runs(first: $first) { nodes {
  name study { name runCount } remainingMs suggestedVerdict { verdict } history { epochs } epochs(first: 2) { nodes { epoch } } log { message }
} } }`;

test('a page of runs with everything of each takes as many statements for 20 runs as for 3', async () => {
  const feed = new EventFeed(record, database.url);
  const counts: number[] = [];
  for (const first of [3, 3, 20, 20]) {
    statements.length = 0;
    const contextValue = new RequestContext(record, feed, LOCAL_ADMIN);
    const { data, errors } = await execute({ schema: await makeSchema(), document: parse(LIST), variableValues: { first }, contextValue });
    expect(errors).toBeUndefined();
    expect(data).toHaveProperty('runs.nodes.length', first);
    counts.push(statements.filter((statement) => /^\s*SELECT/i.test(statement) && !statement.includes('"core"')).length);
  }
  await feed.stop();
  const [, few, , many] = counts; // the second of each: verdicts are cached by then
  expect(few).toBeGreaterThan(5); // the count sees statements at all
  expect(many).toBe(few);
  expect(many).toBeLessThanOrEqual(12);
});
