import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../until.ts';
import { addCaller, addLink } from '../callers.ts';
import { addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';
import { addJudgedRun, type Caller, mutate } from './reviewing.ts';

let served: Served;
let studyId: string;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
});
afterAll(() => served.end());

const reviewer = (name: string) => addCaller(served.record, 'REVIEWER', name);
const INBOX = '{ me { unreadCount inbox(first: 50) { totalCount nodes { id kind from text readAt run { id } thread { id } commentId } } } }';
const inbox = async ({ headers }: Caller) => (await served.ask(INBOX, {}, headers)).data.me;
const kinds = async (who: Caller) => (await inbox(who)).inbox.nodes.map(({ kind, from }: { kind: string; from: string }) => [kind, from]);
const begin = (who: Caller, body: string, runId?: string) => mutate(served, who, 'beginThread', { studyId, runId, body }, 'thread { id comments { nodes { id } } }');
const reply = (who: Caller, threadId: string, body: string) => mutate(served, who, 'reply', { threadId, body }, 'comment { id }');

test('a mention, an answer, a request and a verdict come into the inbox of those they are for, and of nobody who did it', async () => {
  const [ann, bob, cleo] = [await reviewer('Ann'), await reviewer('Bob'), await reviewer('Cleo')];
  const run = await addJudgedRun(served.record, studyId);
  const { thread } = await begin(ann, 'Look here, @Bob and @Ann; not `@Cleo`, nor a@Cleo.org, nor @Nobody', run.id);
  expect([await kinds(ann), await kinds(bob), await kinds(cleo)]).toEqual([[], [['MENTION', 'Ann']], []]);
  const { data: seen } = await served.ask('{ me { inbox(first: 1) { nodes { sender { name colour } comment { body } } } } }', {}, bob.headers);
  expect(seen.me.inbox.nodes).toEqual([{ sender: { name: 'Ann', colour: expect.stringMatching(/^s\d+$/) }, comment: { body: expect.stringContaining('Look here') } }]);
  await reply(cleo, thread.id, 'I see, @Bob.');
  expect([await kinds(ann), await kinds(bob), await kinds(cleo)]).toEqual([[['REPLY', 'Cleo']], [['MENTION', 'Cleo'], ['MENTION', 'Ann']], []]);
  const asked = await mutate(served, ann, 'askReview', { studyId, runId: run.id, reviewerIds: [cleo.person.id, bob.person.id] }, 'requests { id askedBy doneAt reviewer { name } run { id } }');
  expect(asked.requests).toEqual([expect.objectContaining({ askedBy: 'Ann', doneAt: null, reviewer: { name: 'Cleo' }, run: { id: run.id } }), expect.objectContaining({ reviewer: { name: 'Bob' } })]);
  await mutate(served, cleo, 'giveVerdict', { runId: run.id, kind: 'PARTLY', reason: 'half' }, 'verdict { id }');
  expect([(await kinds(ann))[0], (await kinds(cleo))[0]]).toEqual([['VERDICT', 'Cleo'], ['REVIEW_ASKED', 'Ann']]);
  const { data } = await served.ask('query ($id: ID!) { run(id: $id) { reviewRequests { reviewer { name } } } }', { id: run.id }, ann.headers);
  expect(data.run.reviewRequests).toEqual([{ reviewer: { name: 'Bob' } }]);
});

