import { type ExecutionResult, parse } from 'graphql';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../../server/access/caller.ts';
import { RequestContext } from '../../../server/access/request-context.ts';
import { RequestLife } from '../../../server/access/request-life.ts';
import { SharedAnswers } from '../../../server/access/shared-answers.ts';
import { EventFeed } from '../../../server/live/event-feed.ts';
import { makeSchema } from '../../../server/schema.ts';
import { countedRecord } from '../../counted-record.ts';
import { withClient } from '../../postgres.ts';
import { until } from '../../until.ts';
import { addCaller } from '../callers.ts';
import { addEpoch, addEvent, addRun, addStudy } from '../record-builder.ts';

const { record, uncounted, url, statements } = await countedRecord();
let feed: EventFeed;
let schema: Awaited<ReturnType<typeof makeSchema>>;
let studyId: string;
// however busy the machine is: those who hear of an event in the same moment are the question here, not how long one is
const answers = new SharedAnswers(120_000);
type Answers = AsyncIterableIterator<ExecutionResult, undefined>;
let open: Answers[] = [];

beforeAll(async () => {
  feed = new EventFeed(uncounted, url);
  schema = await makeSchema();
  studyId = (await addStudy(record)).id;
});
afterEach(async () => {
  await Promise.all(open.map((each) => each.return?.()));
  open = [];
});
afterAll(() => feed.stop());

const someone = (name: string, rest: Partial<Caller> = {}): Caller => ({ id: `token of ${name}`, access: 'REVIEWER', userId: name, person: name, studyId: null, seesNames: true, ...rest });
const EPOCHS = 'subscription ($runId: ID, $after: String) { epochRecorded(runId: $runId, after: $after) { epoch isMeasured run { name } } }';

async function subscribe(query: string, caller: Caller, variableValues: Record<string, unknown>, life = new RequestLife()): Promise<Answers> {
  const begun = await answers.subscribe({ schema, document: parse(query), variableValues, contextValue: new RequestContext(record, feed, caller, life) });
  if (!('next' in begun)) throw new Error(JSON.stringify(begun.errors));
  open.push(begun);
  return begun;
}

async function recordEpoch(runId: string, epoch: number): Promise<bigint> {
  await addEpoch(record, runId, epoch);
  return addEvent(record, { kind: 'run.epoch', runId, epoch, studyId });
}

const data = async (subscriber: Answers) => (await subscriber.next()).value?.data;
const looksAtSnapshots = () => statements.filter((statement) => statement.includes('"Snapshot"')).length;

test('an event is executed once for all who ask the same of it, wherever in the record they began and whoever they are', async () => {
  const run = await addRun(record, studyId, { name: 'shared' });
  const first = await recordEpoch(run.id, 1);
  await recordEpoch(run.id, 2);
  const early = await Promise.all(['Ann', 'Bob', 'Cy'].map((name) => subscribe(EPOCHS, someone(name), { runId: run.id, after: String(first - 1n) })));
  const late = await Promise.all(['Ann', 'Dee'].map((name) => subscribe(EPOCHS, someone(name), { runId: run.id, after: String(first) })));
  expect(await Promise.all(early.map(data))).toMatchObject([{ epochRecorded: { epoch: 1 } }, { epochRecorded: { epoch: 1 } }, { epochRecorded: { epoch: 1 } }]);
  const all = [...early, ...late];
  expect(new Set((await Promise.all(all.map(data))).map((each) => JSON.stringify(each))).size).toBe(1);
  const waiting = all.map((each) => each.next());
  statements.length = 0;
  await recordEpoch(run.id, 3);
  const heard = await Promise.all(waiting);
  expect(heard[0]!.value?.data).toEqual({ epochRecorded: { epoch: 3, isMeasured: false, run: { name: 'shared' } } });
  for (const each of heard) expect(each.value).toBe(heard[0]!.value);
  expect(looksAtSnapshots()).toBe(1);
});

test('other variables or another document are other questions', async () => {
  const run = await addRun(record, studyId);
  const after = String(await recordEpoch(run.id, 1));
  const asked = 'subscription ($after: String, $metrics: [MetricId!]!) { epochRecorded(after: $after) { epoch values(metrics: $metrics) { metric } } }';
  const all = await Promise.all([subscribe(asked, someone('Ann'), { after, metrics: ['LOSS'] }), subscribe(asked, someone('Ann'), { after, metrics: ['ERROR'] }), subscribe(EPOCHS, someone('Ann'), { after })]);
  await recordEpoch(run.id, 2);
  expect(await Promise.all(all.map(data))).toMatchObject([{ epochRecorded: { values: [{ metric: 'LOSS' }] } }, { epochRecorded: { values: [{ metric: 'ERROR' }] } }, { epochRecorded: { isMeasured: false } }]);
});

