import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../../prisma/client.ts';
import { readTracing } from '../../../server/monitoring/tracing.ts';
import { freshDatabase } from '../../postgres.ts';
import { until } from '../../until.ts';
import { addCaller } from '../callers.ts';
import { addRun, addStudy } from '../record-builder.ts';
import { ServerProcess } from '../server-process.ts';
import { SpanReceiver } from './span-receiver.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let secret: string;
const receiver = new SpanReceiver();
const LISTING = { NODE_OPTIONS: `--require ${path.join(import.meta.dirname, 'loaded-packages.cjs')}`, LOG_LEVEL: 'info' };

beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  await addRun(record, (await addStudy(record)).id);
  ({ secret } = await addCaller(record, 'VIEWER'));
  await receiver.start();
});
afterAll(async () => {
  await receiver.stop();
  await record.$disconnect();
  await database.drop();
});

async function ask(url: string, query: string, variables: object = {}, headers: Record<string, string> = {}) {
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}`, ...headers }, body: JSON.stringify({ query, variables }) });
  return { id: answer.headers.get('x-request-id')!, body: await answer.json() };
}

async function ended(server: ServerProcess): Promise<string> {
  server.child.kill('SIGTERM');
  expect(await server.gone()).toBe(0);
  return /^loaded: (.*)\.$/m.exec(server.errors)![1]!;
}

const SEARCH = 'query Sought($filter: RunFilter!) { runs(filter: $filter, first: 2) { totalCount nodes { name study { name } } } }';

test('a request is a trace: the request with the id that the answer has, its operation, and the statements of the operation', async () => {
  const server = new ServerProcess({ DATABASE_URL: database.url, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_EXPORTER_OTLP_HEADERS: 'x-project=collapse', ...LISTING });
  const url = await server.serving();
  const { id, body } = await ask(url, SEARCH, { filter: { text: 'planted-variable' } });
  expect(body.errors).toBeUndefined();
  await fetch(`${url}/s/planted-link?planted-question=1`, { headers: { cookie: 'collapsar=planted-cookie' } });
  await until('the spans', async () => receiver.of(id).length > 2 && receiver.spans.some(({ name }) => name === 'GET s'));

  const [request, ...rest] = receiver.of(id);
  expect(request).toMatchObject({ name: 'POST graphql', kind: 2, attributes: { 'http.request.method': 'POST', 'http.route': 'graphql', 'http.response.status_code': 200 } });
  expect(request!.parentSpanId).toBeUndefined();
  const operation = rest.find(({ name }) => name === 'query')!;
  expect(operation).toMatchObject({ parentSpanId: request!.spanId, attributes: { 'graphql.operation.type': 'query', 'graphql.operation.name': 'Sought', 'collapsar.fields': ['runs'] } });
  const statements = rest.filter(({ attributes }) => attributes['db.system.name'] === 'postgresql');
  expect(statements.length + 1).toBe(rest.length);
  const ofOperation = statements.filter(({ parentSpanId }) => parentSpanId === operation.spanId);
  expect(ofOperation.map(({ attributes }) => attributes['db.query.text']).join('\n')).toMatch(/"Run".*\$1/s);

  expect(receiver.text).not.toMatch(/planted/);
  expect(receiver.text).not.toContain(secret);
  expect([...receiver.paths]).toEqual(['POST /v1/traces']);
  expect(receiver.headers['x-project']).toBe('collapse');
  expect(receiver.text).toContain('"collapsar-server"');
  expect(await ended(server)).toContain('@opentelemetry/exporter-trace-otlp-http');
}, 90_000);

test('what fails is told by its code, under the id that the log has, and what is left is sent at the end', async () => {
  const server = new ServerProcess({ DATABASE_URL: database.url, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...LISTING });
  const url = await server.serving();
  await record.$executeRaw`ALTER TABLE "SavedView" RENAME TO "Gone"`;
  const { id, body } = await ask(url, '{ savedViews { nodes { id } } }', {}, { traceparent: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01` });
  await record.$executeRaw`ALTER TABLE "Gone" RENAME TO "SavedView"`;
  expect(body.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
  await ended(server);
  const [request, ...rest] = receiver.of(id);
  const logged = server.output.split('\n').filter((line) => line.includes(id));
  expect(logged.length).toBeGreaterThan(0);
  expect(rest.find(({ name }) => name === 'query')).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'INTERNAL_SERVER_ERROR' } });
  expect(rest.find(({ attributes }) => attributes['error.type'] === '42P01')).toMatchObject({ status: { code: 2 } });
  // a stranger may not name the trace, only a proxy in front may
  expect(request!.traceId).not.toBe('ab'.repeat(16));
}, 90_000);

test('statements of requests that wait for a connection stay with their own request', async () => {
  const server = new ServerProcess({ DATABASE_URL: database.url, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, COLLAPSAR_TRUST_PROXY: '1', ...LISTING });
  const url = await server.serving();
  const traceOf = (k: number) => (k + 1).toString(16).padStart(32, '0');
  // more at once than there are connections and no more than one token may ask, each seeking another text
  const asked = await Promise.all(Array.from({ length: 18 }, (_, k) => ask(url, SEARCH, { filter: { text: `word ${k}` } }, { traceparent: `00-${traceOf(k)}-${'cd'.repeat(8)}-01` })));
  await ended(server);
  const counts = asked.map(({ id, body }, k) => {
    expect(body.errors).toBeUndefined();
    const [request, ...rest] = receiver.of(id);
    expect(request).toMatchObject({ traceId: traceOf(k), parentSpanId: 'cd'.repeat(8) });
    return rest.filter(({ attributes }) => /FROM "public"."Run"|FROM "Run"/.test(String(attributes['db.query.text']))).length;
  });
  expect(new Set(counts)).toEqual(new Set([counts[0]]));
  expect(counts[0]).toBeGreaterThan(0);
}, 90_000);

test('without a receiver nothing of OpenTelemetry is loaded but its interface, which others use, and a receiver that is away costs nothing but a line in the log', async () => {
  const [plain, unheard] = [new ServerProcess({ DATABASE_URL: database.url, ...LISTING }), new ServerProcess({ DATABASE_URL: database.url, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', ...LISTING })];
  for (const server of [plain, unheard]) expect((await ask(await server.serving(), '{ runs(first: 1) { totalCount } }')).body.data.runs.totalCount).toBe(1);
  expect(await ended(plain)).toMatch(/^(@opentelemetry\/api)?$/);
  await until('the log to say so', async () => unheard.output.includes('spans could not be delivered'));
  await ended(unheard);
}, 90_000);

test('settings: either address, none when it is disabled, and a sentence without the address for a wrong one', () => {
  const read = (environment: Record<string, string | undefined>) => readTracing(environment, false);
  expect(read({})).toBeNull();
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toBeNull();
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/', OTEL_SDK_DISABLED: 'true' })).toBeNull();
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' })).toEqual({ url: 'http://collector:4318/v1/traces', ratio: 1, trustsParent: false });
  expect(read({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector/spans', OTEL_TRACES_SAMPLER_ARG: '0.1' })).toEqual({ url: 'https://collector/spans', ratio: 0.1, trustsParent: false });
  for (const wrong of [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'user:secret@collector' }, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector', OTEL_TRACES_SAMPLER_ARG: '2' }]) {
    expect(() => read(wrong)).toThrow(expect.objectContaining({ code: 'SETTING_INVALID', message: expect.not.stringContaining('secret') }));
  }
});
