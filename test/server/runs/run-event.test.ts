import type { Client } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { addEpoch, addEvent, addRun, addSnapshot, addStudy, randomCore } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';
import { until } from '../../until.ts';

let served: Served;
let studyId: string;
let client: Client;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
});
beforeEach(() => {
  client = connectSocket(served.url);
});
afterEach(() => client.dispose());
afterAll(() => served.end());

interface Recorded {
  epochRecorded: { cursor: string; epoch: number; isMeasured: boolean; runId: string; run: { status: string; lastEpoch: number } };
}
const EPOCHS = 'subscription ($runId: ID, $after: String) { epochRecorded(runId: $runId, after: $after) { cursor runId epoch isMeasured run { status lastEpoch } } }';
const CHANGES = 'subscription ($runId: ID, $after: String) { runChanged(runId: $runId, after: $after) { cursor kind run { id } } }';

async function recordEpoch(runId: string, epoch: number, isMeasured: boolean): Promise<string> {
  await addEpoch(served.record, runId, epoch);
  if (isMeasured) await addSnapshot(served.record, randomCore(runId, epoch, 'TRAIN'));
  await served.record.run.update({ where: { id: runId }, data: { lastEpoch: epoch, status: 'RUNNING' } });
  return String(await addEvent(served.record, { kind: 'run.epoch', runId, epoch }));
}

test('an epoch that another connection records reaches the subscriber with the run as it is now', async () => {
  const run = await addRun(served.record, studyId);
  const heard = listen<Recorded>(client, EPOCHS, { runId: run.id, after: '0' });
  await recordEpoch(run.id, 1, true);
  await until('the first epoch', async () => heard.messages.length === 1);
  await recordEpoch(run.id, 2, false);
  await until('the second epoch', async () => heard.messages.length === 2);
  expect(heard.messages.map((message) => message.epochRecorded)).toMatchObject([
    { runId: run.id, epoch: 1, isMeasured: true, run: { status: 'RUNNING', lastEpoch: 1 } },
    { runId: run.id, epoch: 2, isMeasured: false, run: { status: 'RUNNING', lastEpoch: 2 } },
  ]);
});

test('a subscriber that comes back with its cursor hears what it missed, once', async () => {
  const run = await addRun(served.record, studyId);
  const cursors = [];
  for (let epoch = 1; epoch <= 4; epoch++) cursors.push(await recordEpoch(run.id, epoch, false));
  const heard = listen<Recorded>(client, EPOCHS, { runId: run.id, after: cursors[1] });
  await recordEpoch(run.id, 5, false);
  await until('three epochs', async () => heard.messages.length >= 3);
  expect(heard.messages.map((message) => message.epochRecorded.epoch)).toEqual([3, 4, 5]);
  expect(heard.messages.slice(0, 2).map((message) => message.epochRecorded.cursor)).toEqual(cursors.slice(2));
});

test('changes of a run come with their kind, those of other runs do not', async () => {
  const [run, other] = [await addRun(served.record, studyId), await addRun(served.record, studyId)];
  const heard = listen<{ runChanged: { kind: string } }>(client, CHANGES, { runId: run.id, after: '0' });
  for (const kind of ['run.queued', 'run.started'] as const) {
    await addEvent(served.record, { kind, runId: other.id });
    await addEvent(served.record, { kind, runId: run.id });
  }
  await addEvent(served.record, { kind: 'run.completed', runId: run.id });
  await until('the run to be completed', async () => heard.messages.at(-1)?.runChanged.kind === 'run.completed');
  expect(heard.messages.map((message) => message.runChanged.kind)).toEqual(['run.queued', 'run.started', 'run.completed']);
});

test('what is no cursor is refused as BAD_USER_INPUT', async () => {
  const heard = listen(client, EPOCHS, { after: 'yesterday' });
  await until('the refusal', async () => heard.isComplete);
  expect(heard.errors[0]).toMatchObject({ message: expect.stringMatching(/cursor/), extensions: { code: 'BAD_USER_INPUT' } });
});

test('what happens between asking for the newest cursor and subscribing behind it is told', async () => {
  const run = await addRun(served.record, studyId);
  const before = await recordEpoch(run.id, 1, false);
  const { eventCursor } = (await served.ask('{ eventCursor }')).data;
  expect(eventCursor).toBe(before);
  await recordEpoch(run.id, 2, false);
  const heard = listen<Recorded>(client, EPOCHS, { runId: run.id, after: eventCursor });
  await until('the second epoch', async () => heard.messages.length > 0);
  expect(heard.messages.map((message) => message.epochRecorded.epoch)).toEqual([2]);
});

test('the newest cursor of an empty record is one that subscriptions understand', async () => {
  const empty = await serve();
  expect((await empty.ask('{ eventCursor }')).data).toEqual({ eventCursor: '0' });
  await empty.end();
});
