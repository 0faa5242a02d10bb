import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startServer } from '../../../server/main.ts';
import { until } from '../../until.ts';
import { addCaller } from '../callers.ts';
import { addEvent, addRun, addStudy } from '../record-builder.ts';
import { mutate } from '../reviews/reviewing.ts';
import { type Served, serve } from '../served.ts';
import { type Receiver, receive } from './receiver.ts';

type Caller = Awaited<ReturnType<typeof addCaller>>;

let served: Served;
let admin: Caller;
const receivers: Receiver[] = [];
beforeAll(async () => {
  served = await serve({ webhookLoopback: true });
  admin = await addCaller(served.record, 'ADMIN');
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
  await served.record.webhook.deleteMany({});
});
afterAll(() => served.end());

const TYPES: Record<string, string> = { deleteWebhook: 'WebhookInput', testWebhook: 'WebhookInput', rotateWebhookSecret: 'WebhookInput', redeliverWebhook: 'RedeliverInput' };
async function change(name: string, input: object, fields: string, who: Caller = admin) {
  if (!TYPES[name]) return mutate(served, who, name, input, fields);
  const { data, errors } = await served.ask(`mutation ($input: ${TYPES[name]}!) { ${name}(input: $input) { ${fields} userErrors { code message field } } }`, { input }, who.headers);
  if (errors) throw Object.assign(new Error(errors[0]!.message), errors[0]!.extensions);
  return data[name];
}
const allow = (host: string, more: object = {}) => change('allowWebhookHost', { host, ...more }, 'hosts { host allowsPrivate allowedBy }');
const deliveries = (webhookId: string) => served.record.webhookDelivery.findMany({ where: { webhookId }, orderBy: { createdAt: 'asc' } });

/** Somebody's program, allowed and told of a study of its own. */
async function addWebhook(kinds: string[] = ['RUN_COMPLETED'], more: object = {}) {
  const receiver = await receive();
  receivers.push(receiver);
  await allow(`127.0.0.1:${receiver.port}`);
  const study = await addStudy(served.record);
  const { webhook, secret, userErrors } = await change('createWebhook', { studyId: study.id, url: receiver.url, kinds, ...more }, 'webhook { id studyId url kinds isHostAllowed disabledAt } secret');
  expect(userErrors).toEqual([]);
  return { receiver, study, webhook, secret: secret as string };
}

/** A run that is over now, as a trainer ends one. */
async function complete(studyId: string): Promise<string> {
  const { id } = await addRun(served.record, studyId, { status: 'COMPLETED' });
  await addEvent(served.record, { kind: 'run.completed', runId: id });
  return id;
}

const heard = ({ received }: Receiver, count = 1) => until(`${count} deliveries`, async () => received.length >= count);

