import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { importArchive } from '../../../server/export/import-archive.ts';
import { metricOf } from '../../../server/metrics/catalogue.ts';
import { until } from '../../until.ts';
import { addCaller, addLink } from '../callers.ts';
import { archiveBytes } from '../export/archives.ts';
import { addEpoch, addSnapshot, addStudy, measureNow, randomCore } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';
import { addJudgedRun, type Caller, mutate } from './reviewing.ts';

let served: Served;
let studyId: string;
let runId: string;
let ann: Awaited<ReturnType<typeof addCaller>>;
let bob: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
  runId = (await addJudgedRun(served.record, studyId)).id;
  [ann, bob] = [await addCaller(served.record, 'REVIEWER', 'Ann'), await addCaller(served.record, 'REVIEWER', 'Bob B.')];
});
afterAll(() => served.end());

const THREAD = 'thread { id number studyId runName isRunDeleted resolvedAt resolvedBy run { id } anchor { metric split layer fromEpoch toEpoch cell value formulaVersion valueNow formulaVersionNow isOutdated } commentCount comments(first: 50) { nodes { id body version author { name } canEdit mentions { name } } } }';
const begin = (who: Caller | null, input: object, fields = THREAD) => mutate(served, who, 'beginThread', { studyId, ...input }, fields);
const reply = (who: Caller | null, threadId: string, body: string) => mutate(served, who, 'reply', { threadId, body }, 'comment { id body version deletedAt }');

test('a thread on a point of a curve: what was seen there is kept, and compared with what is there now', async () => {
  const { thread } = await begin(ann, { runId, anchor: { metric: 'NC1', fromEpoch: 2 }, body: 'It *drops* here.' });
  expect(thread).toMatchObject({ number: 1, studyId, runName: 'vgg on digits', isRunDeleted: false, resolvedAt: null, run: { id: runId }, commentCount: 1 });
  expect(thread.anchor).toMatchObject({ metric: 'NC1', split: 'TRAIN', layer: 'last', fromEpoch: 2, toEpoch: 2, cell: [], formulaVersion: 1, isOutdated: false });
  expect(thread.anchor.value).toBeGreaterThan(0);
  expect(thread.anchor.valueNow).toBe(thread.anchor.value);
  expect(thread.comments.nodes).toEqual([expect.objectContaining({ body: 'It *drops* here.', version: 1, author: { name: 'Ann' }, canEdit: true })]);
  await served.record.thread.update({ where: { id: thread.id }, data: { value: thread.anchor.value + 1 } });
  const { data } = await served.ask('query ($id: ID!) { thread(id: $id) { anchor { isOutdated } } }', { id: thread.id }, bob.headers);
  expect(data.thread.anchor.isOutdated).toBe(true);
});

test.each([
  ['no such split', { metric: 'NC1', split: 'TEST', fromEpoch: 1 }, 'split', { splits: ['TRAIN' as const] }],
  ['no such layer', { metric: 'NC1', layer: 'block3', fromEpoch: 1 }, 'layer', {}],
  ['an epoch behind the last planned one', { metric: 'NC1', fromEpoch: 3, toEpoch: 11 }, 'fromEpoch', {}],
  ['epochs the wrong way round', { metric: 'NC1', fromEpoch: 3, toEpoch: 2 }, 'toEpoch', {}],
  ['a last epoch without a first', { metric: 'NC1', toEpoch: 2 }, 'fromEpoch', {}],
  ['a class that is not there', { metric: 'ERROR', cell: [0, 3] }, 'cell', {}],
])('a place is refused: %s', async (_, anchor, field, change) => {
  const run = await addJudgedRun(served.record, studyId);
  await served.record.run.update({ where: { id: run.id }, data: change });
  const answer = await begin(ann, { runId: run.id, anchor, body: 'here' });
  expect(answer).toMatchObject({ thread: null, userErrors: [{ code: 'BAD_USER_INPUT', field }] });
});

