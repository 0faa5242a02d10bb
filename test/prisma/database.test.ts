import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from '../../prisma/database-lock.ts';
import { findDatabase, startDatabase, stopDatabase } from '../../prisma/database.ts';
import { scratchHome, withClient } from '../postgres.ts';

/** Written without waiting for the disk: what kill -9 leaves is in the system's cache; only a power cut would lose it. */
const settings = { fsync: 'off' };

let home: string;
beforeEach(() => {
  home = scratchHome();
});
afterEach(async () => {
  await stopDatabase(home);
  rmSync(home, { recursive: true });
});

/** For what does not harm it, one database serves several tests: making one takes seconds. */
const sharedHome = scratchHome();
afterAll(async () => {
  await stopDatabase(sharedHome);
  rmSync(sharedHome, { recursive: true });
});

const query = (url: string, sql: string) => withClient(url, async (client) => (await client.query(sql)).rows);

test('the first caller creates and starts it, the next one attaches to the same', async () => {
  const stages: string[] = [];
  const first = await startDatabase({ home, settings, onStage: (stage) => stages.push(stage) });
  const second = await startDatabase({ home, settings, onStage: (stage) => stages.push(stage) });
  expect(first.started).toBe(true);
  expect(second).toEqual({ ...first, started: false });
  expect(stages).toEqual(['creating', 'attaching']);
});

test('of four that start at once one starts it and all get the same', async () => {
  const all = await Promise.all(Array.from({ length: 4 }, () => startDatabase({ home, settings })));
  expect(all.filter(({ started }) => started)).toHaveLength(1);
  expect(new Set(all.map(({ url }) => url)).size).toBe(1);
});

test('it listens on 127.0.0.1 only and wants the password', async () => {
  const { url } = await startDatabase({ home: sharedHome, settings });
  expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  const wrong = new URL(url);
  wrong.password = 'guessed';
  await expect(query(wrong.toString(), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
});

test('the password is readable by its owner only, and not part of the log', async () => {
  const { url } = await startDatabase({ home: sharedHome, settings });
  const place = path.join(sharedHome, 'postgres');
  expect(statSync(path.join(place, 'password')).mode & 0o777).toBe(0o600);
  expect(readFileSync(path.join(place, 'log'), 'utf8')).not.toContain(new URL(url).password);
});

test('after an orderly stop the data is there again', async () => {
  await query((await startDatabase({ home, settings })).url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  expect(await stopDatabase(home)).toBe(true);
  const again = await startDatabase({ home, settings });
  expect(again.started).toBe(true);
  expect(await query(again.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('after kill -9 of the postmaster it starts again with all that was committed', async () => {
  const first = await startDatabase({ home, settings });
  await query(first.url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n');
  process.kill(first.pid, 'SIGKILL');
  const again = await startDatabase({ home, settings });
  expect(again.started).toBe(true);
  expect(again.pid).not.toBe(first.pid);
  expect(await query(again.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1000 }]);
});

test('two that find a killed postmaster at once start one', async () => {
  const first = await startDatabase({ home, settings });
  process.kill(first.pid, 'SIGKILL');
  const both = await Promise.all([startDatabase({ home, settings }), startDatabase({ home, settings })]);
  expect(both.filter(({ started }) => started)).toHaveLength(1);
  expect(both[0].pid).toBe(both[1].pid);
});

test("a stale postmaster.pid whose number is another process's by now is passed over", async () => {
  const first = await startDatabase({ home, settings });
  const file = path.join(home, 'postgres/data/postmaster.pid');
  const lines = readFileSync(file, 'utf8').split('\n');
  await stopDatabase(home);
  writeFileSync(file, [String(process.pid), ...lines.slice(1)].join('\n'));
  const again = await startDatabase({ home, settings });
  expect(again.started).toBe(true);
  expect(again.pid).not.toBe(first.pid);
});

test('a creation that was cut short leaves nothing in the way of the next', async () => {
  const leftover = path.join(home, 'postgres/new-abc/data');
  mkdirSync(leftover, { recursive: true });
  writeFileSync(path.join(leftover, 'PG_VERSION'), '18');
  const { started } = await startDatabase({ home, settings });
  expect(started).toBe(true);
  expect(readdirSync(path.join(home, 'postgres'))).not.toContain('new-abc');
});

test('a port that is taken is reported at once, with what Postgres said', async () => {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await expect(startDatabase({ home, port, settings })).rejects.toMatchObject({ code: 'DATABASE_START_FAILED' });
  server.close();
});

test("the name of the database is the caller's choice", async () => {
  const { url } = await startDatabase({ home: sharedHome, name: 'my record', settings });
  expect(await query(url, 'SELECT current_database() AS name')).toEqual([{ name: 'my record' }]);
});

test('stopping what was never there is no error and makes nothing', async () => {
  expect(await stopDatabase(home)).toBe(false);
  expect(readdirSync(home)).toEqual([]);
});

test('with DATABASE_URL nothing is started', async () => {
  const url = 'postgresql://somebody@db.example/record';
  expect(await findDatabase({ home, env: { DATABASE_URL: url } })).toEqual({ url, started: false, pid: null });
  expect(readdirSync(home)).toEqual([]);
});

test('without DATABASE_URL the embedded one is started', async () => {
  expect(await findDatabase({ home, env: {}, settings })).toMatchObject({ started: true });
});

test('the lock of a process that died is passed over, also when its number was given again', async () => {
  const lock = path.join(home, 'lock');
  writeFileSync(lock, '4194305 1 beyond-the-largest-number');
  expect(await withLock(lock, async () => 'got it')).toBe('got it');
  writeFileSync(lock, `${process.pid} 1 started-at-another-time`);
  expect(await withLock(lock, async () => 'got it')).toBe('got it');
});

test('the lock is held by one at a time', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside--;
  };
  await Promise.all(Array.from({ length: 10 }, () => withLock(path.join(home, 'lock'), work)));
  expect(most).toBe(1);
});

test('as root, a home that other accounts cannot enter is served from /var/lib/collapsar', {
  skip: process.getuid?.() !== 0,
}, async () => {
  chmodSync(home, 0o700);
  const { url } = await startDatabase({ home, settings });
  const [{ data_directory }] = await query(url, 'SHOW data_directory');
  expect(data_directory).toMatch(/^\/var\/lib\/collapsar\/[0-9a-f]{16}\/data$/);
  await stopDatabase(home);
  rmSync(path.dirname(data_directory), { recursive: true });
});
