import type { Client } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIMITS } from '../../../server/access/limits.ts';
import { lastingNews } from '../../../web/graphql/lasting-news.ts';
import { addEvent, addRun, addStudy } from '../../server/record-builder.ts';
import { type Served, serve } from '../../server/served.ts';
import { connectSocket, listen } from '../../server/socket-client.ts';
import { until } from '../../until.ts';

let served: Served;
let runId: string;
let link: Client;
beforeAll(async () => {
  served = await serve();
  runId = (await addRun(served.record, (await addStudy(served.record)).id)).id;
  link = connectSocket(served.url);
});
afterAll(async () => {
  await link.dispose();
  await served.end();
});

const EPOCHS = 'subscription ($after: String) { epochRecorded(after: $after) { cursor epoch } }';
const append = (epoch: number) => addEvent(served.record, { kind: 'run.epoch', runId, epoch });

/** As many subscriptions as one link may have. */
async function fillLink() {
  const others = Array.from({ length: LIMITS.subscriptionsPerSocket }, () => listen(link, EPOCHS, { after: '0' }));
  await until('all to be open', async () => others.every((other) => other.messages.length > 0));
  return others;
}

/** Subscribes as a page does; counts how often the server refused. */
function follow(after: string) {
  const heard = { epochs: [] as number[], refusals: 0, unsubscribe: () => {} };
  const wait = () => {
    heard.refusals++;
    return 100;
  };
  const request = { query: EPOCHS, variables: { after }, operationName: undefined, extensions: undefined };
  const { subscribe } = lastingNews(link, wait)(request);
  const { unsubscribe } = subscribe({
    next: ({ data }) => heard.epochs.push(data!.epochRecorded.epoch),
    error: () => {},
    complete: () => {},
  });
  return Object.assign(heard, { unsubscribe });
}

test('a subscription that the server refuses is asked for again, and hears what came meanwhile', async () => {
  const cursor = String(await append(1));
  const others = await fillLink();
  const heard = follow(cursor);
  await until('two refusals', async () => heard.refusals >= 2);
  await append(2);
  others[0]!.stop();
  await append(3);
  await until('both epochs', async () => heard.epochs.length >= 2);
  expect(heard.epochs).toEqual([2, 3]);
  heard.unsubscribe();
  for (const other of others) other.stop();
});

test('a reader that has left is not subscribed again', async () => {
  await append(1);
  const others = await fillLink();
  const heard = follow('0');
  await until('a refusal', async () => heard.refusals >= 1);
  heard.unsubscribe();
  for (const other of others) other.stop();
  const witness = follow('0'); // asked for after the other's wait began, and answered: so would the other have been
  await until('the witness to hear', async () => witness.epochs.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(heard.epochs).toEqual([]);
  witness.unsubscribe();
});