test('two people talk: what one does the other hears at once, and only what is of the run', async () => {
  const run = await addJudgedRun(served.record, studyId);
  const socket = connectSocket(served.url, bob.secret);
  const heard = listen<{ reviewChanged: ReturnType<typeof JSON.parse> }>(socket, 'subscription ($runId: ID) { reviewChanged(runId: $runId, after: "0") { cursor kind subject runId studyId thread { resolvedAt commentCount } verdict { id } } }', { runId: run.id });
  const { thread } = await begin(ann, { runId: run.id, body: 'Look, @"Bob B."' });
  await begin(ann, { runId, body: 'elsewhere' });
  await reply(bob, thread.id, 'I see.');
  await mutate(served, bob, 'resolveThread', { threadId: thread.id }, 'thread { id resolvedBy }');
  await until('three messages', async () => heard.messages.length >= 3);
  expect(heard.messages.map(({ reviewChanged: { kind, subject, runId: of } }) => [kind, subject, of])).toEqual(Array(3).fill(['review.thread', thread.id, run.id]));
  expect(heard.messages.at(-1)!.reviewChanged.thread).toEqual({ resolvedAt: expect.any(String), commentCount: 2 });
  await socket.dispose();
  const { data } = await served.ask('query ($id: ID!) { thread(id: $id) { resolvedBy comments(first: 1) { nodes { mentions { name } } } } }', { id: thread.id }, ann.headers);
  expect(data.thread).toEqual({ resolvedBy: 'Bob B.', comments: { nodes: [{ mentions: [{ name: 'Bob B.' }] }] } });
  expect((await mutate(served, ann, 'reopenThread', { threadId: thread.id }, 'thread { resolvedAt resolvedBy }')).thread).toEqual({ resolvedAt: null, resolvedBy: null });
});

