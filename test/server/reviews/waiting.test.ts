import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCaller } from '../callers.ts';
import { addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { addJudgedRun, mutate } from './reviewing.ts';

let served: Served;
let ada: Awaited<ReturnType<typeof addCaller>>;
let bob: Awaited<ReturnType<typeof addCaller>>;
let studyId: string;
let runId: string;
beforeAll(async () => {
  served = await serve();
  ada = await addCaller(served.record, 'OPERATOR', 'ada');
  bob = await addCaller(served.record, 'REVIEWER', 'bob');
  studyId = (await addStudy(served.record)).id;
  runId = (await addJudgedRun(served.record, studyId)).id;
});
afterAll(() => served.end());

const waiting = async ({ headers }: typeof ada) => {
  const { data } = await served.ask('{ me { reviewRequests { runId run { name } askedBy } staleVerdicts { run { id } staleReason } openMentions { id run { id } } } }', {}, headers);
  return data.me;
};

test('a request waits for whom it asks until the verdict is given', async () => {
  await mutate(served, ada, 'askReview', { studyId, runId, reviewerIds: [bob.person.id] }, 'requests { id }');
  expect((await waiting(bob)).reviewRequests).toEqual([{ runId, run: { name: 'vgg on digits' }, askedBy: 'ada' }]);
  expect((await waiting(ada)).reviewRequests).toEqual([]);
  await mutate(served, bob, 'giveVerdict', { runId, kind: 'PARTLY', reason: 'So.' }, 'verdict { id }');
  expect((await waiting(bob)).reviewRequests).toEqual([]);
});

test('a verdict whose data changed waits for its giver alone, until the study is final', async () => {
  expect((await waiting(bob)).staleVerdicts).toEqual([]);
  await served.record.run.update({ where: { id: runId }, data: { terminalPhaseEpoch: 3 } });
  expect((await waiting(bob)).staleVerdicts).toEqual([{ run: { id: runId }, staleReason: expect.stringContaining('changed since') }]);
  expect((await waiting(ada)).staleVerdicts).toEqual([]);
  await served.record.study.update({ where: { id: studyId }, data: { finalAt: new Date() } });
  expect((await waiting(bob)).staleVerdicts).toEqual([]);
  await served.record.study.update({ where: { id: studyId }, data: { finalAt: null } });
});

test('a thread that calls somebody waits until they answer, or it is resolved', async () => {
  const begin = async (body: string) => (await mutate(served, ada, 'beginThread', { studyId, runId, body }, 'thread { id }')).thread.id as string;
  const [answered, resolved, left] = [await begin('@bob?'), await begin('@bob!'), await begin('@bob and @ada')];
  expect((await waiting(bob)).openMentions.map(({ id }: { id: string }) => id)).toEqual([left, resolved, answered]);
  expect((await waiting(ada)).openMentions).toEqual([]);
  await mutate(served, bob, 'reply', { threadId: answered, body: 'Yes.' }, 'comment { id }');
  await mutate(served, ada, 'resolveThread', { threadId: resolved }, 'thread { id }');
  expect((await waiting(bob)).openMentions).toEqual([{ id: left, run: { id: runId } }]);
  await mutate(served, ada, 'reply', { threadId: answered, body: 'Are you sure, @bob?' }, 'comment { id }');
  expect((await waiting(bob)).openMentions.map(({ id }: { id: string }) => id)).toEqual([answered, left]);
});

test('threads of a study itself are told from those of its runs', async () => {
  const { thread } = await mutate(served, ada, 'beginThread', { studyId, body: 'On the study.' }, 'thread { id }');
  const { data } = await served.ask('query ($studyId: ID!) { own: threads(studyId: $studyId, onStudy: true) { totalCount nodes { id number } } all: threads(studyId: $studyId) { totalCount } }', { studyId }, bob.headers);
  expect(data.own).toEqual({ totalCount: 1, nodes: [{ id: thread.id, number: 1 }] });
  expect(data.all.totalCount).toBe(4);
});
