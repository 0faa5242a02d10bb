import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureNow, addMeasuredRun, addStudy } from '../record-builder.ts';
import { bearer } from '../callers.ts';
import { addPerson, addToken } from '../../../prisma/tokens.ts';
import { type Served, serve } from '../served.ts';

const ADMIN = 'a-secret-of-an-admin-0123456789-abcdefgh';
const METRICS = 'a-secret-of-prometheus-0123456789-abcdef';
let near: Served;
let far: Served;
beforeAll(async () => {
  near = await serve();
  far = await serve({ adminToken: ADMIN, metricsToken: METRICS });
});
afterAll(async () => {
  await near.end();
  await far.end();
});

const scrape = async ({ url }: Served, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}/metrics`, { headers });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

/** The number of a line that begins with the name and labels. */
const value = (text: string, line: string): number | undefined => {
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length));
};

test('requests, operations, runs, caches, connections and the process are told as Prometheus reads them', async () => {
  const { run } = await addMeasuredRun(near.record, (await addStudy(near.record)).id, 3, { status: 'RUNNING', imagesPerSecond: 50 });
  await measureNow(near.record, run.id, ['NC1']);
  const before = (await scrape(near)).text;
  await near.ask('query AnyNameAtAll { runs { totalCount } }');
  await near.ask('{ nothing }');
  await fetch(`${near.url}/some-path-of-a-stranger`);
  const { status, type, text } = await scrape(near);
  expect([status, type]).toEqual([200, expect.stringContaining('text/plain')]);
  const rise = (line: string) => (value(text, line) ?? 0) - (value(before, line) ?? 0);
  expect(rise('collapsar_operations_total{kind="query",code="OK"}')).toBe(1);
  expect(rise('collapsar_operations_total{kind="refused",code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  expect(rise('collapsar_http_requests_total{route="page",status="404"}')).toBe(1);
  expect(rise('collapsar_http_request_seconds_count{route="graphql"}')).toBe(2);
  expect(value(text, 'collapsar_runs{status="RUNNING"}')).toBe(1);
  expect(value(text, 'collapsar_runs{status="QUEUED"}')).toBe(0);
  expect([value(text, 'collapsar_epochs_recorded'), value(text, 'collapsar_images_per_second'), value(text, 'collapsar_database_up'), value(text, 'collapsar_subscriptions')]).toEqual([3, 50, 1, 0]);
  expect(value(text, 'collapsar_metric_cache_lookups{result="miss"}')).toBeGreaterThanOrEqual(3);
  expect(value(text, 'collapsar_database_connections{program="collapsar-server",state="active"}')).toBeGreaterThanOrEqual(1);
  expect(value(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e7);
  expect(text).not.toMatch(/AnyNameAtAll|stranger/);
});

test('where others are served it takes an admin\'s token or its own, which opens nothing else', async () => {
  expect((await scrape(far)).status).toBe(401);
  expect((await scrape(far, bearer(`${METRICS}x`))).status).toBe(401);
  expect((await scrape(far, bearer(METRICS))).status).toBe(200);
  expect((await scrape(far, bearer(ADMIN))).status).toBe(200);
  expect((await far.ask('{ runs { totalCount } }', {}, bearer(METRICS))).errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
  const { secret } = await far.record.$transaction(async (tx) => addToken(tx, { userId: (await addPerson(tx, { name: 'Vic', role: 'VIEWER' })).id, name: 'x', role: 'VIEWER', days: 1 }));
  expect((await scrape(far, bearer(secret))).status).toBe(404);
});

test('on this machine\'s own server a proxy or a foreign host name gets nothing once tokens are used', async () => {
  await near.record.$transaction(async (tx) => addToken(tx, { userId: (await addPerson(tx, { name: 'Ada', role: 'ADMIN' })).id, name: 'x', role: 'ADMIN', days: 1 }));
  const status = (headers: Record<string, string>) =>
    new Promise<number>((resolve) => httpRequest(`${near.url}/metrics`, { headers }, (response) => resolve(response.resume().statusCode!)).end());
  await expect.poll(() => status({ 'x-forwarded-for': '10.0.0.1' })).toBe(401);
  expect(await status({ host: 'elsewhere.example.org' })).toBe(403);
  expect((await scrape(near)).status).toBe(200);
});

test('every answer has an id of the server\'s own, and the log\'s line about the request has the same', async () => {
  const answer = await far.ask('{ runs { totalCount } }', {}, { ...bearer(ADMIN), 'x-request-id': 'chosen-by-a-stranger' });
  const id = answer.headers.get('x-request-id')!;
  expect(id).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
  await far.record.$executeRaw`ALTER TABLE "Run" RENAME TO "Gone"`;
  const failed = await far.ask('{ runs { totalCount } }', {}, bearer(ADMIN));
  await far.record.$executeRaw`ALTER TABLE "Gone" RENAME TO "Run"`;
  expect(failed.errors![0]!.extensions.requestId).toBe(failed.headers.get('x-request-id'));
  const lines = far.logged.map((line) => JSON.parse(line) as { requestId?: string; msg: string });
  expect(lines.filter(({ requestId }) => requestId === failed.headers.get('x-request-id')).map(({ msg }) => msg)).toContain('a request failed');
});