test('an inbox is read line by line or at once, and nobody reads that of another', async () => {
  const [dora, emil] = [await reviewer('Dora'), await reviewer('Emil')];
  for (const body of ['1 @Dora', '2 @Dora', '3 @Dora @Emil']) await begin(await writer(), body);
  const lines = (await inbox(dora)).inbox.nodes;
  expect(lines).toHaveLength(3);
  const mark = (who: Caller, input: object) => mutate(served, who, 'markRead', input, 'unreadCount');
  expect((await mark(emil, { noticeIds: [lines[0].id] })).unreadCount).toBe(1);
  expect((await inbox(dora)).unreadCount).toBe(3);
  expect((await mark(dora, { noticeIds: [lines[0].id] })).unreadCount).toBe(2);
  const { data } = await served.ask('{ me { inbox(unreadOnly: true) { nodes { id } } } }', {}, dora.headers);
  expect(data.me.inbox.nodes).toEqual([{ id: lines[1].id }, { id: lines[2].id }]);
  const ids = async (choice: string) => (await served.ask(`{ me { inbox(${choice}) { nodes { id } } } }`, {}, dora.headers)).data.me.inbox.nodes.map(({ id }: { id: string }) => id);
  expect(await ids('isRead: true')).toEqual([lines[0].id]);
  expect(await ids('isRead: false, kinds: [MENTION, VERDICT]')).toEqual([lines[1].id, lines[2].id]);
  expect(await ids('kinds: [VERDICT]')).toEqual([]);
  expect((await served.ask('{ me { inbox(unreadOnly: true, isRead: true) { totalCount } } }', {}, dora.headers)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect((await mark(dora, { all: true })).unreadCount).toBe(0);
  expect((await mark(dora, {})).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
});

let writers = 0;
const writer = () => reviewer(`Writer ${++writers}`);

test('who waits for mail hears when some comes', async () => {
  const fritz = await reviewer('Fritz');
  const socket = connectSocket(served.url, fritz.secret);
  const heard = listen<{ inboxChanged: { unreadCount: number } }>(socket, 'subscription ($after: String) { inboxChanged(after: $after) { unreadCount } }', { after: (await served.ask('{ eventCursor }', {}, fritz.headers)).data.eventCursor });
  await begin(await writer(), 'mail for @Fritz');
  await until('one message', async () => heard.messages.length >= 1);
  expect(heard.messages[0]!.inboxChanged.unreadCount).toBe(1);
  await socket.dispose();
});

test('an edit calls only those whom the comment did not call before, and what was taken back is no news', async () => {
  const [gina, hans, author] = [await reviewer('Gina'), await reviewer('Hans'), await writer()];
  const { thread } = await begin(author, '@Gina');
  const commentId = thread.comments.nodes[0].id;
  await mutate(served, author, 'editComment', { commentId, body: '@Gina @Hans' }, 'comment { id }');
  expect([await kinds(gina), await kinds(hans)]).toEqual([[['MENTION', author.person.name]], [['MENTION', author.person.name]]]);
  await mutate(served, author, 'deleteComment', { commentId }, 'comment { id }');
  expect([await kinds(gina), await kinds(hans)]).toEqual([[], []]);
});

test('a request is made once, and withdrawn by who asked, who was asked, or an admin', async () => {
  const [ida, jan, kim] = [await reviewer('Ida'), await reviewer('Jan'), await reviewer('Kim')];
  const ask = (reviewerIds: string[]) => mutate(served, ida, 'askReview', { studyId, reviewerIds }, 'requests { id }');
  const [first] = (await ask([jan.person.id])).requests;
  expect((await ask([jan.person.id])).requests).toEqual([first]);
  expect(await kinds(jan)).toHaveLength(1);
  const withdraw = (who: Caller) => mutate(served, who, 'withdrawReview', { requestIds: [first.id] }, 'requests { doneAt }');
  await expect(withdraw(kim)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect((await withdraw(ida)).requests).toEqual([{ doneAt: expect.any(String) }]);
  const viewer = await addCaller(served.record, 'VIEWER');
  expect((await ask([viewer.person.id])).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'reviewerIds' }]);
  expect((await ask(['user_none'])).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'reviewerIds' }]);
});

test('people are found by a part of their name, in which no sign has a meaning', async () => {
  const [lea] = [await reviewer('Lea 100% sure'), await reviewer('Lea 1000')];
  const find = async (text: string) => (await served.ask('query ($text: String) { people(text: $text, mayReview: true) { nodes { name } } }', { text }, lea.headers)).data.people.nodes.map(({ name }: { name: string }) => name);
  expect(await find('lea 1')).toEqual(['Lea 100% sure', 'Lea 1000']);
  expect(await find('100%')).toEqual(['Lea 100% sure']);
  expect(await find('100_')).toEqual([]);
});

test('a share link has no inbox', async () => {
  const link = await addLink(served.record, studyId);
  expect(await inbox(link)).toEqual({ unreadCount: 0, inbox: { totalCount: 0, nodes: [] } });
});
