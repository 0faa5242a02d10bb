import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { freshDatabase, withClient } from '../postgres.ts';
import { until } from '../until.ts';
import { ServerProcess } from './server-process.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test('the program serves the dashboard and GraphQL on one port, and leaves in order at SIGTERM', async () => {
  const server = new ServerProcess({ DATABASE_URL: database.url });
  const url = await server.serving();
  const page = await fetch(url);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ runs { totalCount } }"}' });
  expect(await answer.json()).toEqual({ data: { runs: { totalCount: 0 } } });

  const elsewhere = new WebSocket(`${url.replace('http', 'ws')}/runs`);
  expect((await new Promise<Error>((resolve) => elsewhere.once('error', resolve))).message).toMatch(/404/);
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await new Promise((resolve) => socket.once('open', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const asked = Date.now();
  server.child.kill('SIGTERM');
  expect(await closed).toBe(1001);
  expect(await server.gone()).toBe(0);
  expect(Date.now() - asked).toBeLessThan(8000);
});

/** Whether nothing listens at the address any more. */
function isClosed(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
    socket.once('connect', () => socket.destroy());
  });
}

/** Who waits for a lock in this database; others have theirs in the same Postgres. */
const WAITING = 'SELECT FROM pg_locks JOIN pg_database d ON d.oid = database WHERE NOT granted AND datname = current_database()';

test('a second signal ends it at once, though a request is still waiting', async () => {
  const server = new ServerProcess({ DATABASE_URL: database.url });
  const url = await server.serving();
  await withClient(database.url, async (client) => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE "Study" IN ACCESS EXCLUSIVE MODE');
    const waiting = fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ studies { totalCount } }"}' }).catch(() => 'cut');
    await until('the request to wait', async () => (await client.query(WAITING)).rowCount! > 0);
    const asked = Date.now();
    server.child.kill('SIGTERM');
    await until('the first signal to be heeded', () => isClosed(url));
    expect(server.child.exitCode).toBeNull(); // it waits for the request
    server.child.kill('SIGTERM');
    expect(await server.gone()).toBe(1);
    expect(Date.now() - asked).toBeLessThan(8000); // how long one signal alone lets requests finish
    expect(await waiting).toBe('cut');
    await client.query('ROLLBACK');
  });
});

test('a server whose parent is gone leaves too', async () => {
  const server = new ServerProcess({ DATABASE_URL: database.url });
  await server.serving();
  server.child.disconnect();
  expect(await server.gone()).toBe(0);
});

test('a port in use is told in one sentence that names the port and COLLAPSAR_PORT', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const server = new ServerProcess({ DATABASE_URL: database.url, COLLAPSAR_PORT: String(port) });
  expect(await server.gone()).toBe(1);
  other.close();
  expect(server.errors.trim()).toBe(`Port ${port} of 127.0.0.1 is in use by another program; stop it, or set COLLAPSAR_PORT to a free port.`);
});

/** Makes listening fail as on a machine that we do not have: root may use every port, and this machine has its loopback. */
function failingToListen(code: string) {
  const module = `import { Server } from 'node:net';
    Server.prototype.listen = function () { setImmediate(() => this.emit('error', Object.assign(new Error('listen ${code}'), { code: '${code}' }))); return this; };`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(module)}` };
}

test.each([
  ['EACCES', /^This account may not listen on port 80 of 127\.0\.0\.1; set COLLAPSAR_PORT .*\.$/],
  ['EADDRNOTAVAIL', /^This machine has no address 127\.0\.0\.1 to listen on; set COLLAPSAR_HOST .*\.$/],
])('%s at the start is told in one sentence', async (code, sentence) => {
  const server = new ServerProcess({ DATABASE_URL: database.url, COLLAPSAR_PORT: '80', ...failingToListen(code) });
  expect(await server.gone()).toBe(1);
  expect(server.errors.trim()).toMatch(sentence);
});

test('an error of another kind at the start is told with its stack, and its last line is the cause', async () => {
  const server = new ServerProcess({ DATABASE_URL: database.url, ...failingToListen('ENOBUFS') });
  expect(await server.gone()).toBe(1);
  const lines = server.errors.trim().split('\n');
  expect(lines.at(-1)).toBe('listen ENOBUFS');
  expect(lines.some((line) => line.trimStart().startsWith('at '))).toBe(true);
});

test.each([
  [{ COLLAPSAR_HOST: '0.0.0.0' }, /^COLLAPSAR_HOST is "0\.0\.0\.0".*\.$/],
  [{ DATABASE_URL: '' }, /^DATABASE_URL is not set.*\.$/],
  [{ DATABASE_URL: 'mysql://a' }, /^DATABASE_URL cannot be read.*\.$/],
])('the setting %j stops the start with one sentence', async (env, sentence) => {
  const server = new ServerProcess({ DATABASE_URL: database.url, ...(env as Record<string, string>) });
  expect(await server.gone()).toBe(1);
  expect(server.errors.trim()).toMatch(sentence);
});
