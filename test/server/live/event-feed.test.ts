import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../../prisma/client.ts';
import type { RecordEvent } from '../../../server/access/request-context.ts';
import { EventFeed } from '../../../server/live/event-feed.ts';
import { freshDatabase, withClient } from '../../postgres.ts';
import { until } from '../../until.ts';
import { DatabaseBridge } from '../database-bridge.ts';
import { addEvent, addRun, addStudy } from '../record-builder.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let feed: EventFeed;
let runId: string;

beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  runId = (await addRun(record, (await addStudy(record)).id)).id;
  feed = new EventFeed(record, database.url);
});
afterAll(async () => {
  await feed.stop();
  await record.$disconnect();
  await database.drop();
});

const all = () => true;
const append = (epoch: number) => addEvent(record, { kind: 'run.epoch', runId, epoch });

async function take(events: AsyncIterator<RecordEvent>, count: number): Promise<(number | null)[]> {
  const epochs = [];
  for (let i = 0; i < count; i++) epochs.push((await events.next()).value.epoch);
  return epochs;
}

async function takeUpTo(events: AsyncIterator<RecordEvent>, epoch: number): Promise<(number | null)[]> {
  const epochs = await take(events, 1);
  while (epochs.at(-1) !== epoch) epochs.push(...(await take(events, 1)));
  return epochs;
}

test('a subscriber without a cursor hears only what comes after it began', async () => {
  await append(1);
  const events = feed.follow(undefined, all);
  let heard: number | null = null;
  const first = events.next().then(({ value }) => {
    heard = value.epoch;
  });
  // it asks for the newest id at a time of its own: what is appended before that is not new to it
  await until('an event', async () => {
    await append(2);
    return heard !== null;
  });
  await first;
  expect(heard).toBe(2);
  await events.return?.();
});

test('a subscriber with a cursor hears everything behind it, then what comes, each once and in order', async () => {
  const cursor = await append(10);
  for (let epoch = 11; epoch <= 15; epoch++) await append(epoch);
  const events = feed.follow(cursor, all);
  const coming = (async () => {
    for (let epoch = 16; epoch <= 40; epoch++) await append(epoch);
  })();
  expect(await take(events, 30)).toEqual(Array.from({ length: 30 }, (_, i) => 11 + i));
  await coming;
  await events.return?.();
});

test('concurrent writers leave no gap: every subscriber hears every event once, in the order of ids', async () => {
  const cursor = await append(100);
  const subscribers = [feed.follow(cursor, all), feed.follow(cursor, all)];
  const writers = [record, connectRecord(database.url), connectRecord(database.url)];
  const writing = Promise.all(writers.map(async (writer) => {
    for (let i = 0; i < 20; i++) await addEvent(writer, { kind: 'run.epoch', runId, epoch: i });
  }));
  const heard = await Promise.all(subscribers.map(async (events) => {
    const ids: bigint[] = [];
    for (let i = 0; i < 60; i++) ids.push((await events.next()).value.id);
    return ids;
  }));
  await writing;
  const recorded = await record.event.findMany({ where: { id: { gt: cursor } }, orderBy: { id: 'asc' }, select: { id: true } });
  for (const ids of heard) expect(ids).toEqual(recorded.map((event) => event.id));
  for (const events of subscribers) await events.return?.();
  for (const writer of writers.slice(1)) await writer.$disconnect();
});

test('a reader that lags behind its buffer reads the rest from the record, without gap or double', async () => {
  const cursor = await append(1);
  const events = feed.follow(cursor, all);
  expect((await Promise.all([events.next(), append(2)]))[0].value.epoch).toBe(2);
  const ids = 3000; // three times what an inbox holds
  await record.$executeRaw`INSERT INTO "Event" (kind, "runId", epoch) SELECT 'run.epoch', ${runId}, n FROM generate_series(3, ${ids}) n`;
  await append(ids + 1);
  await until('the feed to have handed out all', async () => (await take(feed.follow(await lastBut(1), all), 1))[0] === ids + 1);
  expect(await take(events, ids - 1)).toEqual(Array.from({ length: ids - 1 }, (_, i) => i + 3));
  await events.return?.();
});

async function lastBut(count: number): Promise<bigint> {
  const rows = await record.event.findMany({ orderBy: { id: 'desc' }, take: count + 1, select: { id: true } });
  return rows.at(-1)!.id;
}

