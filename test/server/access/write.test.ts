import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type Prisma, type PrismaClient } from '../../../prisma/client.ts';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { RequestContext } from '../../../server/access/request-context.ts';
import { write } from '../../../server/access/write.ts';
import { EventFeed } from '../../../server/live/event-feed.ts';
import { freshDatabase, withClient } from '../../postgres.ts';
import { until } from '../../until.ts';
import { addStudy } from '../record-builder.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let feed: EventFeed;
let context: RequestContext;
beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  feed = new EventFeed(record, database.url);
  context = new RequestContext(record, feed, LOCAL_ADMIN);
});
afterAll(async () => {
  await feed.stop();
  await record.$disconnect();
  await database.drop();
});

const byPrisma = (tx: Prisma.TransactionClient, id: string, description: string) => tx.study.update({ where: { id }, data: { description }, select: { id: true } });
const bySql = (tx: Prisma.TransactionClient, id: string, description: string) => tx.$executeRaw`UPDATE "Study" SET description = ${description} WHERE id = ${id}`;
const eventsOf = (action: string) => record.auditEvent.findMany({ where: { action }, select: { subject: true, refusal: true } });

test.each([
  ['a statement of Prisma', byPrisma],
  ['a statement of our own', bySql],
])('a write that loses a deadlock in %s is begun afresh, and happens once', async (name, change) => {
  const [a, b] = [(await addStudy(record, `a, ${name}`)).id, (await addStudy(record, `b, ${name}`)).id];
  await withClient(database.url, async (other) => {
    // the other one waits for as long as it must: of the two, Postgres then gives up the write
    await other.query("SET deadlock_timeout = '1min'");
    await other.query('BEGIN');
    await other.query(`UPDATE "Study" SET description = 'theirs' WHERE id = $1`, [b]);
    let tries = 0;
    let theirs: Promise<unknown> | undefined;
    const done = write(context, { action: name, input: { idempotencyKey: `deadlock-${name.length}` } }, async (tx, audit) => {
      tries++;
      await tx.$executeRaw`SET LOCAL deadlock_timeout = '10ms'`;
      audit({ subject: a });
      await change(tx, a, 'ours');
      theirs ??= other.query(`UPDATE "Study" SET description = 'theirs' WHERE id = $1`, [a]).then(() => other.query('COMMIT'));
      if (tries === 1) await until('the other one to wait', async () => (await record.$queryRaw<unknown[]>`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).length > 0);
      await change(tx, b, 'ours');
      return { tries };
    });
    expect(await done).toEqual({ tries: 2 });
    await theirs;
  });
  expect(await record.study.findMany({ where: { id: { in: [a, b] } }, select: { description: true } })).toEqual([{ description: 'ours' }, { description: 'ours' }]);
  expect(await eventsOf(name)).toEqual([{ subject: a, refusal: null }]);
});

test('a write that loses three times is refused as UNAVAILABLE and leaves nothing but its refusal', async () => {
  let tries = 0;
  const done = write(context, { action: 'loses', input: {} }, async (tx, audit) => {
    tries++;
    audit({ subject: 'nothing' });
    await addStudy(tx as PrismaClient, 'never there');
    await tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001'; END $$`;
    return {};
  });
  await expect(done).rejects.toMatchObject({ code: 'UNAVAILABLE', details: { retryAfterMs: 1000 } });
  expect(tries).toBe(3);
  expect(await record.study.count({ where: { name: 'never there' } })).toBe(0);
  expect(await eventsOf('loses')).toEqual([{ subject: null, refusal: 'UNAVAILABLE' }]);
});

test('a write that fails otherwise is not tried again', async () => {
  let tries = 0;
  const done = write(context, { action: 'fails', input: {} }, async (tx) => {
    tries++;
    await tx.$executeRaw`SELECT 1 / 0`;
    return {};
  });
  await expect(done).rejects.toThrow(/division by zero/);
  expect(tries).toBe(1);
});
