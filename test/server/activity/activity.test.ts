import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewEvent } from '../../../prisma/events.ts';
import { whoDid } from '../../../server/activity/who-did.ts';
import { addCaller, addLink } from '../callers.ts';
import { addEvent, addRun, addStudy } from '../record-builder.ts';
import { type Caller, mutate } from '../reviews/reviewing.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let ann: Awaited<ReturnType<typeof addCaller>>;
let bob: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve();
  [ann, bob] = [await addCaller(served.record, 'OPERATOR', 'Ann'), await addCaller(served.record, 'REVIEWER', 'Bob')];
});
afterAll(() => served.end());

const tell = async (events: NewEvent[]) => {
  for (const event of events) await addEvent(served.record, event);
};
const ACTIVITY = 'query ($studyId: ID!, $first: Int, $after: String) { activity(studyId: $studyId, first: $first, after: $after) { totalCount nodes { id kind words count at since subject runs { id } isUnseen } pageInfo { endCursor hasNextPage } } study(id: $studyId) { unseenCount } }';
const look = async (studyId: string, page: object = {}, who: Caller = ann) => (await served.ask(ACTIVITY, { studyId, ...page }, who.headers)).data;

test('what happened is told in words, the same thing in a row once, and no epoch by itself', async () => {
  const { id: studyId } = await addStudy(served.record);
  const [a, b] = [await addRun(served.record, studyId, { name: 'a' }), await addRun(served.record, studyId, { name: 'b' })];
  await tell([
    { kind: 'run.queued', runId: a.id }, { kind: 'run.queued', runId: b.id }, { kind: 'run.started', runId: a.id },
    { kind: 'run.epoch', runId: a.id, epoch: 1 }, { kind: 'run.epoch', runId: a.id, epoch: 2 }, { kind: 'run.values', runId: a.id },
    { kind: 'run.terminal-phase', runId: a.id, epoch: 2 }, { kind: 'run.epoch', runId: a.id, epoch: 3 }, { kind: 'run.completed', runId: a.id },
  ]);
  const { activity, study } = await look(studyId);
  expect(activity.nodes.map(({ kind, words, count }: { kind: string; words: string; count: number }) => [kind, words, count])).toEqual([
    ['run.completed', 'a is completed', 1],
    ['run.terminal-phase', 'a reached its terminal phase in epoch 2', 1],
    ['run.started', 'a started', 1],
    ['run.queued', '2 runs were queued: b, a', 2],
  ]);
  expect(activity.nodes[3].runs).toEqual([{ id: b.id }, { id: a.id }]);
  expect([activity.totalCount, study.unseenCount]).toEqual([5, 5]);
});

test('runs that came with an archive are told together, as such', async () => {
  const { id: studyId } = await addStudy(served.record);
  const [a, b] = [await addRun(served.record, studyId, { name: 'a' }), await addRun(served.record, studyId, { name: 'b' })];
  await tell([{ kind: 'study.created', studyId }, { kind: 'run.imported', runId: a.id }, { kind: 'run.imported', runId: b.id }]);
  const { activity } = await look(studyId);
  expect(activity.nodes.map(({ words }: { words: string }) => words)).toEqual(['2 runs came with an archive: b, a', 'The study was made']);
});

test('the review, reports and checks are told by name', async () => {
  const { id: studyId } = await addStudy(served.record);
  const run = await addRun(served.record, studyId, { name: 'the run', status: 'COMPLETED', lastEpoch: 1 });
  await served.record.epoch.create({ data: { runId: run.id, epoch: 1, attempt: 1, learningRate: 0.1, runningLoss: 1, runningError: 1, imagesPerSecond: 1, durationMs: 1, trainLoss: 2 } });
  await mutate(served, ann, 'beginThread', { studyId, runId: run.id, body: 'words' }, 'thread { id }');
  await mutate(served, ann, 'createReport', { studyId, title: 'What we found', body: '' }, 'report { id }');
  const { check } = await mutate(served, ann, 'createCheck', { studyId, name: 'it learns', metric: 'LOSS', point: 'LAST', bound: 'BELOW', limit: 1 }, 'check { id }');
  await served.ask('query ($id: ID!) { run(id: $id) { checkOutcomes { result } } }', { id: run.id }, ann.headers);
  const { activity } = await look(studyId);
  const words = activity.nodes.map((node: { words: string }) => node.words);
  expect(words).toContain('A thread on the run changed');
  expect(words).toContain('The report "What we found" was saved');
  expect(words[0]).toBe('A check failed: the run and "it learns"');
  expect(activity.nodes[0]).toMatchObject({ kind: 'review.check', subject: check.id, runs: [{ id: run.id }] });
});

