import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../../until.ts';
import { addCaller, addLink } from '../callers.ts';
import { addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

const ME = '{ me { access person } }';

let served: Served;
let ada: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve();
  ada = await addCaller(served.record, 'ADMIN', 'Ada');
});
afterAll(() => served.end());

function signIn(token: unknown, headers: Record<string, string> = {}) {
  return fetch(`${served.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ token }) });
}
const cookieOf = (response: Response) => response.headers.getSetCookie().find((each) => each.includes('session='))!;
const cookieFor = async (token: string) => ({ cookie: cookieOf(await signIn(token)).split(';')[0]! });

test('signing in with a token gives a cookie that scripts and other sites cannot use, and no secret in the answer', async () => {
  const response = await signIn(ada.secret);
  expect([response.status, await response.json()]).toEqual([200, { person: 'Ada', role: 'ADMIN' }]);
  expect(cookieOf(response)).toMatch(/^collapsar_session=[\w-]{43}; Max-Age=604800; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  const cookie = cookieOf(response).split(';')[0]!;
  expect((await served.ask(ME, {}, { cookie })).data.me).toEqual({ access: 'ADMIN', person: 'Ada' });
  expect(JSON.stringify(await served.record.session.findMany())).not.toContain(cookie.split('=')[1]);
});

test('behind https the cookie is bound to the host and to https', async () => {
  const secure = await serve({ publicUrl: 'https://collapse.example.org' });
  const { secret } = await addCaller(secure.record, 'VIEWER');
  const response = await fetch(`${secure.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin: 'https://collapse.example.org' }, body: JSON.stringify({ token: secret }) });
  expect(response.status).toBe(200);
  expect(cookieOf(response)).toMatch(/^__Host-collapsar_session=.*; Path=\/; .*Secure/);
  await secure.end();
});

test.each([['clp_none', 401], ['', 400], [7, 400], [null, 400]])('%j is no token: %i, no cookie', async (token, status) => {
  const response = await signIn(token);
  expect([response.status, response.headers.getSetCookie()]).toEqual([status, []]);
});

test('a share link\'s secret does not sign in', async () => {
  const link = await addLink(served.record, (await addStudy(served.record)).id);
  expect((await signIn(link.secret)).status).toBe(401);
});

test('forms and pages of other origins cannot sign in or out', async () => {
  const form = await fetch(`${served.url}/session`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ token: ada.secret }) });
  expect([form.status, form.headers.getSetCookie()]).toEqual([400, []]);
  expect((await signIn(ada.secret, { origin: 'https://evil.example' })).status).toBe(403);
  const out = await fetch(`${served.url}/session`, { method: 'DELETE', headers: { ...(await cookieFor(ada.secret)), origin: 'https://evil.example' } });
  expect(out.status).toBe(403);
});

test('a cookie that was planted before is not the session after signing in; the session before it ends', async () => {
  const planted = 'collapsar_session=planted-by-somebody-else-who-knows-it-too-00000';
  const first = cookieOf(await signIn(ada.secret, { cookie: planted })).split(';')[0]!;
  expect(first).not.toBe(planted);
  expect((await served.ask(ME, {}, { cookie: planted })).status).toBe(401);
  const second = cookieOf(await signIn(ada.secret, { cookie: first })).split(';')[0]!;
  expect(second).not.toBe(first);
  expect((await served.ask(ME, {}, { cookie: first })).status).toBe(401);
  expect((await served.ask(ME, {}, { cookie: second })).status).toBe(200);
});

test('signing out ends the session on the server, whoever kept its cookie, and its sockets within 5 s', async () => {
  const headers = await cookieFor(ada.secret);
  const other = await cookieFor(ada.secret);
  const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers: { ...headers, origin: served.url } });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const acknowledged = new Promise((resolve) => socket.once('message', resolve));
  socket.once('open', () => socket.send('{"type":"connection_init"}'));
  expect(JSON.parse(String(await acknowledged)).type).toBe('connection_ack');
  const out = await fetch(`${served.url}/session`, { method: 'DELETE', headers });
  expect([out.status, cookieOf(out)]).toEqual([204, expect.stringContaining('Expires=Thu, 01 Jan 1970')]);
  const refused = await served.ask(ME, {}, headers);
  expect([refused.status, refused.headers.getSetCookie().length]).toEqual([401, 2]);
  expect((await served.ask(ME, {}, other)).status).toBe(200);
  let code = 0;
  closed.then((each) => {
    code = each;
  });
  await until('the socket to be closed', async () => code, 5);
  expect(code).toBe(4401);
});

test('a cookie on a socket counts only when the socket says which page it is of', async () => {
  const headers = await cookieFor(ada.secret);
  const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  socket.once('open', () => socket.send('{"type":"connection_init"}'));
  expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(4401);
});

test.each([
  ['12 hours unused', { lastUsedAt: new Date(Date.now() - 12 * 3600_000 - 1000) }],
  ['7 days old', { expiresAt: new Date(Date.now() - 1000) }],
])('a session that is %s is over', async (_, data) => {
  const { id, secret } = await addCaller(served.record, 'VIEWER');
  const headers = await cookieFor(secret);
  expect((await served.ask(ME, {}, headers)).status).toBe(200);
  await served.record.session.updateMany({ where: { tokenId: id }, data });
  expect((await served.ask(ME, {}, headers)).status).toBe(401);
});

test('a session ends with its token, and follows its person\'s role', async () => {
  const { id, person, secret } = await addCaller(served.record, 'OPERATOR');
  const headers = await cookieFor(secret);
  await served.record.user.update({ where: { id: person.id }, data: { role: 'VIEWER' } });
  expect((await served.ask(ME, {}, headers)).data.me.access).toBe('VIEWER');
  await served.record.token.update({ where: { id }, data: { revokedAt: new Date(Date.now() - 1000) } });
  expect((await served.ask(ME, {}, headers)).status).toBe(401);
});

test('signing in, failing to, and signing out are in the audit log', async () => {
  await served.record.auditEvent.deleteMany();
  const headers = await cookieFor(ada.secret);
  await signIn('clp_wrong');
  await fetch(`${served.url}/session`, { method: 'DELETE', headers });
  const events = await served.record.auditEvent.findMany({ orderBy: { id: 'asc' }, select: { action: true, person: true, refusal: true } });
  expect(events).toEqual([
    { action: 'signIn', person: 'Ada', refusal: null },
    { action: 'signIn', person: null, refusal: 'UNAUTHENTICATED' },
    { action: 'signOut', person: 'Ada', refusal: null },
  ]);
});
