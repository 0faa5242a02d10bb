import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCaller, addLink } from '../callers.ts';
import { addEpoch, addMeasuredRun, addRun, addStudy, measureAll } from '../record-builder.ts';
import { type Caller, mutate } from '../reviews/reviewing.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let ann: Awaited<ReturnType<typeof addCaller>>;
let bob: Awaited<ReturnType<typeof addCaller>>;
let admin: Awaited<ReturnType<typeof addCaller>>;
let studyId: string;
let runId: string;
beforeAll(async () => {
  served = await serve();
  [ann, bob, admin] = [await addCaller(served.record, 'REVIEWER', 'Ann'), await addCaller(served.record, 'REVIEWER', 'Bob'), await addCaller(served.record, 'ADMIN')];
  studyId = (await addStudy(served.record)).id;
  runId = (await addMeasuredRun(served.record, studyId, 3, { name: 'the run', status: 'COMPLETED', terminalPhaseEpoch: 2, classes: 3 })).run.id;
  await measureAll(served.record, ['NC1', 'NC2_EQUINORM_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH']);
});
afterAll(() => served.end());

const block = (question: object) => `\`\`\`collapsar\n${JSON.stringify(question)}\n\`\`\``;
const lossTable = (runs: string[]) => ({ kind: 'table', runs, metrics: ['LOSS'] });

const REPORT = 'report { id version title body createdBy canEdit canDelete at { number title author body blocks { key question frozen { answer digests formulas at } } } }';
const create = (who: Caller, input: object) => mutate(served, who, 'createReport', { studyId, title: 'A report', body: '', ...input }, REPORT);
const update = (who: Caller, input: object) => mutate(served, who, 'updateReport', input, REPORT);
const NOW = 'query ($id: ID!, $number: Int) { report(id: $id) { at(number: $number) { blocks { key frozen { answer at } now { answer digests formulas isPending isChanged reason } } } } }';
const blocksNow = async (id: string, who: Caller = ann, number?: number) => (await served.ask(NOW, { id, number }, who.headers)).data.report?.at.blocks;

test('each kind of block is answered, frozen with what it was read from, and the same now', async () => {
  const { thread } = await mutate(served, ann, 'beginThread', { studyId, runId, anchor: { metric: 'NC1', fromEpoch: 2 }, body: 'It drops, @Bob.' }, 'thread { id }');
  const paper = await addMeasuredRun(served.record, studyId, 2, { dataset: 'MNIST', status: 'COMPLETED', terminalPhaseEpoch: 1, name: 'of the paper' });
  await measureAll(served.record, ['NC1']);
  const questions = [
    { kind: 'chart', runs: [runId], metrics: ['NC1', 'LOSS'], align: 'TERMINAL_PHASE', title: 'Collapse' },
    { kind: 'chart', runs: [runId, paper.run.id], metrics: ['NC1'], groupBy: 'DATASET' },
    { kind: 'table', runs: [runId], metrics: ['NC1', 'LOSS'], point: 'TERMINAL_PHASE' },
    { kind: 'geometry', run: runId, epoch: 2 },
    { kind: 'paper-cell', architecture: 'vgg', dataset: 'MNIST', metrics: ['NC1'] },
    { kind: 'thread', thread: thread.id },
  ];
  const { report, userErrors } = await create(ann, { title: 'All kinds', body: `# Words\n\n${questions.map(block).join('\n\nwords\n\n')}` });
  expect(userErrors).toEqual([]);
  expect(report).toMatchObject({ version: 1, title: 'All kinds', createdBy: 'Ann', canEdit: true, canDelete: true, at: { number: 1, author: 'Ann', title: 'All kinds' } });
  const [chart, groups, table, geometry, cell, talk] = report.at.blocks.map(({ frozen }: { frozen: { answer: unknown } }) => frozen.answer);
  expect(chart.curves.map(({ metric }: { metric: string }) => metric)).toEqual(['NC1', 'LOSS']);
  expect(chart.curves[1]).toMatchObject({ label: 'the run', runIds: [runId], positions: [-1, 0, 1], values: [0.9, 0.45, expect.closeTo(0.3, 12)], low: null, terminalPhase: 0, gaps: [] });
  expect(groups.curves.map(({ label }: { label: string }) => label)).toEqual(['digits', 'MNIST']);
  expect(table.rows).toEqual([{ runId, label: 'the run', cells: [expect.objectContaining({ metric: 'NC1', epoch: 2, kind: 'FINITE' }), { metric: 'LOSS', epoch: 2, value: 0.45, kind: 'FINITE', reason: null }] }]);
  expect(geometry).toMatchObject({ epoch: 2, classCount: 3, dimensions: 2, reason: null });
  expect(geometry.means).toHaveLength(6);
  expect(cell).toMatchObject({ state: 'FILLED', label: 'of the paper', columns: [{ metric: 'NC1', atTerminalPhase: { epoch: 1 }, atLast: { epoch: 2 } }] });
  expect(talk).toMatchObject({ runName: 'the run', place: 'NC1 (train, last), epoch 2', comments: [{ author: 'Ann', body: 'It drops, @Bob.' }] });
  const { digests, formulas } = report.at.blocks[0].frozen;
  expect([Object.keys(digests), formulas]).toEqual([[runId], { NC1: 1, LOSS: 1 }]);
  for (const { now, frozen } of await blocksNow(report.id)) expect(now).toMatchObject({ isChanged: false, isPending: false, reason: null, answer: frozen.answer });
});