test('pages follow one another without gap or double, whatever comes meanwhile', async () => {
  const { id: studyId } = await addStudy(served.record);
  const runs = await Promise.all(['a', 'b', 'c', 'd'].map((name) => addRun(served.record, studyId, { name })));
  for (const { id } of runs) await tell([{ kind: 'run.queued', runId: id }, { kind: 'run.completed', runId: id }]);
  const whole = (await look(studyId, { first: 100 })).activity.nodes.map((node: { words: string }) => node.words);
  expect(whole).toHaveLength(8);
  const seen: string[] = [];
  for (let after: string | null = null, hasNext = true; hasNext; ) {
    const { nodes, pageInfo }: ReturnType<typeof JSON.parse> = (await look(studyId, { first: 3, after })).activity;
    seen.push(...nodes.map((node: { words: string }) => node.words));
    [after, hasNext] = [pageInfo.endCursor, pageInfo.hasNextPage];
    await tell([{ kind: 'run.completed', runId: runs[0]!.id }]);
  }
  expect(seen).toEqual(whole);
  const { errors } = await served.ask('query ($id: ID!) { activity(studyId: $id, last: 3) { totalCount } }', { id: studyId }, ann.headers);
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('each person has seen what they have seen, whatever token they come with, and never less again', async () => {
  const { id: studyId } = await addStudy(served.record);
  const run = await addRun(served.record, studyId, { name: 'a' });
  await tell([{ kind: 'run.queued', runId: run.id }, { kind: 'run.started', runId: run.id }]);
  const [started, queued] = (await look(studyId)).activity.nodes;
  const mark = (who: Caller, cursor: string) => mutate(served, who, 'markSeen', { studyId, cursor }, 'study { unseenCount }');
  expect((await mark(ann, queued.id)).study.unseenCount).toBe(1);
  expect((await look(studyId)).activity.nodes.map((node: { isUnseen: boolean }) => node.isUnseen)).toEqual([true, false]);
  expect((await mark(ann, started.id)).study.unseenCount).toBe(0);
  expect((await mark(ann, queued.id)).study.unseenCount).toBe(0);
  expect((await look(studyId, {}, bob)).study.unseenCount).toBe(2);
  await mark(bob, '999999999999999');
  await tell([{ kind: 'run.completed', runId: run.id }]);
  expect((await look(studyId, {}, bob)).study.unseenCount).toBe(1);
  expect(await mutate(served, bob, 'markSeen', { studyId: 'study_none', cursor: '1' }, 'study { id }')).toMatchObject({ study: null, userErrors: [{ code: 'NOT_FOUND' }] });
});

test('a share link sees the activity of its study alone, and nothing is unseen to it', async () => {
  const [own, foreign] = [(await addStudy(served.record)).id, (await addStudy(served.record)).id];
  for (const studyId of [own, foreign]) await tell([{ kind: 'study.created', studyId }]);
  const link = await addLink(served.record, own);
  expect(await look(own, {}, link)).toMatchObject({ activity: { totalCount: 1, nodes: [{ words: 'The study was made', isUnseen: false }] }, study: { unseenCount: 0 } });
  expect(await look(foreign, {}, link)).toMatchObject({ activity: { totalCount: 0, nodes: [] }, study: null });
});

test('who did it is told and can be asked for; the program did what nobody did', async () => {
  const { id: studyId } = await addStudy(served.record);
  const run = await addRun(served.record, studyId, { name: 'the run', status: 'COMPLETED' });
  await tell([{ kind: 'run.completed', runId: run.id }]);
  const { thread } = await mutate(served, ann, 'beginThread', { studyId, runId: run.id, body: 'words' }, 'thread { id }');
  await mutate(served, bob, 'reply', { threadId: thread.id, body: 'an answer' }, 'comment { id }');
  await mutate(served, bob, 'giveVerdict', { runId: run.id, kind: 'PARTLY', reason: 'so' }, 'verdict { id }');
  const WHO = 'query ($studyId: ID, $topics: [ActivityTopic!], $personId: ID) { activity(studyId: $studyId, topics: $topics, personId: $personId) { totalCount nodes { kind count people { name } study { id } } } }';
  const told = async (question: object, who: Caller = ann) => {
    const { totalCount, nodes } = (await served.ask(WHO, { studyId, ...question }, who.headers)).data.activity;
    return [totalCount, ...nodes.map(({ kind, people }: { kind: string; people: { name: string }[] }) => [kind, ...people.map(({ name }) => name)].join(' '))];
  };
  expect(await told({})).toEqual([4, 'review.verdict Bob', 'review.thread Bob Ann', 'run.completed']);
  expect(await told({ personId: ann.person.id })).toEqual([1, 'review.thread Ann']);
  expect(await told({ personId: bob.person.id })).toEqual([2, 'review.verdict Bob', 'review.thread Bob']);
  expect(await told({ topics: ['NOTES', 'RUNS'] })).toEqual([3, 'review.thread Bob Ann', 'run.completed']);
  expect(await told({ topics: ['VERDICTS'], personId: ann.person.id })).toEqual([0]);
  const link = await addLink(served.record, studyId);
  expect(await told({}, link)).toEqual([4, 'review.verdict', 'review.thread', 'run.completed']);
  expect(await told({ personId: ann.person.id }, link)).toEqual([0]);
});

test('all studies at once: each keeps to itself, and how far each was seen; a share link still sees its own alone', async () => {
  const [{ id: one }, { id: two }] = [await addStudy(served.record), await addStudy(served.record)];
  await tell([{ kind: 'study.edited', studyId: one }, { kind: 'study.edited', studyId: two }]);
  const ALL = 'query ($first: Int, $after: String) { activity(first: $first, after: $after) { nodes { id study { id lastLookAt } isUnseen } pageInfo { endCursor } } }';
  const all = async (question: Record<string, unknown>, who: Caller = ann) => (await served.ask(ALL, question, who.headers)).data.activity;
  const entries = (await all({ first: 2 })).nodes;
  expect(entries.map(({ study }: { study: { id: string } }) => study.id)).toEqual([two, one]);
  await mutate(served, ann, 'markSeen', { studyId: two, cursor: entries[0].id }, 'study { id }');
  const { nodes, pageInfo } = await all({ first: 1 });
  expect(nodes).toEqual([{ id: entries[0].id, study: { id: two, lastLookAt: expect.any(String) }, isUnseen: false }]);
  expect((await all({ first: 1, after: pageInfo.endCursor })).nodes).toEqual([{ id: entries[1].id, study: { id: one, lastLookAt: null }, isUnseen: true }]);
  const link = await addLink(served.record, one);
  expect((await all({}, link)).nodes).toEqual([{ id: entries[1].id, study: { id: one, lastLookAt: null }, isUnseen: false }]);
});

test('of two who did the like in one millisecond each did what they did it to', async () => {
  const at = new Date('2026-02-03T04:05:06.789Z');
  const deed = (caller: string | null, subject: string) => ({ caller, subject, at, action: 'editRun', role: 'REVIEWER' as const });
  const tokens = await served.record.token.findMany({ where: { userId: { in: [ann.person.id, bob.person.id] } } });
  const tokenOf = (who: { person: { id: string } }) => tokens.find(({ userId }) => userId === who.person.id)!.id;
  await served.record.auditEvent.createMany({ data: [deed(tokenOf(ann), 'run_a'), deed(tokenOf(bob), 'run_b'), { ...deed('local', 'run_c'), refusal: 'CONFLICT' }] });
  const event = (runId: string, kind = 'run.edited') => ({ kind, at, runId, studyId: 's', subject: null });
  expect(await whoDid(served.record, [event('run_a'), event('run_b'), event('run_c'), event('run_a', 'run.terminal-phase'), { ...event('run_a'), at: new Date(0) }])).toEqual([ann.person.id, bob.person.id, null, null, null]);
});