test('a comment is edited by its author with its version, and what it said is kept; others may not', async () => {
  const { thread } = await begin(ann, { body: 'first' });
  const { id } = thread.comments.nodes[0];
  const fields = 'comment { body version editedAt revisions { version body } }';
  expect((await mutate(served, ann, 'editComment', { commentId: id, body: 'second', expectedVersion: 1 }, fields)).comment).toMatchObject({ body: 'second', version: 2, revisions: [{ version: 1, body: 'first' }] });
  expect((await mutate(served, ann, 'editComment', { commentId: id, body: 'third', expectedVersion: 1 }, fields)).userErrors).toMatchObject([{ code: 'CONFLICT', currentVersion: 2 }]);
  await expect(mutate(served, bob, 'editComment', { commentId: id, body: 'mine' }, fields)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const admin = await addCaller(served.record, 'ADMIN');
  expect((await mutate(served, admin, 'deleteComment', { commentId: id }, 'comment { body deletedAt canEdit revisions { body } }')).comment).toEqual({ body: '', deletedAt: expect.any(String), canEdit: false, revisions: [] });
  expect((await mutate(served, ann, 'editComment', { commentId: id, body: 'again' }, fields)).userErrors).toMatchObject([{ code: 'PRECONDITION_FAILED' }]);
});

test('threads come in the order of their epochs, page by page, with numbers that stay', async () => {
  const run = await addJudgedRun(served.record, studyId);
  const bodies: [number | null, string][] = [[3, 'c'], [null, 'whole'], [1, 'a'], [2, 'b']];
  for (const [fromEpoch, body] of bodies) await begin(null === fromEpoch ? bob : ann, { runId: run.id, body, ...(fromEpoch !== null && { anchor: { metric: 'LOSS', fromEpoch } }) });
  const page = 'query ($runId: ID, $after: String) { threads(runId: $runId, first: 3, after: $after) { totalCount nodes { number anchor { fromEpoch } } pageInfo { endCursor hasNextPage } } }';
  const first = (await served.ask(page, { runId: run.id }, ann.headers)).data.threads;
  expect(first).toMatchObject({ totalCount: 4, nodes: [{ number: 3 }, { number: 4 }, { number: 1 }], pageInfo: { hasNextPage: true } });
  const second = (await served.ask(page, { runId: run.id, after: first.pageInfo.endCursor }, ann.headers)).data.threads;
  expect(second).toMatchObject({ nodes: [{ number: 2, anchor: null }], pageInfo: { hasNextPage: false } });
  const { data } = await served.ask('query ($id: ID!) { run(id: $id) { openThreadCount threads(first: 10, status: RESOLVED) { totalCount } } }', { id: run.id }, ann.headers);
  expect(data.run).toEqual({ openThreadCount: 4, threads: { totalCount: 0 } });
});

test('what looks like a script comes back as the text that it is', async () => {
  const body = '<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) <svg onload=alert(1)>';
  const { thread } = await begin(ann, { body });
  expect(thread.comments.nodes[0].body).toBe(body);
});

test('a share link reads the threads of its study without names, and changes nothing; a viewer changes nothing either', async () => {
  const elsewhere = (await addStudy(served.record)).id;
  const other = (await mutate(served, ann, 'beginThread', { studyId: elsewhere, body: 'secret' }, 'thread { id }')).thread;
  const { thread } = await begin(ann, { body: 'Ask @Ann or @"Bob B.".' });
  const hidden = await addLink(served.record, studyId);
  const named = await addLink(served.record, studyId, { showsNames: true });
  const query = 'query ($id: ID!) { thread(id: $id) { comments { nodes { body canEdit author { name } mentions { name } } } } }';
  expect((await served.ask(query, { id: thread.id }, hidden.headers)).data.thread.comments.nodes).toEqual([{ body: 'Ask @somebody or @somebody.', canEdit: false, author: null, mentions: [] }]);
  expect((await served.ask(query, { id: thread.id }, named.headers)).data.thread.comments.nodes).toMatchObject([{ body: 'Ask @Ann or @"Bob B.".', author: { name: 'Ann' } }]);
  expect((await served.ask(query, { id: other.id }, hidden.headers)).data.thread).toBeNull();
  const all = await served.ask('{ threads(first: 100) { nodes { studyId } } }', {}, hidden.headers);
  expect(new Set(all.data.threads.nodes.map((each: { studyId: string }) => each.studyId))).toEqual(new Set([studyId]));
  const socket = connectSocket(served.url, hidden.secret);
  const heard = listen<{ reviewChanged: { studyId: string } }>(socket, 'subscription { reviewChanged(after: "0") { studyId thread { comments { nodes { body } } } } }');
  await begin(ann, { body: 'own' });
  await until('a message', async () => JSON.stringify(heard.messages).includes('own'));
  expect(new Set(heard.messages.map(({ reviewChanged }) => reviewChanged.studyId))).toEqual(new Set([studyId]));
  expect(JSON.stringify(heard.messages)).not.toContain('secret');
  await socket.dispose();
  for (const who of [hidden, named, await addCaller(served.record, 'VIEWER')]) {
    await expect(begin(who, { body: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN', requiredRole: 'REVIEWER' });
    await expect(reply(who, thread.id, 'x')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(mutate(served, who, 'resolveThread', { threadId: thread.id }, 'thread { id }')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
});

test('the 21st comment in a minute is refused, and says when to try again; other people go on', async () => {
  const eager = await addCaller(served.record, 'REVIEWER', 'Eager');
  const { thread } = await begin(eager, { body: '1' });
  for (let i = 2; i <= 20; i++) expect((await reply(eager, thread.id, String(i))).userErrors).toEqual([]);
  const refused = await reply(eager, thread.id, '21').catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'RATE_LIMITED', limit: 20 });
  expect((refused as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(0);
  expect((await reply(bob, thread.id, 'mine')).userErrors).toEqual([]);
  await served.record.$executeRaw`UPDATE "Comment" SET "createdAt" = "createdAt" - interval '2 minutes' WHERE "authorId" = ${eager.person.id}`;
  expect((await reply(eager, thread.id, '21')).userErrors).toEqual([]);
});

test('an empty comment and one of more than 10 kB are refused', async () => {
  expect((await begin(ann, { body: ' \n' })).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'body' }]);
  expect((await begin(ann, { body: 'é'.repeat(5001) })).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'body' }]);
});

test('a deleted run leaves its threads and verdicts, marked; imported anew from an archive, it has them again', async () => {
  const study = await addStudy(served.record, 'archived');
  const run = await addJudgedRun(served.record, study.id);
  const { thread } = await mutate(served, ann, 'beginThread', { studyId: study.id, runId: run.id, anchor: { metric: 'NC1', fromEpoch: 1 }, body: 'kept' }, THREAD);
  await mutate(served, ann, 'giveVerdict', { runId: run.id, kind: 'COLLAPSED', reason: 'so' }, 'verdict { id }');
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'collapsar-review-')), 'study.tar');
  writeFileSync(file, await archiveBytes(served.record, study));
  const admin = await addCaller(served.record, 'ADMIN');
  const deleted = await served.ask('mutation ($ids: [ID!]!) { deleteRuns(input: { runIds: $ids }) { deletedRunIds } }', { ids: [run.id] }, admin.headers);
  expect(deleted.data.deleteRuns.deletedRunIds).toEqual([run.id]);
  const query = 'query ($runId: ID, $studyId: ID) { threads(studyId: $studyId, runId: $runId) { nodes { id runName isRunDeleted run { id } anchor { value valueNow isOutdated } } } verdicts(studyId: $studyId) { nodes { runName isStale staleReason run { id } } } }';
  const gone = (await served.ask(query, { studyId: study.id, runId: run.id }, ann.headers)).data;
  expect(gone.threads.nodes).toEqual([{ id: thread.id, runName: 'vgg on digits', isRunDeleted: true, run: null, anchor: { value: thread.anchor.value, valueNow: null, isOutdated: null } }]);
  expect(gone.verdicts.nodes).toEqual([{ runName: 'vgg on digits', isStale: true, staleReason: 'The run was deleted.', run: null }]);
  expect((await reply(bob, thread.id, 'still?')).userErrors).toEqual([]);
  await importArchive(served.record, file, LOCAL_ADMIN);
  rmSync(path.dirname(file), { recursive: true });
  const back = (await served.ask(query, { studyId: study.id, runId: run.id }, ann.headers)).data;
  expect(back.threads.nodes).toMatchObject([{ isRunDeleted: false, run: { id: run.id } }]);
  expect(back.verdicts.nodes).toEqual([{ runName: 'vgg on digits', isStale: false, staleReason: null, run: { id: run.id } }]);
});

