import { afterAll, beforeAll, expect, test } from 'vitest';
import { metricOf } from '../../../server/metrics/catalogue.ts';
import { until } from '../../until.ts';
import { addCaller, addLink } from '../callers.ts';
import { addEpoch, addSnapshot, addStudy, randomCore } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';
import { addJudgedRun, type Caller, mutate } from './reviewing.ts';

let served: Served;
let studyId: string;
let ann: Awaited<ReturnType<typeof addCaller>>;
let bob: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
  [ann, bob] = [await addCaller(served.record, 'REVIEWER', 'Ann'), await addCaller(served.record, 'REVIEWER', 'Bob')];
});
afterAll(() => served.end());

const VERDICT = 'verdict { id kind reason suggested isStale staleReason isMine reviewer { name } formulas { metric version } replacedAt }';
const give = (who: Caller, runId: string, kind: string, more: object = {}) => mutate(served, who, 'giveVerdict', { runId, kind, reason: 'I looked.', ...more }, VERDICT);
const ask = async (runId: string, fields: string, who: Caller = ann) => (await served.ask(`query ($id: ID!) { run(id: $id) { ${fields} } }`, { id: runId }, who.headers)).data.run;

test('two people decide: who watches hears of it, and the summary tells how far they agree', async () => {
  const run = await addJudgedRun(served.record, studyId);
  const socket = connectSocket(served.url, bob.secret);
  const heard = listen<{ reviewChanged: ReturnType<typeof JSON.parse> }>(socket, 'subscription ($runId: ID) { reviewChanged(runId: $runId, after: "0") { kind verdict { kind reviewer { name } } thread { id } } }', { runId: run.id });
  const { verdict } = await give(ann, run.id, 'COLLAPSED');
  expect(verdict).toMatchObject({ kind: 'COLLAPSED', reason: 'I looked.', isStale: false, staleReason: null, isMine: true, reviewer: { name: 'Ann' }, replacedAt: null });
  expect(verdict.formulas.map(({ metric }: { metric: string }) => metric)).toEqual(['NC1', 'NC2_EQUIANGULAR_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH']);
  expect(verdict.suggested).toMatch(/^(COLLAPSED|PARTLY|NOT)$/);
  await give(bob, run.id, 'PARTLY');
  await until('two messages', async () => heard.messages.length >= 2);
  expect(heard.messages[0]!.reviewChanged).toEqual({ kind: 'review.verdict', verdict: { kind: 'COLLAPSED', reviewer: { name: 'Ann' } }, thread: null });
  await socket.dispose();
  expect((await ask(run.id, 'verdictSummary { counts { kind count } agreement staleCount needed isEnough }')).verdictSummary).toEqual({ counts: [{ kind: 'COLLAPSED', count: 1 }, { kind: 'PARTLY', count: 1 }], agreement: 0.5, staleCount: 0, needed: 0, isEnough: true });
});

test('a newer verdict of the same person takes the place of the older one; taken back, none stands', async () => {
  const run = await addJudgedRun(served.record, studyId);
  await give(ann, run.id, 'BROKEN');
  await give(ann, run.id, 'COLLAPSED');
  expect(await ask(run.id, 'verdicts { kind } verdictHistory { totalCount nodes { kind replacedAt } }')).toEqual({
    verdicts: [{ kind: 'COLLAPSED' }],
    verdictHistory: { totalCount: 2, nodes: [{ kind: 'COLLAPSED', replacedAt: null }, { kind: 'BROKEN', replacedAt: expect.any(String) }] },
  });
  expect((await mutate(served, ann, 'takeBackVerdict', { runId: run.id }, VERDICT)).verdict).toMatchObject({ kind: 'COLLAPSED', replacedAt: expect.any(String) });
  expect((await mutate(served, ann, 'takeBackVerdict', { runId: run.id }, VERDICT)).userErrors).toMatchObject([{ code: 'PRECONDITION_FAILED' }]);
  expect((await ask(run.id, 'verdicts { kind }')).verdicts).toEqual([]);
});

test('a verdict turns stale when its snapshot is replaced or a later one comes into the terminal phase, and not before', async () => {
  const run = await addJudgedRun(served.record, studyId);
  await give(ann, run.id, 'COLLAPSED');
  await addEpoch(served.record, run.id, 4);
  expect((await ask(run.id, 'verdicts { isStale }')).verdicts).toEqual([{ isStale: false }]);
  await addSnapshot(served.record, randomCore(run.id, 4, 'TRAIN'));
  expect((await ask(run.id, 'verdicts { isStale staleReason } verdictSummary { staleCount }'))).toEqual({ verdicts: [{ isStale: true, staleReason: expect.stringContaining('data') }], verdictSummary: { staleCount: 1 } });
  await served.record.snapshot.deleteMany({ where: { runId: run.id, epoch: 4 } });
  expect((await ask(run.id, 'verdicts { isStale }')).verdicts).toEqual([{ isStale: false }]);
  await served.record.snapshot.deleteMany({ where: { runId: run.id, epoch: 3 } });
  const another = randomCore(`${run.id} again`, 3, 'TRAIN');
  await addSnapshot(served.record, { ...another, metadata: { ...another.metadata, run: run.id } });
  expect((await ask(run.id, 'verdicts { isStale }')).verdicts).toEqual([{ isStale: true }]);
});