test('a version keeps its answers when the data change; a block whose question stays keeps them in the next version, unless it is to be frozen anew', async () => {
  const run = await addRun(served.record, studyId, { lastEpoch: 1, name: 'that grows' });
  await addEpoch(served.record, run.id, 1);
  const { report } = await create(ann, { body: block(lossTable([run.id])) });
  const [{ key, frozen }] = report.at.blocks;
  await addEpoch(served.record, run.id, 2);
  const [now] = await blocksNow(report.id);
  expect(now).toMatchObject({ frozen: { answer: frozen.answer, at: frozen.at }, now: { isChanged: true, answer: { rows: [{ cells: [{ epoch: 2, value: 0.45 }] }] } } });
  expect(now.now.digests).not.toEqual(frozen.digests);

  const moved = await update(bob, { reportId: report.id, expectedVersion: 1, body: `New words.\n\n${block({ metrics: ['LOSS'], runs: [run.id], kind: 'table' })}`, title: 'Changed' });
  expect(moved.report).toMatchObject({ version: 2, title: 'Changed', createdBy: 'Ann', canDelete: false, at: { number: 2, author: 'Bob', blocks: [{ key, frozen }] } });
  const anew = await update(ann, { reportId: report.id, expectedVersion: 2, refreeze: [key] });
  expect(anew.report.at).toMatchObject({ number: 3, title: 'Changed', blocks: [{ key, frozen: { answer: { rows: [{ cells: [{ epoch: 2 }] }] } } }] });
  expect((await blocksNow(report.id, ann, 1))[0].frozen.answer).toEqual(frozen.answer);
  const late = await update(ann, { reportId: report.id, expectedVersion: 2, title: 'Lost' });
  expect(late).toMatchObject({ report: null, userErrors: [{ code: 'CONFLICT', currentVersion: 3 }] });
  const { data } = await served.ask('query ($id: ID!) { report(id: $id) { versions(first: 2) { totalCount nodes { number title author } pageInfo { hasNextPage } } } }', { id: report.id }, ann.headers);
  expect(data.report.versions).toEqual({ totalCount: 3, nodes: [{ number: 3, title: 'Changed', author: 'Ann' }, { number: 2, title: 'Changed', author: 'Bob' }], pageInfo: { hasNextPage: true } });
});

test('of two people who save the same version at once, one is told of the other', async () => {
  const { report } = await create(ann, {});
  const answers = await Promise.all([ann, bob].map((who, k) => update(who, { reportId: report.id, expectedVersion: 1, body: `of ${k}` })));
  expect(answers.map(({ userErrors }) => userErrors.length).sort()).toEqual([0, 1]);
  expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([expect.objectContaining({ code: 'CONFLICT', currentVersion: 2 })]);
});