test('a completed run is told with ids and an address, once, and kept as delivered', async () => {
  const { receiver, study, webhook } = await addWebhook();
  const runId = await complete(study.id);
  await heard(receiver);
  const body = JSON.parse(receiver.received[0]!.body);
  const [delivery] = await until('the delivery to be kept', async () => served.record.webhookDelivery.findMany({ where: { webhookId: webhook.id, deliveredAt: { not: null } } }).then((rows) => rows.length > 0 && rows));
  expect(body).toEqual({ type: 'run.completed', timestamp: delivery!.createdAt.toISOString(), data: { studyId: study.id, runId, event: String(delivery!.eventId), url: `${served.url}/runs/${runId}` } });
  expect(receiver.received[0]!.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': delivery!.id });
  expect(delivery).toMatchObject({ attempts: 1, status: 204, nextTryAt: null, outcome: 'The answer was 204.' });
  expect(receiver.received).toHaveLength(1);
});

test('each kind is told when it happens, and neither what is near it nor what another study has', async () => {
  const kinds = ['RUN_COMPLETED', 'RUN_FAILED', 'RUN_DIVERGED', 'CHECK_FAILED', 'VERDICT_GIVEN', 'REPORT_SAVED', 'COMMENT_ADDED'];
  const { receiver, study } = await addWebhook(kinds);
  const other = await addStudy(served.record);
  await complete(other.id);
  const run = await addRun(served.record, study.id, { status: 'COMPLETED', lastEpoch: 1 });
  await served.record.epoch.create({ data: { runId: run.id, epoch: 1, attempt: 1, learningRate: 0.1, runningLoss: 1, runningError: 1, trainLoss: 1, trainError: 0, imagesPerSecond: 1, durationMs: 1 } });
  for (const kind of ['run.started', 'run.epoch', 'run.failed', 'run.diverged'] as const) await addEvent(served.record, { kind, runId: run.id });
  for (const limit of [0.5, 2]) await change('createCheck', { studyId: study.id, name: `at most ${limit}`, metric: 'LOSS', point: 'LAST', bound: 'BELOW', limit }, 'check { id }');
  await addEvent(served.record, { kind: 'run.completed', runId: run.id });
  await change('giveVerdict', { runId: run.id, kind: 'PARTLY', reason: 'because' }, 'verdict { id }');
  await change('takeBackVerdict', { runId: run.id }, 'verdict { id }');
  const { thread } = await change('beginThread', { studyId: study.id, runId: run.id, body: 'Why?' }, 'thread { id }');
  const { comment } = await change('reply', { threadId: thread.id, body: 'So.' }, 'comment { id }');
  await change('editComment', { commentId: comment.id, body: 'So!', expectedVersion: 1 }, 'comment { id }');
  await change('resolveThread', { threadId: thread.id }, 'thread { id }');
  const { report } = await change('createReport', { studyId: study.id, title: 'What we saw', body: 'Little.' }, 'report { id }');
  await change('deleteReport', { reportId: report.id }, 'clientMutationId');
  const types = () => receiver.received.map(({ body }) => JSON.parse(body).type).sort();
  await until('all kinds', async () => new Set(types()).size === 7 && receiver.received.length >= 8);
  expect(types()).toEqual(['check.failed', 'comment.added', 'comment.added', 'report.saved', 'run.completed', 'run.diverged', 'run.failed', 'verdict.given']);
  expect(await served.record.webhookDelivery.count({ where: { nextTryAt: { not: null } } })).toBe(0);
  const dataOf = (type: string) => receiver.received.map(({ body }) => JSON.parse(body)).find((each) => each.type === type).data;
  expect(dataOf('comment.added')).toMatchObject({ studyId: study.id, runId: run.id, threadId: thread.id, url: `${served.url}/runs/${run.id}?review=1` });
  expect(dataOf('report.saved')).toMatchObject({ reportId: report.id, url: `${served.url}/reports/${report.id}` });
  expect(dataOf('check.failed')).toMatchObject({ runId: run.id, checkId: expect.stringMatching(/^check_/) });
});

test('what is recorded and rolled back is told to nobody; what is committed is there with its event', async () => {
  const { study, webhook } = await addWebhook();
  const { id: runId } = await addRun(served.record, study.id, { status: 'COMPLETED' });
  const { appendEvent } = await import('../../../prisma/events.ts');
  const fails = served.record.$transaction(async (tx) => {
    await appendEvent(tx, { kind: 'run.completed', runId });
    expect(await tx.webhookDelivery.count({ where: { webhookId: webhook.id } })).toBe(1);
    throw new TypeError('rolled back');
  });
  await expect(fails).rejects.toThrow('rolled back');
  expect(await deliveries(webhook.id)).toEqual([]);
});

/** What another language, without any code of ours, says of the signature. */
const CHECK = `
import base64, hashlib, hmac, json, sys
sent = json.load(sys.stdin)
key = base64.b64decode(sent["secret"].removeprefix("whsec_"))
signed = f'{sent["id"]}.{sent["timestamp"]}.{sent["body"]}'.encode()
mine = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
print(hmac.compare_digest(mine, sent["signature"]))
`;
const isGenuine = (secret: string, { headers, body }: Receiver['received'][number]) =>
  execFileSync('python3', ['-c', CHECK], { input: JSON.stringify({ secret, id: headers['webhook-id'], timestamp: headers['webhook-timestamp'], signature: headers['webhook-signature'], body }) }).toString().trim() === 'True';

test('the signature is right by another program, over id, time and body, and with the newest secret alone', async () => {
  const { receiver, webhook, secret } = await addWebhook();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  await change('testWebhook', { webhookId: webhook.id }, 'delivery { id state kind }');
  await heard(receiver);
  const [first] = receiver.received;
  expect(JSON.parse(first!.body)).toMatchObject({ type: 'ping', data: { studyId: webhook.studyId } });
  expect(Math.abs(Number(first!.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
  expect(isGenuine(secret, first!)).toBe(true);
  expect(isGenuine(secret, { ...first!, body: first!.body.replace('ping', 'pong') })).toBe(false);
  expect(isGenuine(secret, { ...first!, headers: { ...first!.headers, 'webhook-timestamp': '1' } })).toBe(false);
  const { secret: second } = await change('rotateWebhookSecret', { webhookId: webhook.id }, 'secret');
  await change('testWebhook', { webhookId: webhook.id }, 'delivery { id }');
  await heard(receiver, 2);
  expect([isGenuine(second, receiver.received[1]!), isGenuine(secret, receiver.received[1]!)]).toEqual([true, false]);
});

test('an answer that is none of 200 to 299 is tried again under the same id, later and later, until the day is over', async () => {
  const { receiver, study, webhook } = await addWebhook();
  receiver.answer = (response) => void response.writeHead(500).end('broken');
  await complete(study.id);
  const LEASE_MS = 30_000;
  const tried = (attempts: number) =>
    until(`${attempts} tries`, async () => {
      const row = await served.record.webhookDelivery.findFirst({ where: { webhookId: webhook.id, attempts } });
      // while it is tried, the next try is that of a server that would take over
      const isUnderWay = row?.nextTryAt != null && row.nextTryAt.getTime() - row.lastTryAt!.getTime() === LEASE_MS;
      return row && !isUnderWay && row.nextTryAt?.getTime() !== 0 ? row : null;
    });
  const pauses: number[] = [];
  for (const attempt of [1, 2, 3]) {
    const row = await tried(attempt);
    expect(row).toMatchObject({ status: 500, outcome: 'The answer was 500.', deliveredAt: null });
    pauses.push((row.nextTryAt!.getTime() - row.lastTryAt!.getTime()) / 1000);
    await served.record.webhookDelivery.update({ where: { id: row.id }, data: { nextTryAt: new Date(0) } });
  }
  expect(pauses[0]).toBeGreaterThan(10);
  expect(pauses[1]).toBeGreaterThan(2 * pauses[0]!);
  expect(pauses[2]).toBeGreaterThan(2 * pauses[1]!);
  const last = await tried(4);
  await served.record.webhookDelivery.update({ where: { id: last.id }, data: { nextTryAt: new Date(0), giveUpAt: new Date(Date.now() + 60_000) } });
  expect(await tried(5)).toMatchObject({ nextTryAt: null, deliveredAt: null });
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([last.id]));
  const list = await served.ask('query ($id: ID!) { webhookDeliveries(webhookId: $id, state: GIVEN_UP) { totalCount nodes { id state outcome status attempts nextTryAt kind runId } } }', { id: webhook.id }, admin.headers);
  expect(list.data.webhookDeliveries).toMatchObject({ totalCount: 1, nodes: [{ id: last.id, state: 'GIVEN_UP', outcome: 'The answer was 500.', attempts: 5, kind: 'RUN_COMPLETED' }] });
  receiver.answer = (response) => void response.writeHead(200).end('ok');
  expect((await change('redeliverWebhook', { deliveryId: last.id }, 'delivery { state }')).delivery).toEqual({ state: 'WAITING' });
  expect(await until('it to be taken', async () => served.record.webhookDelivery.findFirst({ where: { id: last.id, deliveredAt: { not: null } } }))).toMatchObject({ attempts: 6, status: 200, nextTryAt: null });
});

test('a receiver that hangs holds up no other', async () => {
  const [slow, quick] = [await addWebhook(), await addWebhook()];
  slow.receiver.answer = () => {};
  for (let i = 0; i < 20; i++) await complete(slow.study.id);
  await heard(slow.receiver);
  await complete(quick.study.id);
  await heard(quick.receiver);
  expect(slow.receiver.received).toHaveLength(1);
});

test('two servers on one record tell each event once', async () => {
  const second = await startServer({ databaseUrl: served.databaseUrl, port: 0, webhookLoopback: true });
  try {
    const { receiver, study, webhook } = await addWebhook();
    const runs: string[] = [];
    for (let i = 0; i < 10; i++) runs.push(...(await Promise.all([complete(study.id), complete(study.id), complete(study.id)])));
    await until('all to be kept as delivered', async () => (await served.record.webhookDelivery.count({ where: { webhookId: webhook.id, deliveredAt: { not: null } } })) === 30);
    expect(receiver.received.map(({ body }) => JSON.parse(body).data.runId).sort()).toEqual(runs.sort());
    expect((await deliveries(webhook.id)).map(({ attempts }) => attempts)).toEqual(Array(30).fill(1));
  } finally {
    await second.stop();
  }
});

test('a host that is taken off the list is not asked any more: what waits is given up, what comes is refused', async () => {
  const { receiver, study, webhook } = await addWebhook();
  receiver.answer = (response) => void response.writeHead(503).end();
  await complete(study.id);
  await heard(receiver);
  await until('it to wait', async () => (await deliveries(webhook.id))[0]!.status === 503);
  const host = `127.0.0.1:${receiver.port}`;
  expect((await change('removeWebhookHost', { host }, 'hosts { host }')).hosts).not.toContainEqual({ host });
  expect((await deliveries(webhook.id))[0]).toMatchObject({ nextTryAt: null, outcome: `${host} was taken off the list of hosts that webhooks may call.` });
  await complete(study.id);
  await until('the second to be refused', async () => (await deliveries(webhook.id)).some(({ outcome }) => outcome === `${host} is not among the hosts that webhooks may call.`));
  expect(receiver.received).toHaveLength(1);
  expect((await served.ask('{ webhooks { id isHostAllowed } }', {}, admin.headers)).data.webhooks).toEqual([{ id: webhook.id, isHostAllowed: false }]);
  expect((await change('removeWebhookHost', { host }, 'hosts { host }')).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'host' }]);
});

test('a redirect into the network is not followed, and fails', async () => {
  const { receiver, study, webhook } = await addWebhook();
  receiver.answer = (response) => void response.writeHead(307, { location: `${served.url}/metrics` }).end();
  await complete(study.id);
  await until('it to fail', async () => (await deliveries(webhook.id))[0]?.outcome === 'The answer was 307, a redirect, which is not followed.');
  expect(receiver.received).toHaveLength(1);
});

test('without the setting this machine is closed, also by a name that resolves to it, and private networks are where no entry opens them', async () => {
  const closed = await serve();
  const receiver = await receive();
  receivers.push(receiver);
  try {
    const ask = async (name: string, input: object, fields: string) => mutate(closed, null, name, input, fields);
    for (const [host, url, words] of [
      [`127.0.0.1:${receiver.port}`, receiver.url, /of this very machine, which only the setting COLLAPSAR_WEBHOOK_LOOPBACK opens/],
      [`localhost:${receiver.port}`, `https://localhost:${receiver.port}/`, /of this very machine/],
      ['10.20.30.40', 'https://10.20.30.40/', /of a private network, which the host is not allowed to have/],
      ['169.254.169.254', 'https://169.254.169.254/latest', /never allowed/],
    ] as const) {
      await ask('allowWebhookHost', { host, allowsPrivate: host === '169.254.169.254' }, 'hosts { host }');
      const { webhook } = await ask('createWebhook', { url, kinds: ['RUN_COMPLETED'] }, 'webhook { id }');
      await closed.ask('mutation ($input: WebhookInput!) { testWebhook(input: $input) { delivery { id } userErrors { message } } }', { input: { webhookId: webhook.id } });
      const [delivery] = await until(`${url} to be refused`, async () => closed.record.webhookDelivery.findMany({ where: { webhookId: webhook.id, outcome: { not: '' } } }).then((rows) => rows.length > 0 && rows));
      expect(delivery!.outcome).toMatch(words);
      expect(delivery).toMatchObject({ nextTryAt: null, deliveredAt: null, status: null });
    }
    expect(receiver.received).toEqual([]);
  } finally {
    await closed.end();
  }
});

test.each([
  ['allowWebhookHost', { host: 'https://hooks.example' }, { code: 'BAD_USER_INPUT', field: 'host' }],
  ['createWebhook', { url: 'https://nobody-allowed.example/', kinds: ['RUN_FAILED'] }, { code: 'PRECONDITION_FAILED', field: 'url' }],
  ['createWebhook', { url: 'http://hooks.example/', kinds: ['RUN_FAILED'] }, { code: 'BAD_USER_INPUT', field: 'url' }],
  ['createWebhook', { studyId: 'study_none', url: 'https://hooks.example/', kinds: ['RUN_FAILED'] }, { code: 'NOT_FOUND', field: 'studyId' }],
  ['updateWebhook', { webhookId: 'hook_none', isEnabled: false }, { code: 'NOT_FOUND', field: 'webhookId' }],
  ['deleteWebhook', { webhookId: 'hook_none' }, { code: 'NOT_FOUND', field: 'webhookId' }],
  ['testWebhook', { webhookId: 'hook_none' }, { code: 'NOT_FOUND', field: 'webhookId' }],
  ['redeliverWebhook', { deliveryId: 'delivery_none' }, { code: 'NOT_FOUND', field: 'deliveryId' }],
])('%s of %j is refused', async (name, input, error) => {
  expect((await change(name, input, 'clientMutationId')).userErrors).toMatchObject([error]);
});

test.each([[[]], [['RUN_FAILED', 'RUN_FAILED']]])('the kinds %j are refused', async (kinds) => {
  await expect(change('createWebhook', { url: 'https://hooks.example/', kinds }, 'webhook { id }')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('lists are limited: hosts, webhooks of a study, tests that wait', async () => {
  const { receiver, webhook, study } = await addWebhook();
  receiver.answer = () => {};
  for (let i = 1; i < 20; i++) expect((await change('createWebhook', { studyId: study.id, url: receiver.url, kinds: ['RUN_FAILED'] }, 'webhook { id }')).userErrors).toEqual([]);
  expect((await change('createWebhook', { studyId: study.id, url: receiver.url, kinds: ['RUN_FAILED'] }, 'webhook { id }')).userErrors).toMatchObject([{ code: 'PRECONDITION_FAILED', message: 'The study has 20 webhooks already; delete one first.' }]);
  const tests = [];
  for (let i = 0; i < 6; i++) tests.push(await change('testWebhook', { webhookId: webhook.id }, 'delivery { id }'));
  expect(tests.map(({ userErrors }) => userErrors.length)).toEqual([0, 0, 0, 0, 0, 1]);
  const known = await served.record.webhookHost.count();
  await served.record.webhookHost.createMany({ data: Array.from({ length: 100 - known }, (_, i) => ({ host: `h${i}.example` })) });
  expect((await allow('one-more.example')).userErrors).toMatchObject([{ code: 'PRECONDITION_FAILED' }]);
  expect((await allow('h1.example', { allowsPrivate: true })).hosts).toContainEqual({ host: 'h1.example', allowsPrivate: true, allowedBy: admin.person.name });
  await served.record.webhookHost.deleteMany({ where: { host: { endsWith: '.example' } } });
});

test('a webhook that is switched off is told nothing, and what waited is given up; switched on, it is told what comes then', async () => {
  const { receiver, study, webhook } = await addWebhook();
  receiver.answer = (response) => void response.writeHead(500).end();
  await complete(study.id);
  await until('it to wait', async () => (await deliveries(webhook.id))[0]?.status === 500);
  expect((await change('updateWebhook', { webhookId: webhook.id, isEnabled: false }, 'webhook { disabledAt }')).webhook.disabledAt).not.toBeNull();
  await complete(study.id);
  expect(await deliveries(webhook.id)).toEqual([expect.objectContaining({ nextTryAt: null, outcome: 'The webhook was switched off.' })]);
  expect((await change('testWebhook', { webhookId: webhook.id }, 'delivery { id }')).userErrors).toMatchObject([{ code: 'PRECONDITION_FAILED' }]);
  await change('updateWebhook', { webhookId: webhook.id, isEnabled: true, kinds: ['RUN_FAILED'] }, 'webhook { id }');
  receiver.answer = (response) => void response.writeHead(204).end();
  await complete(study.id);
  const { id } = await addRun(served.record, study.id, { status: 'FAILED' });
  await addEvent(served.record, { kind: 'run.failed', runId: id });
  await heard(receiver, 2);
  expect(receiver.received.slice(1).map(({ body }) => JSON.parse(body).data.runId)).toEqual([id]);
});

test('a webhook of all studies hears each; its study takes a webhook with it when it is deleted', async () => {
  const { receiver, study, webhook } = await addWebhook();
  const { webhook: ofAll } = await change('createWebhook', { url: receiver.url, kinds: ['RUN_COMPLETED'] }, 'webhook { id }');
  const other = await addStudy(served.record);
  await complete(study.id);
  await complete(other.id);
  await heard(receiver, 3);
  const shown = await served.ask('query ($id: ID!) { webhooks(studyId: $id) { id studyId lastDeliveries { state runId } } }', { id: other.id }, admin.headers);
  expect(shown.data.webhooks).toMatchObject([{ id: ofAll.id, studyId: null, lastDeliveries: [{}, {}] }]);
  await change('archiveStudy', { studyId: study.id }, 'study { id }');
  await change('deleteStudy', { studyId: study.id }, 'clientMutationId');
  expect((await served.record.webhook.findMany({})).map(({ id }) => id)).toEqual([ofAll.id]);
  expect(await deliveries(webhook.id)).toEqual([]);
});

test('everything is audited, and the secret is in no answer but one, no log, no audit event, no delivery', async () => {
  const { receiver, study, webhook, secret } = await addWebhook();
  const input = { studyId: study.id, url: receiver.url, kinds: ['RUN_FAILED'], idempotencyKey: 'webhook-once' };
  const [one, two] = [await change('createWebhook', input, 'webhook { id } secret'), await change('createWebhook', input, 'webhook { id } secret')];
  expect(two).toMatchObject({ webhook: one.webhook, secret: null });
  await change('testWebhook', { webhookId: webhook.id }, 'delivery { id }');
  await heard(receiver);
  receiver.answer = (response) => void response.writeHead(500).end(secret);
  await complete(study.id);
  await until('the failure to be kept', async () => (await deliveries(webhook.id)).some(({ status }) => status === 500));
  await change('rotateWebhookSecret', { webhookId: webhook.id }, 'secret');
  await change('deleteWebhook', { webhookId: webhook.id }, 'webhookId');
  const audited = await served.record.auditEvent.findMany({ where: { action: { contains: 'ebhook' } } });
  expect(new Set(audited.map(({ action }) => action))).toEqual(new Set(['allowWebhookHost', 'removeWebhookHost', 'createWebhook', 'updateWebhook', 'rotateWebhookSecret', 'testWebhook', 'redeliverWebhook', 'deleteWebhook']));
  expect(audited.find(({ action, subject }) => action === 'createWebhook' && subject === webhook.id)).toMatchObject({ person: admin.person.name, after: { studyId: study.id, host: `127.0.0.1:${receiver.port}`, kinds: ['run.completed'] } });
  const answers = await served.ask('{ webhooks { id url kinds lastDeliveries { outcome } } auditEvents(first: 100) { nodes { action after before } } }', {}, admin.headers);
  const written = (what: unknown) => JSON.stringify(what, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  const everything = written([served.logged, answers.data, audited, await served.record.webhookDelivery.findMany({}), receiver.received, await served.record.idempotencyKey.findMany({})]);
  expect(everything).not.toContain(secret.slice(6));
  expect(everything).not.toContain(one.secret.slice(6));
  // the address may hold a secret of the receiver: it is not logged or audited either
  expect(written([served.logged, audited])).not.toContain('whoever-reads-this');
});

test('others than admins neither see nor change anything of it', async () => {
  const operator = await addCaller(served.record, 'OPERATOR');
  const { webhook } = await addWebhook();
  for (const question of ['{ webhooks { id } }', '{ webhookHosts { host } }', `{ webhookDeliveries(webhookId: "${webhook.id}") { totalCount } }`]) {
    const { errors } = await served.ask(question, {}, operator.headers);
    expect(errors?.map(({ extensions }) => [extensions.code, extensions.requiredRole])).toEqual([['FORBIDDEN', 'ADMIN']]);
  }
  await expect(change('testWebhook', { webhookId: webhook.id }, 'delivery { id }', operator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await deliveries(webhook.id)).toEqual([]);
});

test('tries and what waits are counted for /metrics', async () => {
  const text = await (await fetch(`${served.url}/metrics`, { headers: admin.headers })).text();
  expect(Number(/collapsar_webhook_tries_total\{result="delivered"\} (\d+)/.exec(text)?.[1])).toBeGreaterThan(5);
  expect(Number(/collapsar_webhook_tries_total\{result="failed"\} (\d+)/.exec(text)?.[1])).toBeGreaterThan(2);
  expect(Number(/collapsar_webhook_tries_total\{result="refused"\} (\d+)/.exec(text)?.[1])).toBeGreaterThan(0);
  expect(text).toMatch(/^collapsar_webhook_deliveries_waiting 0$/m);
});
