import { type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Prisma, type PrismaClient } from '../../prisma/client.ts';
import { sharedRead } from '../../prisma/shared-read.ts';
import { type Caller, LOCAL_ADMIN } from '../../server/access/caller.ts';
import { RequestContext } from '../../server/access/request-context.ts';
import { EventFeed } from '../../server/live/event-feed.ts';
import { makeSchema } from '../../server/schema.ts';
import { addRun, addStudy } from '../server/record-builder.ts';
import { countedRecord } from '../counted-record.ts';
import { until } from '../until.ts';

const { record, uncounted, url, statements } = await countedRecord();
let feed: EventFeed;
let schema: GraphQLSchema;
let studies: string[];

beforeAll(async () => {
  feed = new EventFeed(uncounted, url);
  schema = await makeSchema();
  studies = [(await addStudy(record, 'first')).id, (await addStudy(record, 'second')).id];
  for (const studyId of studies) for (let k = 0; k < 3; k++) await addRun(record, studyId, { name: `run ${k} of ${studyId}` });
});
beforeEach(() => {
  statements.length = 0;
});
afterAll(() => feed.stop());

const LIST = '{ runs(first: 10) { totalCount pendingCount nodes { id name study { name } } } }';
const linkOf = (studyId: string): Caller => ({ id: `link of ${studyId}`, access: 'LINK', userId: null, person: null, studyId, seesNames: false });
const contextOf = (caller: Caller) => new RequestContext(record, feed, caller);
const ask = async (context: RequestContext, query = LIST): Promise<ExecutionResult<ReturnType<typeof JSON.parse>>> => execute({ schema, document: parse(query), contextValue: context });

test('lists asked for in one turn share a statement each for runs and their number; where no value is asked for nothing can be pending', async () => {
  const alone = await ask(contextOf(LOCAL_ADMIN));
  expect(alone.data.runs).toMatchObject({ totalCount: 6, pendingCount: 0, nodes: { length: 6 } });
  expect(statements).toHaveLength(2);
  statements.length = 0;
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(contextOf(LOCAL_ADMIN))));
  for (const answer of answers) expect(answer).toEqual(alone);
  expect(answers[1]!.data.runs.nodes[0]).not.toBe(answers[0]!.data.runs.nodes[0]);
  expect(statements).toHaveLength(2);
});

test('lists that differ in an argument, or asked for one after the other, share nothing', async () => {
  await Promise.all([1, 2, 3].map((first) => ask(contextOf(LOCAL_ADMIN), `{ runs(first: ${first}) { nodes { id } } }`)));
  expect(statements).toHaveLength(3);
  for (let k = 0; k < 2; k++) await ask(contextOf(LOCAL_ADMIN), '{ runs(first: 1) { nodes { id } } }');
  expect(statements).toHaveLength(5);
});

test('callers who see other studies share nothing, those with the same link do', async () => {
  const [all, first, again, second] = await Promise.all([LOCAL_ADMIN, linkOf(studies[0]!), linkOf(studies[0]!), linkOf(studies[1]!)].map((caller) => ask(contextOf(caller))));
  expect(statements).toHaveLength(6);
  const names = (answer: typeof all) => new Set(answer!.data.runs.nodes.map(({ study }: { study: { name: string } }) => study.name));
  expect([names(all), names(first), names(second)]).toEqual([new Set(['first', 'second']), new Set(['first']), new Set(['second'])]);
  expect(again).toEqual(first);
  expect([all, first, second].map((answer) => answer!.data.runs.totalCount)).toEqual([6, 3, 3]);
});

test('a question whose client went away leaves its companions theirs', async () => {
  const [gone, stays] = [contextOf(LOCAL_ADMIN), contextOf(LOCAL_ADMIN)];
  const answers = [ask(gone), ask(stays)];
  gone.life.end();
  const [of, companion] = await Promise.all(answers);
  expect(of!.errors?.[0]?.message).toMatch(/went away/);
  expect(companion!.errors).toBeUndefined();
  expect(companion!.data.runs.nodes).toHaveLength(6);
});

test('a question that fails beside a list leaves its companions theirs', async () => {
  const [fails, companion] = await Promise.all([ask(contextOf(LOCAL_ADMIN), `{ run(id: "run_none") { id } ${LIST.slice(1)}`), ask(contextOf(LOCAL_ADMIN)), ask(contextOf(LOCAL_ADMIN), '{ runs(first: 10, after: "none") { nodes { id } } }')]);
  expect(fails!.data.runs.nodes).toHaveLength(6);
  expect(companion!.data.runs.nodes).toHaveLength(6);
});

const HELD = 7_270_099;
/** Begins, which fixes what it sees, and then waits for the lock. */
const WAITING = Prisma.sql`SELECT (SELECT count(*)::int FROM "Study") AS count, pg_advisory_xact_lock_shared(${HELD}::bigint)::text AS got`;

test('a statement that was sent is not joined: whoever asks after a change sees it', async () => {
  const holder = new pg.Client(url);
  const isWaiting = async (count: number) => (await holder.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = $1::oid", [HELD])).rowCount === count;
  await holder.connect();
  try {
    await holder.query('SELECT pg_advisory_lock($1::bigint)', [HELD]);
    const before = sharedRead<{ count: number }>(record, WAITING);
    await until('the statement to have begun', () => isWaiting(1));
    await addStudy(record, 'third');
    const after = sharedRead<{ count: number }>(record, WAITING);
    expect(after).not.toBe(before);
    await until('another one to have begun', () => isWaiting(2));
    await holder.query('SELECT pg_advisory_unlock($1::bigint)', [HELD]);
    expect([(await before)[0]!.count, (await after)[0]!.count]).toEqual([2, 3]);
  } finally {
    await holder.end();
  }
});

test('a statement that fails fails for all who share it, and for nobody after them', async () => {
  const broken = Prisma.sql`SELECT 1 / (SELECT count(*)::int FROM "User") AS one`;
  const failed = await Promise.allSettled([sharedRead(record, broken), sharedRead(record, broken)]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await record.user.create({ data: { id: 'user_one', name: 'one', colour: 's1', role: 'VIEWER' } });
  expect(await sharedRead(record, broken)).toEqual([{ one: 1 }]);
});

test('parameters are the same only with their type, and transactions share nothing with others', async () => {
  const time = new Date(0);
  const shown = (value: unknown) => sharedRead<{ type: string }>(record, Prisma.sql`SELECT ${value} AS value`);
  await Promise.all([shown(time), shown(time.toISOString()), shown(time), shown(1), shown('1'), shown(1n), shown(null)]);
  expect(statements).toHaveLength(6);
  const [inside, outside] = await record.$transaction(async (tx) => {
    await addStudy(tx as PrismaClient, 'not yet there');
    const count = Prisma.sql`SELECT count(*)::int AS count FROM "Study"`;
    return Promise.all([sharedRead<{ count: number }>(tx as PrismaClient, count), sharedRead<{ count: number }>(record, count)]);
  });
  expect(inside[0]!.count).toBe(outside[0]!.count + 1);
});

test('rows that are shared cannot be changed', async () => {
  const rows = await sharedRead<{ one: number }>(record, Prisma.sql`SELECT 1 AS one`);
  expect(() => Object.assign(rows[0]!, { one: 2 })).toThrow(TypeError);
  expect(() => (rows as object[]).push({})).toThrow(TypeError);
});