test('a verdict turns stale when a formula it rests on is raised, and says which', async () => {
  const run = await addJudgedRun(served.record, studyId);
  await give(ann, run.id, 'COLLAPSED');
  const metric = metricOf('NC1') as { version: number };
  metric.version += 1;
  try {
    expect((await ask(run.id, 'verdicts { isStale staleReason }')).verdicts).toEqual([{ isStale: true, staleReason: expect.stringMatching(/NC1 \(version 1, now 2\)/) }]);
  } finally {
    metric.version -= 1;
  }
  expect((await ask(run.id, 'verdicts { isStale }')).verdicts).toEqual([{ isStale: false }]);
});

test('a verdict on data that the reviewer did not see is refused', async () => {
  const run = await addJudgedRun(served.record, studyId);
  const { verdictDigest } = await ask(run.id, 'verdictDigest');
  await served.record.run.update({ where: { id: run.id }, data: { terminalPhaseEpoch: 3 } });
  expect((await give(ann, run.id, 'COLLAPSED', { expectedDigest: verdictDigest })).userErrors).toMatchObject([{ code: 'CONFLICT', field: 'expectedDigest' }]);
  const now = await ask(run.id, 'verdictDigest verdicts { id }');
  expect(now.verdicts).toEqual([]);
  expect((await give(ann, run.id, 'COLLAPSED', { expectedDigest: now.verdictDigest })).userErrors).toEqual([]);
});

test('viewers and share links decide nothing; a link sees what was decided, without names', async () => {
  const run = await addJudgedRun(served.record, studyId);
  await give(ann, run.id, 'COLLAPSED');
  const link = await addLink(served.record, studyId);
  for (const who of [link, await addCaller(served.record, 'VIEWER')]) {
    await expect(give(who, run.id, 'BROKEN')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(mutate(served, who, 'takeBackVerdict', { runId: run.id }, VERDICT)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
  expect((await ask(run.id, 'verdicts { kind isMine reviewer { name } }', link)).verdicts).toEqual([{ kind: 'COLLAPSED', isMine: false, reviewer: null }]);
});

test('two verdicts of one person at the same time: one of them stands', async () => {
  const run = await addJudgedRun(served.record, studyId);
  await Promise.all(['COLLAPSED', 'PARTLY', 'BROKEN'].map((kind) => give(ann, run.id, kind)));
  expect(await ask(run.id, 'verdicts { id } verdictHistory { totalCount }')).toEqual({ verdicts: [{ id: expect.any(String) }], verdictHistory: { totalCount: 3 } });
});

test('who launched a run hears of a verdict on it', async () => {
  const olga = await addCaller(served.record, 'OPERATOR', 'Olga');
  await served.record.study.update({ where: { id: studyId }, data: { slug: 'verdicts' } });
  const launched = await served.ask('mutation { launchRuns(input: { studySlug: "verdicts", runs: [{ settings: { architecture: "vgg", depth: 11, dataset: "MNIST" } }] }) { runs { id } userErrors { message } } }', {}, olga.headers);
  const [{ id }] = launched.data.launchRuns.runs;
  expect((await give(ann, id, 'NEEDS_RERUN')).verdict).toMatchObject({ suggested: 'NO_TERMINAL_PHASE', isStale: false });
  const inbox = await served.ask('{ me { inbox { nodes { kind from text run { id } } } } }', {}, olga.headers);
  expect(inbox.data.me.inbox.nodes).toEqual([{ kind: 'VERDICT', from: 'Ann', text: 'There is a verdict on "vgg11 on MNIST, seed 1": needs a rerun.', run: { id } }]);
});

test('a reason of nothing, or of too much, is refused', async () => {
  const run = await addJudgedRun(served.record, studyId);
  for (const reason of ['', '  ', 'x'.repeat(2001)]) await expect(give(ann, run.id, 'BROKEN', { reason })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect((await give(ann, run.id, 'BROKEN', { reason: '<img src=x onerror=alert(1)>' })).verdict.reason).toBe('<img src=x onerror=alert(1)>');
});
