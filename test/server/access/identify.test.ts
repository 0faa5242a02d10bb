import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../until.ts';
import { addCaller, addLink, bearer } from '../callers.ts';
import { addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';

const ME = '{ me { access person studyId isLocal } }';
const NEWS = 'subscription { epochRecorded { epoch } }';

let served: Served;
let admin: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve();
  admin = await addCaller(served.record, 'ADMIN', 'Ada');
});
afterAll(() => served.end());

describe('where no token was made yet', () => {
  let fresh: Served;
  beforeAll(async () => {
    fresh = await serve();
  });
  afterAll(() => fresh.end());

  test('the person at this machine is an admin without login, over HTTP and WebSocket', async () => {
    const local = { me: { access: 'ADMIN', person: null, studyId: null, isLocal: true } };
    expect((await fresh.ask(ME)).data).toEqual(local);
    const client = connectSocket(fresh.url);
    const heard = listen(client, ME);
    await until('the answer', async () => heard.isComplete);
    await client.dispose();
    expect(heard.messages).toEqual([local]);
  });

  test.each(['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'x-real-ip', 'via'])('a request with %s came through a proxy and is nobody\'s', async (name) => {
    expect((await fresh.ask(ME, {}, { [name]: '127.0.0.1' })).status).toBe(401);
  });

  test('a token that is none is refused all the same', async () => {
    expect((await fresh.ask(ME, {}, bearer('clp_none'))).status).toBe(401);
  });

  test('the first token must be an admin\'s; when it is made, everybody signs in, and sockets from before end with 4401', async () => {
    const client = connectSocket(fresh.url);
    const heard = listen(client, NEWS);
    const make = (name: string, role: string) => fresh.ask('mutation ($input: CreateUserInput!) { createUser(input: $input) { person { id } } }', { input: { name, role } });
    const [reader, chief] = [await make('Rita', 'VIEWER'), await make('Ada', 'ADMIN')].map(({ data }) => data.createUser.person.id);
    const token = (userId: string, role: string) => fresh.ask('mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret token { role expiresAt lastFour } userErrors { code message } } }', { input: { userId, name: 'laptop', role } });
    for (const [userId, role] of [[reader, 'VIEWER'], [reader, 'ADMIN'], [chief, 'OPERATOR']] as const) {
      expect((await token(userId, role)).data.createToken).toEqual({ secret: null, token: null, userErrors: [{ code: 'PRECONDITION_FAILED', message: expect.stringMatching(/^The first token must be an admin's/) }] });
    }
    const { secret, ...made } = (await token(chief, 'ADMIN')).data.createToken;
    expect(secret).toMatch(/^clp_[\w-]{43}$/);
    expect(made.token.lastFour).toBe(secret.slice(-4));
    expect(new Date(made.token.expiresAt).getTime() - Date.now()).toBeGreaterThan(89 * 86_400_000);
    await until('the house to be closed', async () => (await fresh.ask(ME)).status === 401);
    await until('the socket to be closed', async () => heard.isComplete);
    expect(heard.closedWith).toBe(4401);
    expect((await fresh.ask(ME, {}, bearer(secret))).data.me).toEqual({ access: 'ADMIN', person: 'Ada', studyId: null, isLocal: false });
  });
});

const ago = (ms: number) => new Date(Date.now() - ms);

test('absent, unknown, expired, revoked, shut out, malformed: one and the same 401', async () => {
  const [expired, revoked, disabled] = await Promise.all([addCaller(served.record, 'ADMIN'), addCaller(served.record, 'ADMIN'), addCaller(served.record, 'ADMIN')]);
  await served.record.token.update({ where: { id: expired.id }, data: { expiresAt: ago(1000) } });
  await served.record.token.update({ where: { id: revoked.id }, data: { revokedAt: ago(1000) } });
  await served.record.user.update({ where: { id: disabled.person.id }, data: { disabledAt: ago(1000) } });
  const oneOff = admin.secret.slice(0, -1) + (admin.secret.endsWith('A') ? 'B' : 'A');
  const tries = [{}, ...[expired.secret, revoked.secret, disabled.secret, oneOff, 'x'].map(bearer), { authorization: `Basic ${admin.secret}` }, { authorization: 'Bearer' }, { authorization: admin.secret }];
  const answers = await Promise.all(tries.map((headers) => served.ask(ME, {}, headers)));
  const seen = answers.map(({ status, headers, ...body }) => JSON.stringify([status, headers.get('www-authenticate'), body]));
  expect([...new Set(seen)]).toHaveLength(1);
  expect(answers[0]).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect(answers[0]!.headers.get('www-authenticate')).toMatch(/^Bearer/);
});

test('whether a stranger is refused does not depend on what they ask', async () => {
  const answers = await Promise.all(['{ nothing', '{ metrics { id } }', `#${'x'.repeat(30_000)}`].map((query) => served.ask(query)));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
});

test('a token does no more than its person may, and no more than itself', async () => {
  const access = async (headers: Record<string, string>) => (await served.ask(ME, {}, headers)).data.me.access;
  const operator = await addCaller(served.record, 'OPERATOR');
  await served.record.user.update({ where: { id: operator.person.id }, data: { role: 'REVIEWER' } });
  expect(await access(operator.headers)).toBe('REVIEWER');
  await served.record.user.update({ where: { id: operator.person.id }, data: { role: 'ADMIN' } });
  expect(await access(operator.headers)).toBe('OPERATOR');
});

test('the last use of a token is noted, at most once a minute', async () => {
  const { id, headers } = await addCaller(served.record, 'VIEWER');
  const lastUse = async () => (await served.record.token.findUniqueOrThrow({ where: { id } })).lastUsedAt;
  expect(await lastUse()).toBeNull();
  await served.ask(ME, {}, headers);
  const first = await lastUse();
  expect(first).not.toBeNull();
  await served.ask(ME, {}, headers);
  expect(await lastUse()).toEqual(first);
  await served.record.token.update({ where: { id }, data: { lastUsedAt: ago(61_000) } });
  await served.ask(ME, {}, headers);
  expect((await lastUse())!.getTime()).toBeGreaterThan(Date.now() - 60_000);
});

describe('sockets', () => {
  test('an unknown token is closed with 4401, and so is none', async () => {
    for (const secret of ['clp_none', undefined]) {
      const client = connectSocket(served.url, secret);
      const heard = listen(client, ME);
      await until('the close', async () => heard.isComplete);
      expect([heard.closedWith, heard.messages]).toEqual([4401, []]);
    }
  });

  test.each<[string, number, (id: string, person: string) => Promise<unknown>]>([
    ['revoked', 4401, (id) => served.record.token.update({ where: { id }, data: { revokedAt: ago(1000) } })],
    ['expired', 4401, (id) => served.record.token.update({ where: { id }, data: { expiresAt: ago(1000) } })],
    ['of a person shut out', 4401, (_, person) => served.record.user.update({ where: { id: person }, data: { disabledAt: ago(1000) } })],
    ['of a person with another role', 4403, (_, person) => served.record.user.update({ where: { id: person }, data: { role: 'VIEWER' } })],
  ])('a running subscription ends within 5 s when its token is %s (%i)', async (_, code, change) => {
    const { id, person, secret } = await addCaller(served.record, 'OPERATOR');
    const client = connectSocket(served.url, secret);
    const connected = new Promise((resolve) => client.on('connected', resolve));
    const heard = listen(client, NEWS);
    await connected;
    await change(id, person.id);
    await until('the end', async () => heard.isComplete, 5);
    expect(heard.closedWith).toBe(code);
  });

  test('a subscription of another person goes on meanwhile', async () => {
    const client = connectSocket(served.url, admin.secret);
    const heard = listen(client, NEWS);
    const other = await addCaller(served.record, 'VIEWER');
    const gone = connectSocket(served.url, other.secret);
    const connected = new Promise((resolve) => gone.on('connected', resolve));
    const ended = listen(gone, NEWS);
    await connected;
    await served.record.token.update({ where: { id: other.id }, data: { revokedAt: ago(1000) } });
    await until('the other\'s end', async () => ended.isComplete, 5);
    expect(heard.isComplete).toBe(false);
    await client.dispose();
  });
});

describe('a share link', () => {
  test('shows one study, and is refused when it is expired or revoked', async () => {
    const study = await addStudy(served.record, 'shared');
    const link = await addLink(served.record, study.id);
    expect((await served.ask(ME, {}, link.headers)).data.me).toEqual({ access: 'LINK', person: null, studyId: study.id, isLocal: false });
    await served.record.shareLink.update({ where: { id: link.id }, data: { revokedAt: ago(1000) } });
    expect((await served.ask(ME, {}, link.headers)).status).toBe(401);
    const late = await addLink(served.record, study.id, { expiresAt: ago(1000) });
    expect((await served.ask(ME, {}, late.headers)).status).toBe(401);
  });
});