test('a run that was deleted leaves its answer, and the next version keeps it', async () => {
  const run = await addRun(served.record, studyId, { lastEpoch: 1, name: 'that goes' });
  await addEpoch(served.record, run.id, 1);
  const { report } = await create(ann, { body: block(lossTable([run.id])) });
  await served.record.run.delete({ where: { id: run.id } });
  const [gone] = await blocksNow(report.id);
  expect(gone).toMatchObject({ frozen: { answer: { rows: [{ label: 'that goes' }] } }, now: { answer: null, isChanged: null, reason: expect.stringMatching(/^NOT_FOUND: /) } });
  const next = await update(ann, { reportId: report.id, expectedVersion: 1, body: `Still there.\n\n${block(lossTable([run.id]))}` });
  expect(next.report.at.blocks[0].frozen).toEqual(report.at.blocks[0].frozen);
  const anew = await update(ann, { reportId: report.id, expectedVersion: 2, refreeze: [report.at.blocks[0].key] });
  expect(anew.userErrors).toEqual([expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringMatching(/^The block in line 3 cannot be answered: There is no run /) })]);
});

test('nothing of another study comes in, neither when it is saved nor through a link', async () => {
  const other = await addStudy(served.record, 'another');
  const foreign = await addRun(served.record, other.id, { name: 'of another study' });
  const { thread } = await mutate(served, ann, 'beginThread', { studyId: other.id, body: 'secret' }, 'thread { id }');
  const questions = [lossTable([runId, foreign.id]), { kind: 'chart', runs: [foreign.id], metrics: ['LOSS'] }, { kind: 'chart', runs: [foreign.id], metrics: ['LOSS'], groupBy: 'NONE' }, { kind: 'geometry', run: foreign.id }, { kind: 'thread', thread: thread.id }];
  for (const question of questions) expect(await create(ann, { body: block(question) }), question.kind).toMatchObject({ report: null, userErrors: [{ code: 'BAD_USER_INPUT', field: 'body' }] });

  // even where somebody wrote one into the database
  const { report } = await create(ann, { body: block(lossTable([runId])) });
  const row = await served.record.reportVersion.findFirstOrThrow({ where: { reportId: report.id } });
  const blocks = (row.blocks as { question: object }[]).map((each) => ({ ...each, question: { ...each.question, runs: [foreign.id] } }));
  await served.record.reportVersion.update({ where: { reportId_number: { reportId: report.id, number: 1 } }, data: { blocks: JSON.parse(JSON.stringify(blocks)) } });
  const link = await addLink(served.record, studyId);
  for (const who of [ann, link]) expect((await blocksNow(report.id, who))[0].now).toMatchObject({ answer: null, reason: expect.stringMatching(/^(BAD_USER_INPUT|NOT_FOUND): /) });
});

test('a link reads the reports of its study without names; a foreign link does not', async () => {
  const { thread } = await mutate(served, ann, 'beginThread', { studyId, body: 'Look, @Bob.' }, 'thread { id }');
  const { report } = await create(ann, { title: 'For outsiders', body: block({ kind: 'thread', thread: thread.id }) });
  const [link, foreign] = [await addLink(served.record, studyId), await addLink(served.record, (await addStudy(served.record, 'elsewhere')).id)];
  const query = `query ($id: ID!, $study: ID!) { report(id: $id) { title createdBy canEdit canDelete at { author blocks { frozen { answer } now { answer isChanged } } } } reports(studyId: $study, first: 100) { totalCount nodes { id } } }`;
  const seen = (await served.ask(query, { id: report.id, study: studyId }, link.headers)).data;
  expect(seen.report).toMatchObject({ title: 'For outsiders', createdBy: null, canEdit: false, canDelete: false, at: { author: null, blocks: [{ now: { isChanged: false } }] } });
  expect(JSON.stringify(seen.report)).not.toMatch(/Ann|Bob/);
  expect(seen.reports.nodes.map(({ id }: { id: string }) => id)).toContain(report.id);
  expect((await served.ask(query, { id: report.id, study: studyId }, foreign.headers)).data).toMatchObject({ report: null, reports: { totalCount: 0, nodes: [] } });
});

test('an author deletes a report, and an admin; nobody else, and nobody finds it then', async () => {
  const remove = (who: Caller, reportId: string) => mutate(served, who, 'deleteReport', { reportId }, 'deletedReportId');
  const [own, others] = [(await create(ann, {})).report.id, (await create(ann, {})).report.id];
  await expect(remove(bob, own)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await remove(ann, own)).toMatchObject({ deletedReportId: own });
  expect(await remove(admin, others)).toMatchObject({ deletedReportId: others });
  expect(await remove(ann, own)).toMatchObject({ deletedReportId: null, userErrors: [{ code: 'NOT_FOUND' }] });
  expect((await served.ask('query ($id: ID!) { report(id: $id) { id } }', { id: own }, ann.headers)).data.report).toBeNull();
});

