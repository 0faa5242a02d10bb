import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PrismaClient, Study } from '../../../prisma/client.ts';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { importArchive } from '../../../server/export/import-archive.ts';
import { runImport } from '../../../server/export/import-archive-command.ts';
import { addCaller, addLink } from '../callers.ts';
import { addStudy } from '../record-builder.ts';
import { addJudgedRun, mutate } from '../reviews/reviewing.ts';
import { type Served, serve } from '../served.ts';
import { archiveBytes, counts, inEmptyRecord } from './archives.ts';
import { changedArchive, edit } from './changed-archive.ts';
import { reviewOf } from './made-review.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-reviewed-'));
const file = path.join(folder, 'reviewed.tar');
/** Where it was said, and where it is read again: Ann of there is not the Ann of here. */
let there: Served;
let here: Served;
let study: Study;
let runId: string;
let deletedId: string;
let anns: { there: Awaited<ReturnType<typeof addCaller>>; here: Awaited<ReturnType<typeof addCaller>> };
beforeAll(async () => {
  [there, here] = await Promise.all([serve(), serve()]);
  study = await addStudy(there.record, 'Reviewed');
  runId = (await addJudgedRun(there.record, study.id)).id;
  deletedId = (await addJudgedRun(there.record, study.id, 'gone')).id;
  anns = { there: await addCaller(there.record, 'REVIEWER', 'Ann'), here: await addCaller(here.record, 'REVIEWER', 'Ann') };
  await said();
  study = await there.record.study.findUniqueOrThrow({ where: { id: study.id } });
  writeFileSync(file, await archiveBytes(there.record, study));
}, 120_000);
afterAll(async () => {
  await there.end();
  await here.end();
  rmSync(folder, { recursive: true });
});

const NASTY = '<script>alert(1)</script> [x](javascript:alert(1)) @Ann "quoted", \\ 日本';

/** What two people say of two runs, one of which is deleted afterwards. */
async function said() {
  const [ann, bob] = [anns.there, await addCaller(there.record, 'OPERATOR', 'Bob')];
  const { thread } = await mutate(there, ann, 'beginThread', { studyId: study.id, runId, anchor: { metric: 'NC1', fromEpoch: 2, toEpoch: 3 }, body: NASTY }, 'thread { id comments(first: 1) { nodes { id version } } }');
  const [first] = thread.comments.nodes;
  await mutate(there, ann, 'editComment', { commentId: first.id, expectedVersion: 1, body: `${NASTY} Better.` }, 'comment { version }');
  const { comment } = await mutate(there, bob, 'reply', { threadId: thread.id, body: 'taken back soon' }, 'comment { id }');
  await mutate(there, bob, 'deleteComment', { commentId: comment.id }, 'comment { id }');
  await mutate(there, bob, 'reply', { threadId: thread.id, body: 'From the machine itself.' }, 'comment { id }');
  await there.record.comment.updateMany({ where: { body: 'From the machine itself.' }, data: { authorId: null } });
  await mutate(there, bob, 'resolveThread', { threadId: thread.id }, 'thread { id }');
  await mutate(there, bob, 'beginThread', { studyId: study.id, runId: deletedId, body: 'On what will be gone.' }, 'thread { id }');
  await mutate(there, bob, 'beginThread', { studyId: study.id, body: 'On the study.' }, 'thread { id }');
  await mutate(there, ann, 'giveVerdict', { runId, kind: 'NOT_COLLAPSED', reason: 'At first sight.' }, 'verdict { id }');
  await mutate(there, ann, 'giveVerdict', { runId, kind: 'PARTLY', reason: 'NC3 stays.' }, 'verdict { id }');
  await mutate(there, bob, 'giveVerdict', { runId, kind: 'COLLAPSED', reason: 'All four.' }, 'verdict { id }');
  await mutate(there, bob, 'giveVerdict', { runId: deletedId, kind: 'BROKEN', reason: 'NaN.' }, 'verdict { id }');
  await mutate(there, bob, 'createCheck', { studyId: study.id, name: 'NC1 is small', metric: 'NC1', point: 'LAST', bound: 'BELOW', limit: 0.1 }, 'check { id }');
  await mutate(there, bob, 'updateStudyReview', { studyId: study.id, verdictsNeeded: 1, verdictLimits: [{ metric: 'NC1', limit: 0.05 }] }, 'study { id }');
  const fence = (block: object) => `\`\`\`collapsar\n${JSON.stringify(block)}\n\`\`\`\n`;
  const body = `# What we saw\n\n${fence({ kind: 'chart', runs: [runId], metrics: ['NC1'] })}\n${fence({ kind: 'table', runs: [runId], metrics: ['NC1'] })}\n${fence({ kind: 'thread', thread: thread.id })}\n${fence({ kind: 'geometry', run: runId })}`;
  const { report } = await mutate(there, ann, 'createReport', { studyId: study.id, title: 'What we saw', body }, 'report { id version }');
  await mutate(there, bob, 'updateReport', { reportId: report.id, expectedVersion: 1, body: `${body}\nMore.` }, 'report { id }');
  await there.record.run.delete({ where: { id: deletedId } });
}

