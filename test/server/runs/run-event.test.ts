import type { Client } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type MetricId, measuredIds } from '../../../server/metrics/catalogue.ts';
import { measure } from '../../../server/metrics/measure.ts';
import { epochValues } from '../../../server/runs/epoch-values.ts';
import { connectCounted } from '../../counted-record.ts';
import { withClient } from '../../postgres.ts';
import { addLink } from '../callers.ts';
import { addEpoch, addEvent, addRun, addSnapshot, addStudy, randomCore, measureNow } from '../record-builder.ts';
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

test('a share link is given the newest cursor of its own study, and hears all of that study behind it', async () => {
  const [mine, foreign] = [(await addStudy(served.record, 'shared')).id, await addRun(served.record, studyId)];
  const link = await addLink(served.record, mine);
  const cursor = async () => (await served.ask('{ eventCursor }', {}, link.headers)).data.eventCursor;
  await recordEpoch(foreign.id, 1, false);
  expect(await cursor()).toBe('0');
  const made = String(await addEvent(served.record, { kind: 'study.edited', studyId: mine }));
  expect(await cursor()).toBe(made);
  const run = await addRun(served.record, mine);
  const first = await recordEpoch(run.id, 1, false);
  await recordEpoch(foreign.id, 2, false);
  expect(await cursor()).toBe(first);
  const second = await recordEpoch(run.id, 2, false);
  for (let epoch = 3; epoch < 6; epoch++) await recordEpoch(foreign.id, epoch, false);
  const guest = connectSocket(served.url, link.secret);
  const heard = listen<Recorded>(guest, EPOCHS, { after: first });
  const third = await recordEpoch(run.id, 3, false);
  await until('two epochs', async () => heard.messages.length >= 2);
  await guest.dispose();
  expect(heard.messages.map(({ epochRecorded: { cursor: at, runId } }) => [at, runId])).toEqual([[second, run.id], [third, run.id]]);
});

test('the newest cursor of an empty record is one that subscriptions understand', async () => {
  const empty = await serve();
  expect((await empty.ask('{ eventCursor }')).data).toEqual({ eventCursor: '0' });
  await empty.end();
});

interface Valued {
  epochRecorded: { epoch: number; train: { metric: string; value: number | null; kind: string; reason: string | null }[]; test: { kind: string; value: number | null; reason: string }[] };
}
const VALUES = `subscription ($runId: ID) { epochRecorded(runId: $runId, after: "0") { epoch
  train: values(metrics: [NC1, ERROR, LOSS]) { metric value kind reason } test: values(metrics: [NC1, LOSS], split: TEST) { kind value reason } } }`;

test('a message holds the values of its epoch: measured for it, read from its row, or why there are none', async () => {
  const run = await addRun(served.record, studyId);
  await recordEpoch(run.id, 1, true);
  await recordEpoch(run.id, 2, false);
  let [first, second]: Valued['epochRecorded'][] = [];
  // the first subscriber has the epoch measured; on a busy machine only a later one finds the values in time
  await until('the values', async () => {
    const heard = listen<Valued>(client, VALUES, { runId: run.id });
    await until('both epochs', async () => heard.messages.length === 2);
    heard.stop();
    [first, second] = heard.messages.map((message) => message.epochRecorded);
    return first!.train.every(({ kind }) => kind !== 'PENDING');
  });
  const measured = measure(randomCore(run.id, 1, 'TRAIN'), ['NC1', 'ERROR']);
  expect(first!.train).toEqual([
    { metric: 'NC1', value: measured.get('NC1')!.value, kind: 'FINITE', reason: null },
    { metric: 'ERROR', value: measured.get('ERROR')!.value, kind: 'FINITE', reason: null },
    { metric: 'LOSS', value: 0.9, kind: 'FINITE', reason: null },
  ]);
  expect(second!.train).toMatchObject([{ value: null, kind: 'MISSING', reason: expect.stringMatching(/^NOT_RECORDED: /) }, { value: 0.2 }, { value: 0.45 }]);
  expect(second!.test).toMatchObject([{ kind: 'MISSING', value: null }, { kind: 'MISSING', value: null }]);
});

test('a value that is still being measured is PENDING in the message, which comes all the same', async () => {
  const run = await addRun(served.record, studyId);
  await addEpoch(served.record, run.id, 1);
  const digest = await addSnapshot(served.record, randomCore(run.id, 1, 'TRAIN'));
  await withClient(served.databaseUrl, async (other) => {
    // as another server does that measures it
    await other.query('BEGIN');
    await other.query('SELECT pg_advisory_xact_lock(7270002, hashtext($1))', [digest]);
    const heard = listen<Valued>(client, VALUES, { runId: run.id });
    await addEvent(served.record, { kind: 'run.epoch', runId: run.id, epoch: 1 });
    await until('the message', async () => heard.messages.length === 1);
    expect(heard.messages[0]!.epochRecorded.train).toMatchObject([{ value: null, kind: 'PENDING' }, { value: null, kind: 'PENDING' }, { value: 0.9 }]);
    await other.query('ROLLBACK');
  });
});

test('one message asks the record as often for many values as for one', async () => {
  const run = await addRun(served.record, studyId);
  await addEpoch(served.record, run.id, 1);
  await addSnapshot(served.record, randomCore(run.id, 1, 'TRAIN'));
  const { record, statements } = connectCounted(served.databaseUrl);
  const countOf = async (metrics: MetricId[], runIds: string[]) => {
    statements.length = 0;
    await epochValues(record, runIds.map((runId) => ({ runId, epoch: 1, metrics, split: 'TRAIN' as const, layer: 'last' })));
    return statements.length;
  };
  await measureNow(served.record, run.id, [...measuredIds]);
  await countOf(measuredIds.slice(0, 16), [run.id]); // puts them into this client's memory
  const many = await Promise.all(Array.from({ length: 5 }, () => addRun(served.record, studyId)));
  expect(await countOf(['NC1'], [run.id])).toBe(1);
  expect(await countOf(measuredIds.slice(0, 16), [run.id])).toBe(1);
  const ofMany = await countOf(['NC1'], many.slice(0, 2).map(({ id }) => id));
  expect(await countOf(['NC1'], many.map(({ id }) => id))).toBe(ofMany);
  await record.$disconnect();
});
