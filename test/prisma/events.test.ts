import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { appendEvent, type EventNotice, listenForEvents } from '../../prisma/events.ts';
import { freshDatabase, withClient } from '../postgres.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url, { max: 20 });
});
afterAll(async () => {
  await record.$disconnect();
  await database.drop();
});

const append = () => record.$transaction((tx) => appendEvent(tx, { kind: 'study.created' }));

/** A listener with what it heard. */
async function listener() {
  const heard: EventNotice[] = [];
  let connections = 0;
  const stop = listenForEvents(
    database.url,
    (notice) => heard.push(notice),
    () => connections++,
  );
  await vi.waitFor(() => expect(connections).toBe(1), 5000);
  return { heard, stop, connections: () => connections };
}

test('an event is heard when its transaction commits, and not before', async () => {
  const { heard, stop } = await listener();
  const id = await record.$transaction(async (tx) => {
    const appended = await appendEvent(tx, { kind: 'study.created' });
    await sleep(200);
    expect(heard).toEqual([]);
    return appended;
  });
  await vi.waitFor(() => expect(heard).toEqual([{ id, kind: 'study.created' }]), 5000);
  await stop();
});

test('an event of a transaction that was rolled back never happened', async () => {
  const { heard, stop } = await listener();
  const before = await record.event.count();
  const rolledBack = record.$transaction(async (tx) => {
    await appendEvent(tx, { kind: 'study.created' });
    throw new Error('changed my mind');
  });
  await expect(rolledBack).rejects.toThrow('changed my mind');
  const id = await append();
  await vi.waitFor(() => expect(heard).toEqual([{ id, kind: 'study.created' }]), 5000);
  expect(await record.event.count()).toBe(before + 1);
  await stop();
});

test('a reader with a cursor misses nothing while many write at once', async () => {
  let cursor = 0n;
  const read: bigint[] = [];
  let writing = true;
  const follow = async () => {
    const rows = await record.event.findMany({
      where: { id: { gt: cursor } },
      orderBy: { id: 'asc' },
      select: { id: true },
    });
    for (const { id } of rows) read.push(id);
    cursor = rows.at(-1)?.id ?? cursor;
  };
  await follow();
  const known = read.length;
  const reader = (async () => {
    while (writing) await follow();
    await follow();
  })();
  // each holds its transaction open for a while after the insert, so that commits come in another order than transactions began
  const write = () =>
    record.$transaction(
      async (tx) => {
        const id = await appendEvent(tx, { kind: 'study.created' });
        await sleep(Math.random() * 20);
        return id;
      },
      { timeout: 20_000, maxWait: 20_000 },
    );
  const ids = await Promise.all(Array.from({ length: 40 }, write));
  writing = false;
  await reader;
  expect(read.slice(known)).toEqual([...ids].sort((a, b) => Number(a - b)));
});

test('a listener whose connection was cut listens again and says so', async () => {
  const { heard, stop, connections } = await listener();
  await withClient(database.url, (client) =>
    client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'collapsar-events' AND datname = current_database()",
    ),
  );
  await vi.waitFor(() => expect(connections()).toBe(2), 5000);
  const id = await append();
  await vi.waitFor(() => expect(heard).toEqual([{ id, kind: 'study.created' }]), 5000);
  await stop();
});

test('a listener waits for a database that is not there, and stops when told', async () => {
  const stop = listenForEvents(
    'postgresql://nobody@127.0.0.1:1/none',
    () => {},
    () => {},
  );
  await sleep(300);
  await stop();
});

test('notices of other programs on the channel are passed over', async () => {
  const { heard, stop } = await listener();
  await withClient(database.url, async (client) => {
    for (const payload of ['', 'hello', '{}', '{"id":"1","kind":"rm -rf"}', '{"id":1,"kind":"run.epoch"}', 'null'])
      await client.query('SELECT pg_notify($1, $2)', ['collapsar', payload]);
  });
  const id = await append();
  await vi.waitFor(() => expect(heard).toEqual([{ id, kind: 'study.created' }]), 5000);
  await stop();
});