const THREADS = `query ($studyId: ID!) { threads(studyId: $studyId, first: 5, status: ALL) { nodes {
  id number runName isRunDeleted resolvedBy isResolvedInArchive run { id } anchor { metric fromEpoch toEpoch value valueNow isOutdated }
  comments(first: 10) { nodes { body author { name } authorName isFromArchive canEdit deletedAt revisions { version body } mentions { name } } } } } }`;
const VERDICTS = 'query ($runId: ID!) { run(id: $runId) { verdictDigest verdicts { kind reason digest isStale staleReason isMine isFromArchive reviewer { name } reviewerName } verdictSummary { needed isEnough fromArchiveCount counts { kind count } } } }';

test('what people said comes back word by word, and a second import doubles nothing', async () => {
  await inEmptyRecord(async (record) => {
    const imported = await importArchive(record, file, LOCAL_ADMIN);
    expect(imported.review).toEqual({ threads: 3, comments: 5, verdicts: 4, checks: 1, reports: 1 });
    const all = await reviewOf(record, study.id);
    expect(all).toEqual(await reviewOf(there.record, study.id));
    expect(all.reports[0].versions[1].blocks).toHaveLength(4);
    const before = await counts(record);
    expect(await importArchive(record, file, LOCAL_ADMIN)).toMatchObject({ addedRuns: 0, review: { threads: 0, comments: 0, verdicts: 0, checks: 0, reports: 0 } });
    expect([await counts(record), await reviewOf(record, study.id)]).toEqual([before, all]);
    // and from there on to a third record
    const onward = path.join(folder, 'onward.tar');
    writeFileSync(onward, await archiveBytes(record, await record.study.findUniqueOrThrow({ where: { id: study.id } })));
    await inEmptyRecord(async (third) => {
      await importArchive(third, onward, LOCAL_ADMIN);
      expect(await reviewOf(third, study.id)).toEqual(all);
      const names = (of: PrismaClient) => of.comment.findMany({ select: { id: true, authorName: true, fromArchive: true }, orderBy: { id: 'asc' } });
      expect(await names(third)).toEqual(await names(record));
    });
  });
});

test('the command says what came in beside the runs', async () => {
  await inEmptyRecord(async (_, url) => {
    const lines: string[] = [];
    await runImport([file], url, { log: (line) => void lines.push(line), error: (line) => void lines.push(line) });
    expect(lines).toEqual([`reviewed.tar: imported the study "${study.name}" (${study.slug}) with 1 run, 3 threads, 5 comments, 4 verdicts, 1 check and 1 report.`]);
  });
});

test('authors keep their names and become nobody here, whoever has the same name', async () => {
  await importArchive(here.record, file, LOCAL_ADMIN);
  const { data } = await here.ask(THREADS, { studyId: study.id }, anns.here.headers);
  const placed = data.threads.nodes.find((thread: { anchor: object | null }) => thread.anchor);
  expect(placed).toMatchObject({ runName: 'vgg on digits', isRunDeleted: false, resolvedBy: 'Bob', isResolvedInArchive: true, run: { id: runId }, anchor: { metric: 'NC1', fromEpoch: 2, toEpoch: 3, isOutdated: false } });
  expect(placed.anchor.valueNow).toBe(placed.anchor.value);
  expect(placed.comments.nodes).toEqual([
    { body: `${NASTY} Better.`, author: null, authorName: 'Ann', isFromArchive: true, canEdit: false, deletedAt: null, revisions: [{ version: 1, body: NASTY }], mentions: [] },
    { body: '', author: null, authorName: 'Bob', isFromArchive: true, canEdit: false, deletedAt: expect.any(String), revisions: [], mentions: [] },
    { body: 'From the machine itself.', author: null, authorName: null, isFromArchive: true, canEdit: false, deletedAt: null, revisions: [], mentions: [] },
  ]);
  expect(data.threads.nodes.find((thread: { runName: string }) => thread.runName === 'gone')).toMatchObject({ isRunDeleted: true, run: null });
  // nobody was called, and nobody is told of what a namesake wrote
  expect([await here.record.mention.count(), await here.record.notice.count()]).toEqual([0, 0]);
  const link = await addLink(here.record, study.id);
  const seen = await here.ask(THREADS, { studyId: study.id }, link.headers);
  expect(JSON.stringify(seen.data)).not.toMatch(/Ann|Bob/);
});