test('what depends on who asks is answered to each, and names only to who may see them', async () => {
  const run = await addRun(record, studyId);
  const { person } = await addCaller(record, 'REVIEWER', 'Ann');
  const after = String(await recordEpoch(run.id, 1));
  const link = (seesNames: boolean): Caller => someone('link', { id: `link ${seesNames}`, access: 'LINK', userId: null, person: null, studyId, seesNames });
  const foreign = (await addStudy(record)).id;
  const callers = [someone('Bob'), someone('Ann', { userId: person.id }), someone('Cy'), link(false), link(true), { ...link(true), id: 'of another study', studyId: foreign }];
  const all = await Promise.all(callers.map((caller) => subscribe('subscription ($after: String) { reviewChanged(after: $after) { kind verdict { isMine reviewerName } } }', caller, { after })));
  await record.verdict.create({ data: { id: 'verdict_shared', studyId, runId: run.id, runName: run.name, reviewerId: person.id, kind: 'PARTLY', reason: 'so', digest: 'none', formulas: { NC1: 1 } } });
  const waiting = all.map(data);
  await addEvent(record, { kind: 'review.verdict', studyId, runId: run.id, subject: 'verdict_shared' });
  const heard = (await Promise.all(waiting.slice(0, -1))) as { reviewChanged: { verdict: object } }[];
  expect(heard.map(({ reviewChanged }) => reviewChanged.verdict)).toEqual([
    { isMine: false, reviewerName: 'Ann' },
    { isMine: true, reviewerName: 'Ann' },
    { isMine: false, reviewerName: 'Ann' },
    { isMine: false, reviewerName: null },
    { isMine: false, reviewerName: 'Ann' },
  ]);
  await addEvent(record, { kind: 'review.verdict', studyId: foreign, subject: 'verdict_of_another' });
  expect(await waiting.at(-1)).toEqual({ reviewChanged: { kind: 'review.verdict', verdict: null } });
});

test('who comes later is not told what was found before', async () => {
  const run = await addRun(record, studyId, { name: 'before' });
  const after = String((await recordEpoch(run.id, 1)) - 1n);
  const named = (name: string) => ({ epochRecorded: { run: { name } } });
  expect(await data(await subscribe(EPOCHS, someone('Ann'), { runId: run.id, after }))).toMatchObject(named('before'));
  await record.run.update({ where: { id: run.id }, data: { name: 'after' } });
  expect(await data(await subscribe(EPOCHS, someone('Ann'), { runId: run.id, after }))).toMatchObject(named('after'));
});

test('who may no longer hear it hears nothing of an answer under way; the others do', async () => {
  const run = await addRun(record, studyId);
  const after = String(await recordEpoch(run.id, 1));
  const life = new RequestLife();
  const [gone, stays] = [await subscribe(EPOCHS, someone('Ann'), { runId: run.id, after }, life), await subscribe(EPOCHS, someone('Bob'), { runId: run.id, after })];
  const waiting = [gone.next(), stays.next()];
  await withClient(url, async (other) => {
    await other.query('BEGIN');
    await other.query('LOCK TABLE "Snapshot" IN ACCESS EXCLUSIVE MODE');
    await recordEpoch(run.id, 2);
    await until('the answer to be under way', async () => (await other.query(`SELECT FROM pg_locks WHERE relation = '"Snapshot"'::regclass AND NOT granted`)).rowCount);
    life.end();
    await other.query('ROLLBACK');
  });
  const [ofGone, ofOther] = await Promise.all(waiting);
  expect(ofGone).toEqual({ done: true, value: undefined });
  expect(ofOther!.value?.data).toMatchObject({ epochRecorded: { epoch: 2 } });
  await until('the one that is gone to follow nothing', async () => feed.subscriberCount === 1);
});

test('leaving is told to the source at once, also while it is waited for', async () => {
  const subscriber = await subscribe(EPOCHS, someone('Ann'), {});
  const waiting = subscriber.next();
  expect(feed.subscriberCount).toBe(1);
  await subscriber.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(feed.subscriberCount).toBe(0);
});
