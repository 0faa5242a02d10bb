import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from '../../../server/main.ts';
import { until } from '../../until.ts';
import { addCaller, addLink } from '../callers.ts';
import { addRun, addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { ServerProcess } from '../server-process.ts';
import { connectSocket, type Listening, listen } from '../socket-client.ts';

interface Told {
  presence: { peopleCount: number; visitorCount: number; people: { name: string }[] };
}

let served: Served;
let second: Awaited<ReturnType<typeof startServer>>;
let studyId: string;
let runId: string;
let ann: Awaited<ReturnType<typeof addCaller>>;
let bob: Awaited<ReturnType<typeof addCaller>>;
const open: { dispose: () => void | Promise<void> }[] = [];
beforeAll(async () => {
  served = await serve();
  second = await startServer({ databaseUrl: served.databaseUrl, port: 0, uploads: { folder: '/tmp/none' } });
  studyId = (await addStudy(served.record)).id;
  runId = (await addRun(served.record, studyId)).id;
  [ann, bob] = [await addCaller(served.record, 'VIEWER', 'Ann'), await addCaller(served.record, 'REVIEWER', 'Bob')];
});
afterAll(async () => {
  for (const client of open) await client.dispose();
  await second.stop();
  await served.end();
});

const PRESENCE = 'subscription ($runId: ID!) { presence(runId: $runId) { peopleCount visitorCount people { name } } }';

function look(url: string, secret?: string, id = runId) {
  const client = connectSocket(url, secret);
  open.push(client);
  const listening = listen<Told>(client, PRESENCE, { runId: id });
  return { ...listening, listening, client, last: () => listening.messages.at(-1)?.presence };
}

const says = (who: { last: () => Told['presence'] | undefined; listening: Listening<Told> }, names: string[], visitorCount = 0, peopleCount = names.length, seconds = 20) =>
  until(`${names} and ${visitorCount} visitors; it says ${JSON.stringify(who.listening)}`, async () => JSON.stringify(who.last()) === JSON.stringify({ peopleCount, visitorCount, people: names.map((name) => ({ name })) }), seconds);

test('people at two servers see each other come and go; nothing of it is kept in the database', async () => {
  const tables = () => served.record.$queryRaw`SELECT relname, n_tup_ins - n_tup_del AS rows FROM pg_stat_user_tables WHERE relname IN ('Event', 'AuditEvent', 'LastLook', 'Notice') ORDER BY relname`;
  const before = await tables();
  const first = look(served.url, ann.secret);
  const other = look(second.url, bob.secret);
  await says(first, ['Bob']);
  await says(other, ['Ann']);
  await other.client.dispose();
  await says(first, []);
  expect(await tables()).toEqual(before);
  await first.client.dispose();
});

test('visitors by a share link are counted without names, and see names only where their link shows them', async () => {
  const [plain, naming] = [await addLink(served.record, studyId), await addLink(served.record, studyId, { showsNames: true })];
  const person = look(served.url, ann.secret);
  const visitor = look(second.url, plain.secret);
  const knowing = look(served.url, naming.secret);
  await says(person, [], 2);
  await says(visitor, [], 1, 1);
  await says(knowing, ['Ann'], 1);
  for (const each of [person, visitor, knowing]) await each.client.dispose();
});

test('of a run of another study a share link learns nothing, nor anybody of one that is not there', async () => {
  const foreign = await addRun(served.record, (await addStudy(served.record)).id);
  const link = await addLink(served.record, studyId);
  for (const [secret, id] of [[link.secret, foreign.id], [ann.secret, 'run_none'], [ann.secret, 'run_\0']] as const) {
    const refused = look(served.url, secret, id);
    await until('a refusal', async () => refused.listening.errors.length > 0);
    expect(refused.listening.errors[0]!.extensions.code).toBe('NOT_FOUND');
    expect(refused.listening.messages).toEqual([]);
    await refused.client.dispose();
  }
});

test('a person whose token is revoked is gone from the others\' pages', async () => {
  const [carl, person] = [await addCaller(served.record, 'VIEWER', 'Carl'), look(served.url, ann.secret)];
  look(second.url, carl.secret);
  await says(person, ['Carl']);
  await served.record.token.updateMany({ where: { userId: carl.person.id }, data: { revokedAt: new Date() } });
  await says(person, []);
  await person.client.dispose();
});

test('the person at a server without login is alone with it: told of visitors, and told of to nobody', async () => {
  const lone = await serve();
  const own = await addStudy(lone.record);
  const run = await addRun(lone.record, own.id);
  const link = await addLink(lone.record, own.id);
  const [local, again, visitor] = [look(lone.url, undefined, run.id), look(lone.url, undefined, run.id), look(lone.url, link.secret, run.id)];
  await says(local, [], 1);
  await says(visitor, []);
  await visitor.client.dispose();
  await says(again, []);
  await local.client.dispose();
  await again.client.dispose();
  await lone.end();
});

test('a server that is killed is forgotten by the others', async () => {
  const third = new ServerProcess({ DATABASE_URL: served.databaseUrl });
  const url = await third.serving();
  const person = look(served.url, ann.secret);
  look(url, bob.secret);
  await says(person, ['Bob']);
  third.child.kill('SIGKILL');
  await third.gone();
  await says(person, [], 0, 0, 40);
  await person.client.dispose();
}, 90_000);

test('one connection has no more looks open than other operations', async () => {
  const client = connectSocket(served.url, ann.secret);
  open.push(client);
  const all = Array.from({ length: 22 }, () => listen<Told>(client, PRESENCE, { runId }));
  await until('refusals', async () => all.filter(({ errors }) => errors.length > 0).length === 2);
  expect(all.flatMap(({ errors }) => errors).map(({ extensions }) => extensions.code)).toEqual(['TOO_MANY_SUBSCRIPTIONS', 'TOO_MANY_SUBSCRIPTIONS']);
});
