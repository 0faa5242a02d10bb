import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { freshDatabase, withClient } from '../postgres.ts';
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

test('a second signal ends it at once, though a request is still waiting', async () => {
  const server = new ServerProcess({ DATABASE_URL: database.url });
  const url = await server.serving();
  await withClient(database.url, async (client) => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE "Study" IN ACCESS EXCLUSIVE MODE');
    const waiting = fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ studies { totalCount } }"}' }).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 500));
    server.child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(server.child.exitCode).toBeNull(); // it waits for the request
    const asked = Date.now();
    server.child.kill('SIGTERM');
    expect(await server.gone()).toBe(1);
    expect(Date.now() - asked).toBeLessThan(1000);
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

test.each([
  [{ COLLAPSAR_HOST: '0.0.0.0' }, /^COLLAPSAR_HOST is "0\.0\.0\.0".*\.$/],
  [{ DATABASE_URL: '' }, /^DATABASE_URL is not set.*\.$/],
  [{ DATABASE_URL: 'mysql://a' }, /^DATABASE_URL cannot be read.*\.$/],
])('the setting %j stops the start with one sentence', async (env, sentence) => {
  const server = new ServerProcess({ DATABASE_URL: database.url, ...(env as Record<string, string>) });
  expect(await server.gone()).toBe(1);
  expect(server.errors.trim()).toMatch(sentence);
});