test('verdicts rest on the same data as there, and count nothing towards what the study asks for until somebody here decides', async () => {
  const [before, now] = [(await there.ask(VERDICTS, { runId }, anns.there.headers)).data.run, (await here.ask(VERDICTS, { runId }, anns.here.headers)).data.run];
  expect(now.verdictDigest).toBe(before.verdictDigest);
  expect(now.verdicts).toMatchObject([
    { kind: 'COLLAPSED', isStale: false, isMine: false, isFromArchive: true, reviewer: null, reviewerName: 'Bob', digest: before.verdictDigest },
    { kind: 'PARTLY', isStale: false, isMine: false, isFromArchive: true, reviewer: null, reviewerName: 'Ann' },
  ]);
  expect(now.verdictSummary).toEqual({ needed: 1, isEnough: false, fromArchiveCount: 2, counts: [{ kind: 'COLLAPSED', count: 1 }, { kind: 'PARTLY', count: 1 }] });
  await mutate(here, anns.here, 'giveVerdict', { runId, kind: 'BROKEN', reason: 'Not so.' }, 'verdict { id }');
  const after = (await here.ask(VERDICTS, { runId }, anns.here.headers)).data.run;
  expect(after.verdicts).toHaveLength(3);
  expect(after.verdictSummary).toMatchObject({ isEnough: true, fromArchiveCount: 2 });
  await mutate(here, anns.here, 'takeBackVerdict', { runId }, 'verdict { id }');
});

test('the person at a machine without login has no id either, and still it is not theirs', async () => {
  const lone = await serve();
  try {
    await importArchive(lone.record, file, LOCAL_ADMIN);
    expect((await lone.ask(VERDICTS, { runId })).data.run.verdicts.map(({ isMine }: { isMine: boolean }) => isMine)).toEqual([false, false]);
    await expect(mutate(lone, null, 'takeBackVerdict', { runId }, 'verdict { id }')).resolves.toMatchObject({ userErrors: [{ code: 'PRECONDITION_FAILED' }] });
    await mutate(lone, null, 'giveVerdict', { runId, kind: 'BROKEN', reason: 'Not so.' }, 'verdict { id }');
    expect((await lone.ask(VERDICTS, { runId })).data.run.verdicts).toHaveLength(3);
  } finally {
    await lone.end();
  }
});

test('a verdict whose formula is another one here is stale, and says why', async () => {
  await inEmptyRecord(async (record) => {
    await importArchive(record, file, LOCAL_ADMIN);
    const verdict = await record.verdict.findFirstOrThrow();
    expect(verdict.formulas).toEqual({ NC1: 1, NC2_EQUIANGULAR_MEANS: 1, NC3_DUALITY: 1, NC4_MISMATCH: 1 });
  });
  await here.record.$executeRaw`UPDATE "Verdict" SET formulas = formulas || '{"NC1": 0}' WHERE "runId" = ${runId} AND kind = 'PARTLY'`;
  const { verdicts } = (await here.ask(VERDICTS, { runId }, anns.here.headers)).data.run;
  expect(verdicts.find((verdict: { kind: string }) => verdict.kind === 'PARTLY')).toMatchObject({ isStale: true, staleReason: 'The formula of NC1 (version 0, now 1) changed since.' });
});

test('a report comes with its versions, its frozen answers and the page they make', async () => {
  const { data } = await here.ask('query ($studyId: ID!) { reports(studyId: $studyId, first: 1) { nodes { id title createdBy isFromArchive canDelete versions(first: 2) { nodes { number author isFromArchive blocks { key frozen { at } now { isChanged } } } } } } }', { studyId: study.id }, anns.here.headers);
  const [report] = data.reports.nodes;
  expect(report).toMatchObject({ title: 'What we saw', createdBy: 'Ann', isFromArchive: true, canDelete: false, versions: { nodes: [{ number: 2, author: 'Bob', isFromArchive: true }, { number: 1, author: 'Ann' }] } });
  // chart, table, thread and geometry are the same from the same snapshots and words
  expect(report.versions.nodes[0].blocks.map(({ now }: { now: { isChanged: boolean } }) => now.isChanged)).toEqual([false, false, false, false]);
  const response = await fetch(`${here.url}/export/reports/${report.id}`, { headers: anns.here.headers });
  const page = await response.text();
  expect([response.status, page.includes('<script')]).toEqual([200, false]);
  expect(page).not.toContain('javascript:');
  expect(page).toContain('From the machine itself.');
});

