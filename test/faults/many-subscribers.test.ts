import { afterAll, beforeAll, expect, test } from 'vitest';
import { addEvent, addRun, addStudy } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';
import { connectSocket, listen } from '../server/socket-client.ts';
import { until } from '../until.ts';

let served: Served;
let runId: string;
beforeAll(async () => {
  served = await serve();
  runId = (await addRun(served.record, (await addStudy(served.record)).id)).id;
});
afterAll(() => served.end());

const [SOCKETS, EACH, EVENTS] = [15, 20, 60];

test('three hundred subscribers hear the last epoch of twenty a second within seconds', async () => {
  const clients = Array.from({ length: SOCKETS }, () => connectSocket(served.url));
  const heard = clients.flatMap((client) => Array.from({ length: EACH }, () => listen<{ epochRecorded: { epoch: number } }>(client, 'subscription { epochRecorded(after: "0") { epoch } }')));
  await addEvent(served.record, { kind: 'run.epoch', runId, epoch: 1 });
  await until('all to hear the first', async () => heard.every(({ messages }) => messages.length === 1));
  for (let epoch = 2; epoch <= EVENTS; epoch++) {
    await addEvent(served.record, { kind: 'run.epoch', runId, epoch });
    if (epoch % 20 === 0) await until('the first subscriber to follow', async () => heard[0]!.messages.length >= epoch - 20);
  }
  await until('the last epoch at all of them', async () => heard.every(({ messages }) => messages.at(-1)?.epochRecorded.epoch === EVENTS), 30);
  const epochs = Array.from({ length: EVENTS }, (_, i) => i + 1);
  for (const { messages, errors } of heard) expect([messages.map((message) => message.epochRecorded.epoch), errors]).toEqual([epochs, []]);
  await Promise.all(clients.map((client) => client.dispose()));
}, 90_000);