test('unwanted events are passed over', async () => {
  const cursor = await append(1);
  const events = feed.follow(cursor, (event) => event.epoch === 7);
  for (const epoch of [5, 6, 7]) await append(epoch);
  expect(await take(events, 1)).toEqual([7]);
  await events.return?.();
});

test('leaving while waiting ends the iteration at once and keeps nothing', async () => {
  const before = feed.subscriberCount;
  const events = feed.follow(undefined, all);
  const waiting = events.next();
  expect(feed.subscriberCount).toBe(before + 1);
  await events.return?.();
  expect(await waiting).toEqual({ value: undefined, done: true });
  expect(feed.subscriberCount).toBe(before);
});

test('leaving before the first event was asked for keeps nothing either', async () => {
  const before = feed.subscriberCount;
  await feed.follow(undefined, all).return?.();
  expect(feed.subscriberCount).toBe(before);
});

test('events that come while the listening connection is cut are heard when it is back', async () => {
  const cursor = await append(1);
  const events = feed.follow(cursor, all);
  await append(2);
  expect(await take(events, 1)).toEqual([2]);
  await withClient(database.url, (client) => client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'collapsar-events' AND datname = current_database()"));
  await append(3);
  expect(await take(events, 1)).toEqual([3]);
  await events.return?.();
});

test('a subscription that begins while the database is away hears what is recorded meanwhile and afterwards', async () => {
  const bridge = await DatabaseBridge.to(database.url);
  const bridged = connectRecord(bridge.url);
  const own = new EventFeed(bridged, bridge.url);
  const cursor = await append(1);
  const before = own.follow(cursor, all);
  await append(2);
  expect(await take(before, 1)).toEqual([2]);
  await append(3);
  expect(await take(before, 1)).toEqual([3]); // behind the first answer from the record: handed out by the feed
  bridge.cut();
  const during = [own.follow(undefined, all), own.follow(cursor, all)];
  const heard = during.map((events) => takeUpTo(events, 5));
  await until('both to have asked in vain', async () => bridge.refusals >= 2);
  await append(4);
  bridge.mend();
  await append(5);
  const [late, resumed] = await Promise.all(heard);
  expect(late!.slice(-2)).toEqual([4, 5]); // it may also hear one from just before
  expect(resumed).toEqual([2, 3, 4, 5]);
  await own.stop();
  await bridged.$disconnect();
  bridge.end();
});

test('leaving a subscription that waits for the database ends it at once', async () => {
  const bridge = await DatabaseBridge.to(database.url);
  const bridged = connectRecord(bridge.url);
  const own = new EventFeed(bridged, bridge.url);
  bridge.cut();
  const events = own.follow(undefined, all);
  const waiting = events.next();
  await until('it to have asked in vain', async () => bridge.refusals >= 2);
  await events.return?.();
  expect(await waiting).toEqual({ value: undefined, done: true });
  expect(own.subscriberCount).toBe(0);
  await own.stop();
  await bridged.$disconnect();
  bridge.end();
});

test('a notice whose event could not be read in time is looked up again without another notice', async () => {
  const hasty = connectRecord(database.url, { statementTimeoutMs: 300, applicationName: 'hasty' });
  const own = new EventFeed(hasty, database.url);
  const events = own.follow(await append(1), all);
  await append(2);
  expect(await take(events, 1)).toEqual([2]);
  const next = take(events, 1);
  await withClient(database.url, async (client) => {
    const isWaiting = async () =>
      (await client.query("SELECT FROM pg_stat_activity WHERE application_name = 'hasty' AND wait_event_type = 'Lock'")).rowCount! > 0;
    await client.query('BEGIN');
    await client.query('LOCK TABLE "Event" IN ACCESS EXCLUSIVE MODE');
    await withClient(database.url, (other) => other.query(`SELECT pg_notify('collapsar', '{"id":"1","kind":"run.epoch"}')`));
    await until('the feed to read', isWaiting);
    await until('the feed to have given up', async () => !(await isWaiting()));
    await client.query(`INSERT INTO "Event" (kind, "runId", epoch) VALUES ('run.epoch', $1, 3)`, [runId]);
    await client.query('COMMIT');
  });
  expect(await next).toEqual([3]);
  await own.stop();
  await hasty.$disconnect();
});