test('a thread stays at its place and unmarked while epochs come, and is marked where its value or formula becomes another', async () => {
  const run = await addJudgedRun(served.record, studyId, 'goes on');
  const { thread } = await begin(ann, { runId: run.id, anchor: { metric: 'NC1', fromEpoch: 2, toEpoch: 3 }, body: 'Stays?' });
  const anchor = async () => (await served.ask('query ($id: ID!) { thread(id: $id) { number anchor { metric fromEpoch toEpoch value valueNow formulaVersion formulaVersionNow isOutdated } } }', { id: thread.id }, bob.headers)).data.thread;
  const before = await anchor();
  expect(before.anchor).toMatchObject({ fromEpoch: 2, toEpoch: 3, isOutdated: false });
  for (const epoch of [4, 5]) {
    await addEpoch(served.record, run.id, epoch);
    await addSnapshot(served.record, randomCore(run.id, epoch, 'TRAIN'));
  }
  await served.record.run.update({ where: { id: run.id }, data: { lastEpoch: 5, terminalPhaseEpoch: 4 } });
  expect(await anchor()).toEqual(before);
  const metric = metricOf('NC1') as { version: number };
  metric.version += 1;
  try {
    expect((await anchor()).anchor).toMatchObject({ fromEpoch: 2, toEpoch: 3, value: before.anchor.value, formulaVersion: 1, formulaVersionNow: 2, isOutdated: expect.toSatisfy((is) => is !== false) });
  } finally {
    metric.version -= 1;
  }
  expect(await anchor()).toEqual(before);
  // trained again from before that epoch: another snapshot stands there
  await served.record.snapshot.deleteMany({ where: { runId: run.id, epoch: 2 } });
  const another = randomCore(`${run.id} again`, 2, 'TRAIN');
  await addSnapshot(served.record, { ...another, metadata: { ...another.metadata, run: run.id } });
  await measureNow(served.record, run.id, ['NC1']);
  expect((await anchor()).anchor).toMatchObject({ fromEpoch: 2, value: before.anchor.value, isOutdated: true });
});