test.each([
  ['no JSON', '```collapsar\nkind: chart\n```', /^The block in line 1 is no JSON/],
  ['an unknown kind', block({ kind: 'page' }), /^The block in line 1 asks nothing that there is/],
  ['a word too many', `a\n\n${block({ ...lossTable(['run_1']), colour: 'red' })}`, /^The block in line 3 .*colour/],
  ['no such metric', block({ ...lossTable(['run_1']), metrics: ['NC9'] }), /metrics\.0/],
  ['no such run', block(lossTable(['run_1'])), /There is no run run_1/],
  ['too many curves', block({ kind: 'chart', runs: Array.from({ length: 40 }, (_, k) => `run_${k}`), metrics: ['NC1', 'LOSS'] }), /at most 40 curves/],
  ['too many blocks', Array(31).fill(block({ kind: 'thread', thread: 'thread_1' })).join('\n'), /31 blocks/],
  ['too deep', `${'> '.repeat(25)}deep`, /write it flatter/],
  ['a paragraph without end', 'word '.repeat(2100), /divide it by an empty line/],
])('a body is refused: %s', async (_, body, message) => {
  expect(await create(ann, { body })).toMatchObject({ report: null, userErrors: [{ code: 'BAD_USER_INPUT', field: 'body', message: expect.stringMatching(message) }] });
});

test('a body may have 100 kB and no more; a fence inside of a list or of another fence is no block', async () => {
  const inner = block({ kind: 'nothing' });
  const body = `- a list\n  ${inner.replaceAll('\n', '\n  ')}\n\n~~~\n${inner}\n~~~\n\n`;
  const paragraph = `${'word '.repeat(1000)}\n\n`;
  const { report } = await create(ann, { body: body + paragraph.repeat(19) });
  expect(report.at.blocks).toEqual([]);
  await expect(create(ann, { body: paragraph.repeat(21) })).rejects.toMatchObject({ message: expect.stringMatching(/at most 100000 are allowed/) });
});

test('reports of all studies are listed together, each with its study; a share link sees those of its own', async () => {
  const { id: otherId } = await addStudy(served.record, 'Of reports elsewhere');
  await create(ann, { studyId: otherId, title: 'Elsewhere' });
  await create(ann, { title: 'Here' });
  const LIST = '{ reports(first: 100) { totalCount nodes { title study { name } } } }';
  const titles = async (headers: Record<string, string>) => (await served.ask(LIST, {}, headers)).data.reports.nodes.map(({ title, study }: { title: string; study: { name: string } }) => `${title} / ${study.name}`);
  const all = await titles(ann.headers);
  expect(all[0]).toMatch(/^Here/);
  expect(all).toContain('Elsewhere / Of reports elsewhere');
  const link = await addLink(served.record, otherId);
  expect(await titles(link.headers)).toEqual(['Elsewhere / Of reports elsewhere']);
});

test('a block is answered before it is saved, for those who may save it', async () => {
  const ASK = 'query ($studyId: ID!, $question: JSONObject!) { reportBlock(studyId: $studyId, question: $question) { answer formulas isPending isChanged reason } }';
  const ask = (question: object, who: Caller = ann) => served.ask(ASK, { studyId, question }, who.headers);
  expect((await ask(lossTable([runId]))).data.reportBlock).toMatchObject({ answer: { kind: 'table', rows: [{ runId }] }, formulas: { LOSS: 1 }, isPending: false, isChanged: null, reason: null });
  expect((await ask(lossTable(['nobody']))).data.reportBlock).toMatchObject({ answer: null, reason: expect.stringMatching(/^NOT_FOUND/) });
  expect((await ask({ kind: 'chart' })).errors![0].extensions.code).toBe('BAD_USER_INPUT');
  const viewer = await addCaller(served.record, 'VIEWER');
  expect((await ask(lossTable([runId]), viewer)).errors![0].extensions.code).toBe('FORBIDDEN');
});
