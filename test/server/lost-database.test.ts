import { expect, test } from 'vitest';
import { connectRecord } from '../../prisma/client.ts';
import { startServer } from '../../server/main.ts';
import { freshDatabase } from '../postgres.ts';
import { until } from '../until.ts';
import { DatabaseBridge } from './database-bridge.ts';
import { addEvent, addRun, addStudy } from './record-builder.ts';
import { connectSocket, listen } from './socket-client.ts';

test('a server outlives its database: it says so, and goes on when it is back, with the subscriptions from before and during the outage', async () => {
  const database = await freshDatabase();
  const record = connectRecord(database.url);
  const runId = (await addRun(record, (await addStudy(record)).id)).id;
  const bridge = await DatabaseBridge.to(database.url);
  const server = await startServer({ databaseUrl: bridge.url, port: 0 });
  const ask = () => fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ runs { totalCount } }"}' });
  const client = connectSocket(server.url);
  const heard = listen<{ epochRecorded: { epoch: number } }>(client, 'subscription { epochRecorded(after: "0") { epoch } }');
  await addEvent(record, { kind: 'run.epoch', runId, epoch: 1 });
  await until('the first epoch', async () => heard.messages.length === 1);
  await addEvent(record, { kind: 'run.epoch', runId, epoch: 2 });
  await until('the second epoch, which the feed hands out', async () => heard.messages.length === 2);

  bridge.cut();
  const readiness = () => fetch(`${server.url}/readyz`).then((response) => response.status);
  await until('the loss to be noticed', async () => (await readiness()) === 503);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  const refused = await ask();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect((await refused.json()).errors[0].extensions.code).toBe('UNAVAILABLE');
  const late = listen<{ epochRecorded: { epoch: number } }>(client, 'subscription { epochRecorded { epoch } }');
  const resumed = listen<{ epochRecorded: { epoch: number } }>(client, 'subscription { epochRecorded(after: "0") { epoch } }');
  await until('both subscriptions to have asked the database in vain', async () => bridge.refusals >= 2);
  await addEvent(record, { kind: 'run.epoch', runId, epoch: 3 });

  bridge.mend();
  await until('the database to be back', async () => (await readiness()) === 200);
  expect(await (await ask()).json()).toEqual({ data: { runs: { totalCount: 1 } } });
  await until('the epoch that was recorded meanwhile', async () => heard.messages.length === 3);
  expect(heard.messages.map((message) => message.epochRecorded.epoch)).toEqual([1, 2, 3]);
  await until('it to reach the subscriptions opened during the outage', async () => late.messages.at(-1)?.epochRecorded.epoch === 3 && resumed.messages.length === 3);
  expect([late.errors, resumed.errors]).toEqual([[], []]);

  await client.dispose();
  await server.stop();
  bridge.end();
  await record.$disconnect();
  await database.drop();
});
