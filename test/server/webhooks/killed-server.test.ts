import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../../prisma/client.ts';
import { newId } from '../../../prisma/ids.ts';
import { newSigningSecret } from '../../../server/webhooks/signature.ts';
import { freshDatabase } from '../../postgres.ts';
import { until } from '../../until.ts';
import { addEvent, addRun, addStudy } from '../record-builder.ts';
import { ServerProcess } from '../server-process.ts';
import { makeCertificate } from './certificate.ts';
import { type Receiver, receive } from './receiver.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let receiver: Receiver;
let folder: string;
const processes: ServerProcess[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-webhooks-'));
  const tls = makeCertificate();
  writeFileSync(path.join(folder, 'authority.pem'), tls.cert);
  receiver = await receive({ tls });
  await record.webhookHost.create({ data: { host: `127.0.0.1:${receiver.port}` } });
});
afterEach(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all(processes.splice(0).map((each) => each.gone()));
});
afterAll(async () => {
  await receiver.close();
  await record.$disconnect();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** A server as a program of its own, which takes the receiver's certificate for good. */
async function start(): Promise<ServerProcess> {
  const server = new ServerProcess({ DATABASE_URL: database.url, COLLAPSAR_HOME: folder, COLLAPSAR_WEBHOOK_LOOPBACK: '1', NODE_EXTRA_CA_CERTS: path.join(folder, 'authority.pem') });
  processes.push(server);
  await server.serving();
  return server;
}

async function addWebhook() {
  const study = await addStudy(record);
  const webhook = await record.webhook.create({ data: { id: newId('webhook'), studyId: study.id, url: receiver.url, kinds: ['run.completed'], secret: newSigningSecret() } });
  return { study, webhook };
}

async function complete(studyId: string): Promise<string> {
  const { id } = await addRun(record, studyId, { status: 'COMPLETED' });
  await addEvent(record, { kind: 'run.completed', runId: id });
  return id;
}

test('what happened while no server ran is told over https when one starts, each once', async () => {
  const { study, webhook } = await addWebhook();
  const runs = [await complete(study.id), await complete(study.id)];
  expect(await record.webhookDelivery.count({ where: { webhookId: webhook.id, attempts: 0 } })).toBe(2);
  await start();
  await until('both to be kept as delivered', async () => (await record.webhookDelivery.count({ where: { webhookId: webhook.id, deliveredAt: { not: null } } })) === 2);
  expect(receiver.received.map(({ body }) => JSON.parse(body).data.runId)).toEqual(runs);
}, 120_000);

test('a server killed while it delivers leaves the delivery to the next one, which tells it again under the same id', async () => {
  const { study, webhook } = await addWebhook();
  const first = await start();
  const before = receiver.received.length;
  receiver.answer = () => {};
  await complete(study.id);
  await until('the request', async () => receiver.received.length > before);
  first.child.kill('SIGKILL');
  await first.gone();
  const [held] = await record.webhookDelivery.findMany({ where: { webhookId: webhook.id } });
  expect(held).toMatchObject({ attempts: 1, deliveredAt: null, outcome: '' });
  expect(held!.nextTryAt!.getTime()).toBeGreaterThan(held!.lastTryAt!.getTime() + 10_000);
  receiver.answer = (response) => void response.writeHead(200).end('ok');
  await start();
  // the lease is over
  await record.webhookDelivery.update({ where: { id: held!.id }, data: { nextTryAt: new Date() } });
  await until('it to be kept as delivered', async () => record.webhookDelivery.findFirst({ where: { id: held!.id, deliveredAt: { not: null }, attempts: 2 } }));
  expect(receiver.received.slice(before).map(({ headers }) => headers['webhook-id'])).toEqual([held!.id, held!.id]);
}, 120_000);

test('a server that is asked to stop gives back what it has not delivered, at once and untried', async () => {
  const { study, webhook } = await addWebhook();
  const server = await start();
  const before = receiver.received.length;
  receiver.answer = () => {};
  await complete(study.id);
  await until('the request', async () => receiver.received.length > before);
  server.child.kill('SIGTERM');
  expect(await server.gone()).toBe(0);
  const [held] = await record.webhookDelivery.findMany({ where: { webhookId: webhook.id } });
  expect(held).toMatchObject({ attempts: 0, deliveredAt: null });
  expect(held!.nextTryAt!.getTime()).toBeLessThanOrEqual(Date.now());
}, 120_000);