test('threads of several runs are asked for together, those of deleted runs too', async () => {
  const study = await addStudy(served.record, 'several');
  const runs = [];
  for (const name of ['a', 'b', 'c']) runs.push(await addJudgedRun(served.record, study.id, name));
  for (const run of runs) await mutate(served, ann, 'beginThread', { studyId: study.id, runId: run.id, body: `on ${run.name}` }, 'thread { id }');
  await served.record.run.delete({ where: { id: runs[1]!.id } });
  const query = 'query ($runIds: [ID!]) { threads(runIds: $runIds, first: 5) { totalCount nodes { runName isRunDeleted } } }';
  const { data } = await served.ask(query, { runIds: [runs[0]!.id, runs[1]!.id, 'run_none'] }, ann.headers);
  expect(data.threads).toEqual({ totalCount: 2, nodes: [{ runName: 'a', isRunDeleted: false }, { runName: 'b', isRunDeleted: true }] });
  const link = await addLink(served.record, studyId);
  expect((await served.ask(query, { runIds: runs.map(({ id }) => id) }, link.headers)).data.threads.totalCount).toBe(0);
  const tooMany = await served.ask(query, { runIds: Array.from({ length: 101 }, (_, i) => `run_${i}`) }, ann.headers);
  expect(tooMany.errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
});

test('the same request twice begins one thread', async () => {
  const input = { body: 'once', idempotencyKey: 'thread-1' };
  const [first, second] = [await begin(ann, input), await begin(ann, input)];
  expect(second.thread.id).toBe(first.thread.id);
  expect((await begin(ann, { ...input, body: 'twice' })).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
});

test('over the socket, too, a viewer begins nothing', async () => {
  const viewer = await addCaller(served.record, 'VIEWER');
  const socket = connectSocket(served.url, viewer.secret);
  const heard = listen(socket, 'mutation ($input: BeginThreadInput!) { beginThread(input: $input) { thread { id } } }', { input: { studyId, body: 'x' } });
  await until('the answer', async () => heard.isComplete);
  expect(heard.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredRole: 'REVIEWER' } }]);
  await socket.dispose();
});

test('people who answer at the same time both do, while another deletes the study: nobody waits for ever', async () => {
  const study = await addStudy(served.record, 'going');
  const run = await addJudgedRun(served.record, study.id);
  const { thread } = await mutate(served, ann, 'beginThread', { studyId: study.id, runId: run.id, body: 'a' }, 'thread { id }');
  const admin = await addCaller(served.record, 'ADMIN');
  await mutate(served, admin, 'archiveStudy', { studyId: study.id, isArchived: true }, 'study { id }');
  const answers = await Promise.all([reply(ann, thread.id, 'b'), mutate(served, admin, 'deleteStudy', { studyId: study.id }, 'deletedStudyId'), reply(bob, thread.id, 'c')]);
  for (const { userErrors } of answers) for (const { code } of userErrors) expect(code).toBe('NOT_FOUND');
  expect(answers[1].deletedStudyId).toBe(study.id);
  expect(await served.record.thread.count({ where: { id: thread.id } })).toBe(0);
});
