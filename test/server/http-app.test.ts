import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.end());

const post = (body: RequestInit['body'], headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(`${served.url}/graphql`, { method: 'POST', headers, body });

test.each([
  ['no JSON', '{"query":', 400, 'BAD_REQUEST'],
  ['too large', JSON.stringify({ query: '{ metrics { id } }', variables: { x: 'x'.repeat(300_000) } }), 413, 'PAYLOAD_TOO_LARGE'],
])('a body that is %s gets JSON, not a page with a stack', async (_, body, status, code) => {
  const response = await post(body);
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ errors: [{ message: expect.any(String), extensions: { code } }] });
});

test.each([
  ['/graphql', JSON.stringify({ query: '{ metrics { id } }' })],
  ['/graphql', JSON.stringify({ query: '{ metrics { id } }', variables: { x: 'x'.repeat(5_000_000) } })],
  ['/session', JSON.stringify({ token: 'clp_none' })],
  ['/ingest/runs', '{}'],
])('%s does not unpack a compressed body, small or large', async (at, body) => {
  for (const [encoding, packed] of [['gzip', gzipSync(body)], ['deflate', deflateSync(body)], ['br', brotliCompressSync(body)]] as const) {
    const headers = { 'content-type': 'application/json', 'content-encoding': encoding, 'x-collapsar-request': '1' };
    const response = await fetch(`${served.url}${at}`, { method: 'POST', headers, body: packed });
    expect(response.status).toBe(415);
    expect(await response.json()).toEqual({ errors: [{ message: expect.stringMatching(/sent as it is/), extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } }] });
  }
});

test('an answer has no tag to be kept by, and a page that may be kept has one', async () => {
  const answer = await post(JSON.stringify({ query: '{ __typename }' }));
  expect([answer.headers.get('cache-control'), answer.headers.get('etag')]).toEqual(['no-store', null]);
  expect((await fetch(`${served.url}/graphiql`)).headers.get('etag')).not.toBeNull();
});

test('a body that says it is packed in no way is read', async () => {
  const response = await post(JSON.stringify({ query: '{ __typename }' }), { 'content-type': 'application/json', 'content-encoding': 'identity' });
  expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
});

test('a form of another page cannot ask: text/plain is refused', async () => {
  const response = await post(JSON.stringify({ query: '{ metrics { id } }' }), { 'content-type': 'text/plain' });
  expect(response.status).toBe(400);
  expect((await response.json()).data).toBeUndefined();
});

test('a GET without a header that pages cannot send is refused', async () => {
  expect((await fetch(`${served.url}/graphql?query={__typename}`)).status).toBe(400);
});

test('a batch of operations is refused', async () => {
  expect((await post(JSON.stringify([{ query: '{ metrics { id } }' }, { query: '{ metrics { id } }' }]))).status).toBe(400);
});

test('answers cannot be framed or sniffed, and name no program', async () => {
  const { headers } = await fetch(`${served.url}/healthz`);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-powered-by')).toBeNull();
});

test('/healthz and /readyz answer, anything else is 404 in JSON', async () => {
  expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${served.url}/readyz`)).status).toBe(200);
  const response = await fetch(`${served.url}/nothing`);
  expect([response.status, (await response.json()).errors[0].extensions.code]).toEqual([404, 'NOT_FOUND']);
});
