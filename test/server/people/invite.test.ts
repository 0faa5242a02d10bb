import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../until.ts';
import { addCaller } from '../callers.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';

const WEEK_MS = 7 * 86_400_000;
let served: Served;
let ada: Awaited<ReturnType<typeof addCaller>>;
let rita: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve();
  ada = await addCaller(served.record, 'ADMIN', 'Ada');
  rita = await addCaller(served.record, 'REVIEWER', 'Rita');
});
afterAll(() => served.end());

const mutate = async (name: string, input: object, selection: string, headers: Record<string, string> = ada.headers) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  return served.ask(`mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`, { input }, headers);
};
const invite = async (userId = rita.person.id) => (await mutate('inviteUser', { userId }, 'address expiresAt person { invitedUntil }')).data.inviteUser;
const cookiesOf = (response: Response) => response.headers.getSetCookie();
const nameAndValue = (response: Response, name: string) => cookiesOf(response).find((each) => each.startsWith(`collapsar_${name}=`))!.split(';')[0]!;

/** Opens the link as a browser does; gives the cookie. */
async function open(address: string) {
  const response = await fetch(`${served.url}${address}`, { redirect: 'manual' });
  return { response, cookie: nameAndValue(response, 'invite') };
}
const state = async (cookie: string) => (await fetch(`${served.url}/session/invite`, { headers: { cookie } })).json();
const enter = (cookie: string, headers: Record<string, string> = {}) =>
  fetch(`${served.url}/session/invite`, { method: 'POST', headers: { cookie, 'content-type': 'application/json', ...headers }, body: '{}' });

test('an invitation ends after 7 days, its address is shown once, and no row holds its secret', async () => {
  const input = { userId: rita.person.id, idempotencyKey: 'rita-1' };
  const made = (await mutate('inviteUser', input, 'address expiresAt person { name invitedUntil }')).data.inviteUser;
  expect(made).toMatchObject({ address: expect.stringMatching(/^\/invite\/cli_[\w-]{43}$/), person: { name: 'Rita', invitedUntil: made.expiresAt }, userErrors: [] });
  expect(Math.abs(Date.parse(made.expiresAt) - Date.now() - WEEK_MS)).toBeLessThan(60_000);
  expect((await mutate('inviteUser', input, 'address')).data.inviteUser.address).toBeNull();
  const rows = JSON.stringify([await served.record.invite.findMany(), await served.record.auditEvent.findMany(), await served.record.idempotencyKey.findMany()], (_, value) => (typeof value === 'bigint' ? String(value) : value));
  expect(rows).not.toContain(made.address.split('/')[2]);
});

test('opening it leaves an address without the secret and uses nothing up; the button makes a session, once', async () => {
  const { address } = await invite();
  const { response, cookie } = await open(address);
  expect([response.status, response.headers.get('location'), response.headers.get('referrer-policy')]).toEqual([303, '/welcome', 'no-referrer']);
  expect(cookiesOf(response)[0]).toMatch(/Max-Age=3600; Path=\/session\/invite; .*HttpOnly; SameSite=Lax$/);
  await open(address);
  expect(await state(cookie)).toEqual({ state: 'open', person: 'Rita', role: 'REVIEWER' });
  const entered = await enter(cookie);
  expect([entered.status, await entered.json()]).toEqual([200, { person: 'Rita', role: 'REVIEWER' }]);
  expect(cookiesOf(entered).find((each) => each.startsWith('collapsar_invite='))).toContain('Expires=Thu, 01 Jan 1970');
  const session = nameAndValue(entered, 'session');
  expect((await served.ask('{ me { access person user { sessionCount invitedUntil tokens { name lastFour } } } }', {}, { cookie: session })).data.me).toMatchObject({
    ...{ access: 'REVIEWER', person: 'Rita' },
    user: { sessionCount: 1, invitedUntil: null, tokens: [{ name: 'by invitation', lastFour: '' }, { name: 'test' }] },
  });
  expect([await state(cookie), (await enter(cookie)).status]).toEqual([{ state: 'used', person: 'Rita', role: 'REVIEWER' }, 412]);
  const [event] = await served.record.auditEvent.findMany({ where: { action: 'useInvite' } });
  expect(event).toMatchObject({ person: 'Rita', role: 'REVIEWER', subject: rita.person.id });
});

