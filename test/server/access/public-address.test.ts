import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startServer } from '../../../server/main.ts';
import { until } from '../../until.ts';
import { addCaller, addLink, bearer } from '../callers.ts';
import { addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';

const SECRET = 'fedcba9876543210fedcba9876543210';
const ME = '{ me { access person } }';

let served: Served;
let viewer: Awaited<ReturnType<typeof addCaller>>;
let link: Awaited<ReturnType<typeof addLink>>;
beforeAll(async () => {
  served = await serve({ host: '0.0.0.0', adminToken: SECRET, allowedHosts: ['collapse.example.org'], trustProxy: 1, corsOrigins: ['https://notebook.example.org'] });
  viewer = await addCaller(served.record, 'VIEWER');
  link = await addLink(served.record, (await addStudy(served.record)).id);
});
afterAll(() => served.end());

test.each([undefined, '', 'short'])('with the admin\'s token %j a server that others can reach does not start', async (adminToken) => {
  await expect(startServer({ databaseUrl: served.databaseUrl, port: 0, host: '0.0.0.0', adminToken })).rejects.toMatchObject({ code: 'SETTING_INVALID', message: expect.stringMatching(/COLLAPSAR_ADMIN_TOKEN/) });
});

test('the token of the setting is an admin\'s; without one nobody is let in, wherever they are', async () => {
  expect((await served.ask(ME, {}, bearer(SECRET))).data.me).toEqual({ access: 'ADMIN', person: 'admin' });
  expect((await served.ask(ME)).status).toBe(401);
  expect((await served.ask(ME, {}, { 'x-forwarded-for': '127.0.0.1' })).status).toBe(401);
});

test('another server without the setting does not take its token, nor a session made with it', async () => {
  const signIn = await fetch(`${served.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: SECRET }) });
  const cookie = signIn.headers.getSetCookie()[0]!.split(';')[0]!;
  expect((await served.ask(ME, {}, { cookie })).data.me.access).toBe('ADMIN');
  const other = await startServer({ databaseUrl: served.databaseUrl, port: 0, adminToken: SECRET.toUpperCase() });
  const ask = (headers: Record<string, string>) => fetch(`${other.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query: ME }) });
  expect([(await ask(bearer(SECRET))).status, (await ask({ cookie })).status]).toEqual([401, 401]);
  await other.stop();
});

test('it can be revoked like any other', async () => {
  const own = await serve({ adminToken: SECRET });
  const { data } = await own.ask('{ tokens { nodes { id lastFour } } }', {}, bearer(SECRET));
  expect(data.tokens.nodes).toEqual([{ id: expect.any(String), lastFour: '' }]);
  await own.ask('mutation ($id: ID!) { revokeToken(input: { tokenId: $id }) { secret } }', { id: data.tokens.nodes[0].id }, bearer(SECRET));
  expect((await own.ask(ME, {}, bearer(SECRET))).status).toBe(401);
  await own.end();
});

describe.each(['HTTP', 'WebSocket'])('over %s', (transport) => {
  const ask = async (query: string, secret: string) => {
    if (transport === 'HTTP') return (await served.ask(query, {}, bearer(secret))).errors ?? [];
    const client = connectSocket(served.url, secret);
    const heard = listen(client, query);
    await until('the answer', async () => heard.isComplete);
    await client.dispose();
    return heard.errors;
  };

  test('the schema is told to admins alone', async () => {
    const codes = async (secret: string) => (await ask(getIntrospectionQuery(), secret)).map(({ extensions }) => extensions.code);
    expect([await codes(viewer.secret), await codes(link.secret), await codes(SECRET)]).toEqual([['INTROSPECTION_DISABLED'], ['INTROSPECTION_DISABLED'], []]);
  });

  test('what was meant by a wrong name is told to admins alone', async () => {
    const message = async (secret: string) => (await ask('{ metrcs { id } }', secret))[0]!.message;
    expect(await message(SECRET)).toMatch(/Did you mean "metrics"/);
    expect(await message(viewer.secret)).toMatch(/^Cannot query field "metrcs" on type "Query"\.$/);
    expect(await message(link.secret)).not.toMatch(/metrics/);
  });
});

test.each(['/graphql?query={__typename}', '/graphiql', '/playground', '/s', '/session'])('%s shows a stranger nothing', async (address) => {
  const response = await fetch(served.url + address, { headers: { accept: 'text/html' } });
  expect([response.status >= 400, (await response.text()).match(/<script|apollo/i)]).toEqual([true, null]);
});

test('a page of a configured origin asks with a token; cookies are not read there, and it signs nobody in', async () => {
  const origin = 'https://notebook.example.org';
  const preflight = await fetch(`${served.url}/graphql`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' } });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin'), preflight.headers.get('access-control-allow-credentials')]).toEqual([204, origin, null]);
  expect((await served.ask(ME, {}, { origin, ...viewer.headers })).data.me.access).toBe('VIEWER');
  const session = await fetch(`${served.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: viewer.secret }) });
  const cookie = session.headers.getSetCookie()[0]!.split(';')[0]!;
  expect((await served.ask(ME, {}, { origin, cookie })).status).toBe(401);
  const signIn = await fetch(`${served.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify({ token: viewer.secret }) });
  expect([signIn.status, signIn.headers.getSetCookie()]).toEqual([403, []]);
});

test('a page of any other origin is refused, over HTTP and WebSocket', async () => {
  expect((await served.ask(ME, {}, { origin: 'https://evil.example', ...viewer.headers })).status).toBe(403);
  const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { origin: 'https://evil.example' });
  expect((await new Promise<Error>((resolve) => socket.once('error', resolve))).message).toMatch(/403/);
});

test('failed tries count for the address that the proxy names, and only for what our own proxy wrote', async () => {
  const from = (forwarded: string) => served.ask(ME, {}, { ...bearer('clp_none'), 'x-forwarded-for': forwarded });
  for (let i = 0; i < 61; i++) await from(`10.0.0.${i}, 203.0.113.7`);
  expect([(await from('10.1.1.1, 203.0.113.7')).status, (await from('203.0.113.7, 203.0.113.8')).status]).toEqual([429, 401]);
});

test('no secret stands in the log', async () => {
  for (const secret of [SECRET, viewer.secret, link.secret]) expect(served.logged.join('\n')).not.toContain(secret);
});