test('what is said here goes on beside what came, and a later archive adds only what is new', async () => {
  const { data } = await here.ask(THREADS, { studyId: study.id }, anns.here.headers);
  const { id } = data.threads.nodes.find((thread: { anchor: object | null }) => thread.anchor);
  await mutate(here, anns.here, 'reply', { threadId: id, body: 'I disagree.' }, 'comment { id }');
  await mutate(here, anns.here, 'reopenThread', { threadId: id }, 'thread { id }');
  await mutate(there, anns.there, 'reply', { threadId: id, body: 'One more thing.' }, 'comment { id }');
  await mutate(there, anns.there, 'giveVerdict', { runId, kind: 'COLLAPSED', reason: 'After all.' }, 'verdict { id }');
  const later = path.join(folder, 'later.tar');
  writeFileSync(later, await archiveBytes(there.record, study));
  const cursor = (await here.record.event.findFirstOrThrow({ orderBy: { id: 'desc' } })).id;
  expect(await importArchive(here.record, later, LOCAL_ADMIN)).toMatchObject({ addedRuns: 0, review: { threads: 0, comments: 1, verdicts: 1 } });
  const again = (await here.ask(THREADS, { studyId: study.id }, anns.here.headers)).data.threads.nodes.find((thread: { id: string }) => thread.id === id);
  // what people here did with the thread stays
  expect(again).toMatchObject({ resolvedBy: null, isResolvedInArchive: false });
  expect(again.comments.nodes.map(({ authorName, isFromArchive }: { authorName: string; isFromArchive: boolean }) => [authorName, isFromArchive])).toEqual([['Ann', true], ['Bob', true], [null, true], ['Ann', false], ['Ann', true]]);
  // Ann of there decided anew: her older verdict stands no longer
  expect((await here.ask(VERDICTS, { runId }, anns.here.headers)).data.run.verdicts).toHaveLength(2);
  const news = await here.record.event.findMany({ where: { id: { gt: cursor } }, select: { kind: true, runId: true } });
  expect(news).toContainEqual({ kind: 'review.thread', runId });
});

test('into a study that is final here come words and no verdicts', async () => {
  const later = path.join(folder, 'final.tar');
  await here.record.study.update({ where: { id: study.id }, data: { finalAt: new Date(), verdictsNeeded: 0 } });
  await mutate(there, anns.there, 'beginThread', { studyId: study.id, body: 'Late.' }, 'thread { id }');
  writeFileSync(later, await archiveBytes(there.record, study));
  expect(await importArchive(here.record, later, LOCAL_ADMIN)).toMatchObject({ review: { threads: 1, comments: 1, verdicts: 0 } });
  await mutate(there, anns.there, 'giveVerdict', { runId, kind: 'BROKEN', reason: 'Late.' }, 'verdict { id }');
  writeFileSync(later, await archiveBytes(there.record, study));
  await expect(importArchive(here.record, later, LOCAL_ADMIN)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
  await here.record.study.update({ where: { id: study.id }, data: { finalAt: null } });
});

test('an archive that speaks of a run of another study is refused, and so is a run on which another study has notes', async () => {
  await inEmptyRecord(async (record) => {
    const other = await addStudy(record);
    const run = await addJudgedRun(record, other.id);
    await record.run.update({ where: { id: run.id }, data: { name: 'taken' } });
    await record.run.create({ data: { ...(await record.run.findUniqueOrThrow({ where: { id: run.id } })), id: deletedId } as never });
    await expect(importArchive(record, file, LOCAL_ADMIN)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(deletedId) });
    expect(await record.study.count()).toBe(1);
    await record.run.delete({ where: { id: deletedId } });
    await record.thread.create({ data: { id: 'thread_planted', studyId: other.id, runId, runName: 'x' } });
    await expect(importArchive(record, file, LOCAL_ADMIN)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(runId) });
    expect(await record.study.count()).toBe(1);
  });
});

type Row = ReturnType<typeof JSON.parse>;

