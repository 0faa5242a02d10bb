import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from '../../server/main.ts';
import type { RunningServer } from '../../server/main.ts';
import { freshDatabase, withClient } from '../postgres.ts';
import { DatabaseBridge } from '../server/database-bridge.ts';
import { until } from '../until.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let bridge: DatabaseBridge;
let server: RunningServer;
beforeAll(async () => {
  database = await freshDatabase();
  bridge = await DatabaseBridge.to(database.url);
  server = await startServer({ databaseUrl: bridge.url, port: 0 });
});
afterAll(async () => {
  await server.stop();
  bridge.end();
  await database.drop();
});

/** Longest that a request may take whatever the database does: its own limit of 10 s, twice for a machine that is busy. */
const BOUND_MS = 20_000;

async function ask(): Promise<{ status: number; code: string | null; ms: number }> {
  const begin = performance.now();
  const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ runs { totalCount } }"}' });
  const { errors } = await answer.json();
  return { status: answer.status, code: errors?.[0]?.extensions.code ?? null, ms: performance.now() - begin };
}
const statusOf = async (path: string) => (await fetch(server.url + path, { signal: AbortSignal.timeout(BOUND_MS) })).status;
const isRefusal = ({ code, ms }: Awaited<ReturnType<typeof ask>>) => ms < BOUND_MS && ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RATE_LIMITED'].includes(code ?? '');

test('a database that falls silent gives errors in bounded time, and all is well when it speaks again', async () => {
  expect(await ask()).toMatchObject({ status: 200, code: null });
  bridge.hush();
  // more than there are connections: each of them must come free again, though nobody ever tells it that the other end is gone
  const asked = Promise.all(Array.from({ length: 20 }, ask));
  expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 503]);
  const answers = await asked;
  expect(answers.filter((answer) => !isRefusal(answer))).toEqual([]);
  bridge.mend();
  await until('an answer', async () => (await ask()).code === null, 20);
  const after = await Promise.all(Array.from({ length: 20 }, ask));
  expect(after.filter(({ code }) => code !== null)).toEqual([]);
}, 90_000);

test('while slow statements hold every connection, others are refused in time and the health check answers', async () => {
  await withClient(database.url, async (client) => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE "Run" IN ACCESS EXCLUSIVE MODE'); // whoever reads runs waits now
    const asked = Promise.all(Array.from({ length: 200 }, ask));
    const waiting = 'SELECT FROM pg_locks JOIN pg_database d ON d.oid = database WHERE NOT granted AND datname = current_database()';
    await until('every connection to wait', async () => (await client.query(waiting)).rowCount! >= 10);
    const begin = performance.now();
    expect(await statusOf('/healthz')).toBe(200);
    expect(performance.now() - begin).toBeLessThan(5000);
    expect(await statusOf('/readyz')).toBe(503);
    const answers = await asked;
    expect(answers.filter((answer) => !isRefusal(answer))).toEqual([]);
    await client.query('COMMIT');
  });
  await until('answers again', async () => (await ask()).code === null, 20);
  expect(await statusOf('/readyz')).toBe(200);
}, 90_000);
