import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCaller, addLink } from '../callers.ts';
import { addRun, addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let mine: string;
let foreign: string;
let reviewer: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve();
  mine = (await addStudy(served.record, 'mine')).id;
  foreign = (await addStudy(served.record, 'foreign')).id;
  reviewer = await addCaller(served.record, 'REVIEWER');
});
afterAll(() => served.end());

const open = (address: string, headers: Record<string, string> = {}) => fetch(served.url + address, { redirect: 'manual', headers });
const CREATE = 'mutation ($input: CreateShareLinkInput!) { createShareLink(input: $input) { address shareLink { id expiresAt useCount } } }';
const REVOKE = 'mutation ($input: RevokeShareLinkInput!) { revokeShareLink(input: $input) { address shareLink { revokedAt } userErrors { code message field } } }';

test('a link made, opened, counted, and gone when it is revoked', async () => {
  const made = (await served.ask(CREATE, { input: { studyId: mine, path: 'runs?status=RUNNING' } }, reviewer.headers)).data.createShareLink;
  expect(made.address).toMatch(/^\/s\/cls_[\w-]{43}$/);
  const opened = await open(made.address);
  expect([opened.status, opened.headers.get('location'), opened.headers.get('referrer-policy'), opened.headers.get('x-robots-tag'), opened.headers.get('cache-control')]).toEqual([303, '/runs?status=RUNNING', 'no-referrer', 'noindex, nofollow', 'no-store']);
  const [set] = opened.headers.getSetCookie();
  expect(set).toMatch(/^collapsar_link=.*HttpOnly; SameSite=Lax$/);
  const cookie = set!.split(';')[0]!;
  const seen = await served.ask('{ me { access } studies { nodes { id } } }', {}, { cookie });
  expect(seen.data).toEqual({ me: { access: 'LINK' }, studies: { nodes: [{ id: mine }] } });
  expect(await served.record.shareLink.findUnique({ where: { id: made.shareLink.id }, select: { useCount: true, lastUsedAt: true } })).toEqual({ useCount: 1, lastUsedAt: expect.any(Date) });

  const revoked = (await served.ask(REVOKE, { input: { shareLinkId: made.shareLink.id } }, reviewer.headers)).data.revokeShareLink;
  expect(revoked).toEqual({ address: null, shareLink: { revokedAt: expect.any(String) }, userErrors: [] });
  expect((await served.ask('{ me { access } }', {}, { cookie })).status).toBe(401);
  const gone = await open(made.address);
  expect([gone.status, await gone.text()]).toEqual([404, (await (await open('/s/cls_none')).text())]);
});

test('who has signed in keeps what they may, also behind a share link', async () => {
  const link = await addLink(served.record, mine);
  const signedIn = await fetch(`${served.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: reviewer.secret }) });
  const cookie = `${signedIn.headers.getSetCookie()[0]!.split(';')[0]}; collapsar_link=${link.secret}`;
  expect((await served.ask('{ me { access } }', {}, { cookie })).data.me.access).toBe('REVIEWER');
});

test.each(['//evil.example', '/runs', 'javascript:alert(1)', 'runs\\..\\x', '../x', 'a\r\nset-cookie: x', 'http://evil.example'])('a link cannot lead to %j', async (path) => {
  const { data, errors } = await served.ask(CREATE, { input: { studyId: mine, path } }, reviewer.headers);
  expect([data?.createShareLink ?? null, errors?.[0]?.extensions.code]).toEqual([null, 'BAD_USER_INPUT']);
});

test('a reviewer sees and ends their own links alone, an admin all', async () => {
  const admin = await addCaller(served.record, 'ADMIN');
  const other = await addCaller(served.record, 'REVIEWER');
  const link = await addLink(served.record, mine, { createdBy: other.person.id });
  const ids = async (headers: Record<string, string>) => (await served.ask('{ shareLinks(first: 100) { nodes { id } } }', {}, headers)).data.shareLinks.nodes.map(({ id }: { id: string }) => id);
  expect(await ids(reviewer.headers)).not.toContain(link.id);
  expect(await ids(other.headers)).toEqual([link.id]);
  expect(await ids(admin.headers)).toContain(link.id);
  const refused = async (id: string) => JSON.stringify((await served.ask(REVOKE, { input: { shareLinkId: id } }, reviewer.headers)).data.revokeShareLink).replace(id, 'X');
  expect(await refused(link.id)).toMatch(/"code":"NOT_FOUND"/);
  expect(await refused(link.id)).toEqual(await refused('link_none'));
  expect((await served.ask(REVOKE, { input: { shareLinkId: link.id } }, admin.headers)).data.revokeShareLink.userErrors).toEqual([]);
});

test('the links of one study are asked for alone; a cursor of all links is not one of theirs', async () => {
  const other = await addLink(served.record, foreign, { createdBy: reviewer.person.id });
  const ask = (args: string) => served.ask(`{ shareLinks(${args}) { nodes { studyId id } pageInfo { endCursor } } }`, {}, reviewer.headers);
  const { nodes, pageInfo } = (await ask(`studyId: "${foreign}"`)).data.shareLinks;
  expect(nodes).toContainEqual({ studyId: foreign, id: other.id });
  expect(nodes.filter(({ studyId }: { studyId: string }) => studyId !== foreign)).toEqual([]);
  expect((await ask(`after: "${pageInfo.endCursor}"`)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('a link without names shows no machine', async () => {
  const { id } = await addRun(served.record, mine, { host: 'ada-workstation' });
  const host = async ({ headers }: { headers: Record<string, string> }) => (await served.ask('query ($id: ID!) { run(id: $id) { host } }', { id }, headers)).data.run.host;
  expect(await host(reviewer)).toBe('ada-workstation');
  expect(await host(await addLink(served.record, mine, { showsNames: true }))).toBe('ada-workstation');
  expect(await host(await addLink(served.record, mine))).toBeNull();
});

test('the 61st request of a link within a minute is refused, and another link is not', async () => {
  const link = await addLink(served.record, foreign);
  const answers = [];
  for (let i = 0; i < 61; i++) answers.push((await served.ask('{ me { access } }', {}, link.headers)).status);
  expect(answers).toEqual([...Array(60).fill(200), 429]);
  const opened = await open(`/s/${link.secret}`);
  expect([opened.status, Number(opened.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect((await served.ask('{ me { access } }', {}, (await addLink(served.record, foreign)).headers)).status).toBe(200);
});