/** The first row of a table that `which` picks, changed. */
const change = (members: Map<string, Buffer>, table: string, patch: (row: Row) => object, which: (row: Row) => boolean = () => true) =>
  edit(members, `${table}/00001.ndjson`, (text) => {
    const rows = text.trim().split('\n').map((line) => JSON.parse(line));
    const row = rows.find(which);
    Object.assign(row, patch(row));
    return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  });
const placed = (row: Row) => row.metric !== null;

/** Another answer to one of a version's blocks. */
const answering = ({ blocks }: Row, index: number, answer: object) => ({ blocks: blocks.map((block: Row, i: number) => (i === index ? { ...block, frozen: { ...block.frozen, answer: { ...block.frozen.answer, ...answer } } } : block)) });

const refusals: [string, (members: Map<string, Buffer>) => void, RegExp][] = [
  ['a comment of more than 10 kB', (m) => change(m, 'comments', () => ({ body: 'x'.repeat(10_001) }), ({ deletedAt }) => !deletedAt), /\(body: at most 10000 bytes\)/],
  ['a comment of nothing', (m) => change(m, 'comments', () => ({ body: ' ' }), ({ deletedAt }) => !deletedAt), /has no words/],
  ['words of a comment that was taken back', (m) => change(m, 'comments', () => ({ body: 'still here' }), ({ deletedAt }) => deletedAt), /was taken back with them/],
  ['a comment in a thread of elsewhere', (m) => change(m, 'comments', () => ({ threadId: 'thread_other' })), /in a thread that is not in it/],
  ['earlier words of no comment', (m) => change(m, 'revisions', () => ({ commentId: 'comment_other' })), /earlier words of the comment comment_other/],
  ['a name without end', (m) => change(m, 'comments', () => ({ author: 'x'.repeat(201) })), /\(author: /],
  ['a thread of another study', (m) => change(m, 'threads', () => ({ studyId: 'study_other' })), /is of another study/],
  ['a place without a run', (m) => change(m, 'threads', () => ({ runId: null, runName: null }), placed), /a place with run, metric/],
  ['epochs the wrong way round', (m) => change(m, 'threads', () => ({ toEpoch: 1 }), placed), /a place with run, metric/],
  ['a metric that is none', (m) => change(m, 'threads', () => ({ metric: 'NC9' }), placed), /\(metric: /],
  ['a thread twice', (m) => edit(m, 'threads/00001.ndjson', (text) => text + text), /it has thread .* twice/],
  ['a verdict of a kind that is none', (m) => change(m, 'verdicts', () => ({ kind: 'PERFECT' })), /\(kind: /],
  ['a reason without end', (m) => change(m, 'verdicts', () => ({ reason: 'x'.repeat(2001) })), /\(reason: /],
  ['a verdict on no digest', (m) => change(m, 'verdicts', () => ({ digest: 'abc' })), /\(digest: /],
  ['a report without one of its versions', (m) => change(m, 'reports', () => ({ version: 3 })), /version 3 of the report .* is not in it/],
  ['a report of 100 kB', (m) => change(m, 'versions', () => ({ body: 'word '.repeat(30_000) })), /\(body: at most 100000 bytes\)/],
  ['an answer of a kind that is none', (m) => change(m, 'versions', (row) => answering(row, 0, { kind: 'html' })), /\(blocks\.0\.frozen\.answer\.kind: /],
  ['an answer in no dimensions', (m) => change(m, 'versions', (row) => answering(row, 3, { dimensions: 0 })), /\(blocks\.3\.frozen\.answer\.dimensions: /],
  ['an answer with a NUL', (m) => change(m, 'versions', (row) => answering(row, 1, { rows: [{ runId: 'run_1', label: '\0', cells: [] }] })), /text without NUL/],
  ['fewer answers than the text asks for', (m) => change(m, 'versions', ({ blocks }) => ({ blocks: blocks.slice(1) })), /has other blocks than its text asks for/],
  ['a limit that is none', (m) => edit(m, 'study.json', (text) => text.replace('"NC1":0.05', '"NC1":-1')), /study\.json is not as it must be/],
];

test.each(refusals)('%s is refused before anything is written', async (name, work, sentence) => {
  const target = await changedArchive(file, path.join(folder, `${name}.tar`), work);
  const before = await counts(there.record);
  await expect(importArchive(there.record, target, LOCAL_ADMIN)).rejects.toMatchObject({ code: 'ARCHIVE_INVALID', message: expect.stringMatching(sentence) });
  expect(await counts(there.record)).toEqual(before);
});