test('of two browsers that press the button at once, one gets in', async () => {
  const { cookie } = await open((await invite()).address);
  const statuses = (await Promise.all([enter(cookie), enter(cookie), enter(cookie)])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 412, 412]);
});

test('a link that a newer one took the place of, whose time is over, or whose person is shut out, says so and lets nobody in', async () => {
  const first = await open((await invite()).address);
  const second = await open((await invite()).address);
  expect([(await state(first.cookie)).state, (await state(second.cookie)).state, (await enter(first.cookie)).status]).toEqual(['over', 'open', 412]);
  await mutate('disableUser', { userId: rita.person.id }, 'person { id }');
  expect([(await state(second.cookie)).state, (await enter(second.cookie)).status]).toEqual(['over', 412]);
  expect((await mutate('inviteUser', { userId: rita.person.id }, 'address')).data.inviteUser.userErrors).toEqual([{ code: 'PRECONDITION_FAILED', field: null }]);
  await mutate('disableUser', { userId: rita.person.id, isDisabled: false }, 'person { id }');
  await served.record.invite.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
  expect([(await state(second.cookie)).state, (await enter(second.cookie)).status]).toEqual(['over', 412]);
});

test('a made-up secret is of no invitation; a form and a page of another origin cannot press the button', async () => {
  const { cookie: none } = await open('/invite/cli_nothing');
  expect([await state(none), (await enter(none)).status]).toEqual([{ state: 'unknown', person: null, role: null }, 412]);
  const { cookie } = await open((await invite()).address);
  const form = await fetch(`${served.url}/session/invite`, { method: 'POST', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=b' });
  expect([form.status, (await enter(cookie, { origin: 'https://evil.example' })).status, (await state(cookie)).state]).toEqual([400, 403, 'open']);
});

test('behind https the invitation\'s cookie goes by https alone', async () => {
  const secure = await serve({ publicUrl: 'https://collapse.example.org' });
  const response = await fetch(`${secure.url}/invite/cli_nothing`, { redirect: 'manual' });
  expect(cookiesOf(response)[0]).toMatch(/^__Secure-collapsar_invite=.*Path=\/session\/invite; .*Secure/);
  await secure.end();
});

test('where nobody signs in so far nobody is invited: the guest\'s token would shut everybody out', async () => {
  const local = await serve();
  const made = await local.ask('mutation { createUser(input: { name: "Rita", role: VIEWER }) { person { id } } }');
  const refused = await local.ask('mutation ($id: ID!) { inviteUser(input: { userId: $id }) { address userErrors { code } } }', { id: made.data.createUser.person.id });
  expect(refused.data.inviteUser).toEqual({ address: null, userErrors: [{ code: 'PRECONDITION_FAILED' }] });
  expect((await local.ask('{ me { isLocal user { id } } }')).data.me).toEqual({ isLocal: true, user: null });
  await local.end();
});

async function sessionOf(secret: string): Promise<string> {
  const response = await fetch(`${served.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: secret }) });
  return nameAndValue(response, 'session');
}

test('signing out everywhere ends every session and what it follows within 5 s; the token and other people stay', async () => {
  const [mine, alsoMine, other] = [await sessionOf(rita.secret), await sessionOf(rita.secret), await sessionOf(ada.secret)];
  const followed = [mine, other].map((cookie) => {
    const client = connectSocket(served.url, undefined, { cookie, origin: served.url });
    return { client, heard: listen(client, 'subscription { runChanged { cursor } }'), open: new Promise((resolve) => client.on('connected', resolve)) };
  });
  await Promise.all(followed.map(({ open: opened }) => opened));
  const { data } = await mutate('signOutEverywhere', { userId: rita.person.id }, 'endedSessionCount person { sessionCount }', { cookie: mine });
  expect(data.signOutEverywhere.person.sessionCount).toBe(0);
  expect(data.signOutEverywhere.endedSessionCount).toBeGreaterThanOrEqual(2);
  for (const cookie of [mine, alsoMine]) expect((await served.ask('{ me { access } }', {}, { cookie })).status).toBe(401);
  await until('the subscription to end', async () => followed[0]!.heard.isComplete, 5);
  expect([followed[0]!.heard.closedWith, followed[1]!.heard.isComplete]).toEqual([4401, false]);
  for (const headers of [{ cookie: other }, rita.headers]) expect((await served.ask('{ me { access } }', {}, headers)).status).toBe(200);
  const event = await served.record.auditEvent.findFirst({ where: { action: 'signOutEverywhere' } });
  expect(event).toMatchObject({ person: 'Rita', subject: rita.person.id, after: { endedSessionCount: data.signOutEverywhere.endedSessionCount } });
  await Promise.all(followed.map(({ client }) => client.dispose()));
});

test('others are an admin\'s to sign out, to colour and to make tokens of; for everybody else they are not there', async () => {
  const foreign = { userId: ada.person.id };
  for (const [name, input] of [['signOutEverywhere', {}], ['setUserColour', { colour: 's3' }], ['createToken', { name: 'x', role: 'VIEWER' }]] as const) {
    expect((await mutate(name, { ...foreign, ...input }, '', rita.headers)).data[name].userErrors[0].code).toBe('NOT_FOUND');
  }
  expect((await mutate('revokeToken', { tokenId: ada.id }, '', rita.headers)).data.revokeToken.userErrors[0].code).toBe('NOT_FOUND');
  expect((await mutate('setUserColour', { userId: rita.person.id, colour: 's7' }, 'person { colour }')).data.setUserColour.person.colour).toBe('s7');
  expect((await mutate('setUserColour', { userId: rita.person.id, colour: 's9' }, 'person { colour }', rita.headers)).data.setUserColour.person.colour).toBe('s9');
  expect((await mutate('setUserColour', { userId: rita.person.id, colour: 'red' }, 'person { colour }', rita.headers)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('a person makes and ends tokens of their own, none that may do more than what asks for it', async () => {
  const { data } = await mutate('createToken', { userId: rita.person.id, name: 'notebook', role: 'VIEWER', expiresInDays: 30 }, 'secret token { id role expiresAt }', rita.headers);
  const reader = { authorization: `Bearer ${data.createToken.secret}` };
  expect((await served.ask('{ me { access person } }', {}, reader)).data.me).toEqual({ access: 'VIEWER', person: 'Rita' });
  const more = await mutate('createToken', { userId: rita.person.id, name: 'more', role: 'REVIEWER' }, 'secret', reader);
  expect(more.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredRole: 'REVIEWER' });
  expect((await mutate('revokeToken', { tokenId: rita.id }, '', reader)).data.revokeToken.userErrors[0].code).toBe('NOT_FOUND');
  expect((await mutate('revokeToken', { tokenId: data.createToken.token.id }, 'token { revokedAt }', rita.headers)).data.revokeToken.token.revokedAt).toEqual(expect.any(String));
  expect((await served.ask('{ me { access } }', {}, reader)).status).toBe(401);
});

test('a person gets another name, once taken it is refused, and the audit log keeps both', async () => {
  expect((await mutate('renameUser', { userId: rita.person.id, name: 'Ada' }, 'person { id }')).data.renameUser.userErrors).toEqual([{ code: 'CONFLICT', field: 'name' }]);
  expect((await mutate('renameUser', { userId: rita.person.id, name: 'Rita Levi' }, 'person { name }')).data.renameUser.person.name).toBe('Rita Levi');
  expect(await served.record.auditEvent.findFirst({ where: { action: 'renameUser', refusal: null } })).toMatchObject({ before: { name: 'Rita' }, after: { name: 'Rita Levi' } });
});

test('the list of people tells of each when they were last here, their tokens, sessions and invitations in as many statements for many as for one', async () => {
  await served.ask('{ me { access } }', {}, rita.headers);
  const { data } = await served.ask('{ users { nodes { name lastUsedAt sessionCount invitedUntil tokens { id name } } } }', {}, ada.headers);
  const found = data.users.nodes.find(({ name }: { name: string }) => name === 'Rita Levi');
  expect(found).toMatchObject({ lastUsedAt: expect.any(String), sessionCount: expect.any(Number), tokens: expect.arrayContaining([{ id: rita.id, name: 'test' }]) });
});
