import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCaller } from '../callers.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let admin: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve();
  admin = await addCaller(served.record, 'ADMIN', 'Ada');
});
afterAll(() => served.end());

const mutate = async (name: string, type: string, input: object, selection: string, headers = admin.headers) =>
  (await served.ask(`mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`, { input }, headers)).data[name];

test('a person is made once under a name, and the audit log says by whom', async () => {
  const made = await mutate('createUser', 'CreateUserInput', { name: 'Rita', role: 'REVIEWER' }, 'person { id name role colour disabledAt }');
  expect(made).toEqual({ person: { id: expect.stringMatching(/^user_/), name: 'Rita', role: 'REVIEWER', colour: 's2', disabledAt: null }, userErrors: [] });
  expect(await mutate('createUser', 'CreateUserInput', { name: 'Rita', role: 'ADMIN' }, 'person { id }')).toEqual({ person: null, userErrors: [{ code: 'CONFLICT', field: 'name' }] });
  const { data } = await served.ask('{ auditEvents(first: 2, filter: { action: ["createUser"] }) { nodes { caller person role subject refusal after } } }', {}, admin.headers);
  const by = { caller: admin.id, person: 'Ada', role: 'ADMIN' };
  expect(data.auditEvents.nodes).toEqual([
    { ...by, subject: null, refusal: 'CONFLICT', after: null },
    { ...by, subject: made.person.id, refusal: null, after: { name: 'Rita', role: 'REVIEWER' } },
  ]);
});

test('a token is shown once: repeated under its key the same token comes without its secret, and no row holds the secret', async () => {
  const input = { userId: admin.person.id, name: 'nightly', role: 'OPERATOR', expiresInDays: null, idempotencyKey: 'nightly-1' };
  const first = await mutate('createToken', 'CreateTokenInput', input, 'secret token { id expiresAt }');
  const again = await mutate('createToken', 'CreateTokenInput', input, 'secret token { id expiresAt }');
  expect([first.token.expiresAt, again.secret, again.token]).toEqual([null, null, first.token]);
  const rows = JSON.stringify([await served.record.idempotencyKey.findMany(), await served.record.token.findMany(), await served.record.auditEvent.findMany()], (_, value) => (typeof value === 'bigint' ? String(value) : value));
  expect(rows).not.toContain(first.secret);
  expect((await served.ask('{ me { access } }', {}, { authorization: `Bearer ${first.secret}` })).data.me.access).toBe('OPERATOR');
});

test('the only admin can be neither demoted nor shut out; one of two can, and is out at once', async () => {
  const one = { userId: admin.person.id };
  expect((await mutate('setUserRole', 'SetUserRoleInput', { ...one, role: 'VIEWER' }, 'person { id }')).userErrors).toEqual([{ code: 'PRECONDITION_FAILED', field: null }]);
  expect((await mutate('disableUser', 'DisableUserInput', one, 'person { id }')).userErrors).toEqual([{ code: 'PRECONDITION_FAILED', field: null }]);
  const other = await addCaller(served.record, 'ADMIN', 'Bob');
  expect((await mutate('disableUser', 'DisableUserInput', { userId: other.person.id }, 'person { disabledAt }')).person.disabledAt).toEqual(expect.any(String));
  expect((await served.ask('{ me { access } }', {}, other.headers)).status).toBe(401);
  await mutate('disableUser', 'DisableUserInput', { userId: other.person.id, isDisabled: false }, 'person { disabledAt }');
  expect((await served.ask('{ me { access } }', {}, other.headers)).status).toBe(200);
});

test('two admins who demote each other at the same time do not both succeed', async () => {
  await served.record.user.updateMany({ where: { name: { not: 'Ada' } }, data: { role: 'VIEWER' } });
  const other = await addCaller(served.record, 'ADMIN', 'Carl');
  const answers = await Promise.all([
    mutate('setUserRole', 'SetUserRoleInput', { userId: other.person.id, role: 'VIEWER' }, 'person { role }'),
    mutate('setUserRole', 'SetUserRoleInput', { userId: admin.person.id, role: 'VIEWER' }, 'person { role }', other.headers),
  ]).catch(() => null); // the one who came later may be no admin any more when its request is judged
  expect(await served.record.user.count({ where: { role: 'ADMIN', disabledAt: null } })).toBe(1);
  if (answers) expect(answers.filter((each) => each?.person)).toHaveLength(1);
  await served.record.user.update({ where: { id: admin.person.id }, data: { role: 'ADMIN' } });
});

test('lists are paged: every token once, newest first; an audit cursor of another filter is refused', async () => {
  const seen: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data }: Awaited<ReturnType<typeof served.ask>> = await served.ask('query ($after: String) { tokens(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } totalCount } }', { after }, admin.headers);
    seen.push(...data.tokens.nodes.map(({ id }: { id: string }) => id));
    ({ endCursor: after, hasNextPage: more } = data.tokens.pageInfo);
  }
  expect(seen).toEqual((await served.record.token.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })).map(({ id }) => id));
  const { data } = await served.ask('{ auditEvents(first: 1) { pageInfo { endCursor } } }', {}, admin.headers);
  const refused = await served.ask('query ($after: String) { auditEvents(after: $after, filter: { isRefused: true }) { nodes { id } } }', { after: data.auditEvents.pageInfo.endCursor }, admin.headers);
  expect(refused.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});
