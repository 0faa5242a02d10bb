import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Prisma } from '../../../prisma/client.ts';
import { addCaller, addLink } from '../callers.ts';
import { addRun, addStudy } from '../record-builder.ts';
import { mutate } from '../reviews/reviewing.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let maker: Awaited<ReturnType<typeof addCaller>>;
let owner: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve();
  maker = await addCaller(served.record, 'OPERATOR', 'Mira');
  owner = await addCaller(served.record, 'OPERATOR', 'Owen');
});
afterAll(() => served.end());

/** A completed run with a train loss after its one epoch, as the owner launched it. */
async function addLoss(studyId: string, name: string, trainLoss: number, overrides: Partial<Prisma.RunUncheckedCreateInput> = {}) {
  const run = await addRun(served.record, studyId, { name, lastEpoch: 1, status: 'COMPLETED', ...overrides });
  await served.record.epoch.create({ data: { runId: run.id, epoch: 1, attempt: 1, learningRate: 0.1, runningLoss: 1, runningError: 1, imagesPerSecond: 1, durationMs: 1, trainLoss, trainError: 0 } });
  await served.record.auditEvent.create({ data: { action: 'launchRuns', subject: run.id, person: 'Owen' } });
  return run.id;
}

const RULE = { metric: 'LOSS', point: 'LAST', bound: 'BELOW', limit: 0.5 };
const create = (studyId: string, input: object = {}) => mutate(served, maker, 'createCheck', { studyId, name: 'low loss', ...RULE, ...input }, 'check { id }');
const asked = (runId: string) => served.ask('query ($id: ID!) { run(id: $id) { checkOutcomes { result } } }', { id: runId }, maker.headers);
const linesOf = async ({ person }: typeof maker, studyId: string) => {
  const rows = await served.record.notice.findMany({ where: { userId: person.id, studyId }, orderBy: { createdAt: 'asc' } });
  return rows.map(({ kind, runId, text, from }) => ({ kind, runId, text, from }));
};

test('who launched a run and who made the check are told once that it fails, whatever is asked how often', async () => {
  const { id: studyId } = await addStudy(served.record);
  const runId = await addLoss(studyId, 'wide', 0.7);
  const { check } = await create(studyId);
  for (let i = 0; i < 3; i++) await asked(runId);
  const line = { kind: 'CHECK_FAILED', runId, from: null, text: '"wide" fails the check "low loss": 0.7 is above the limit 0.5.' };
  expect(await linesOf(maker, studyId)).toEqual([line]);
  expect(await linesOf(owner, studyId)).toEqual([line]);

  // the rule goes to and fro: the same data fail again, and nobody hears of it twice
  await mutate(served, maker, 'updateCheck', { checkId: check.id, limit: 1 }, 'check { id }');
  await asked(runId);
  await mutate(served, maker, 'updateCheck', { checkId: check.id, limit: 0.5 }, 'check { id }');
  await asked(runId);
  expect((await asked(runId)).data.run.checkOutcomes).toEqual([{ result: 'FAILED' }]);
  expect(await linesOf(owner, studyId)).toHaveLength(1);
});

test('what passes, is undecided or is not completed tells nobody; nor is anybody told who was shut out', async () => {
  const { id: studyId } = await addStudy(served.record);
  const gone = await addCaller(served.record, 'OPERATOR', 'Gone');
  const runs = [await addLoss(studyId, 'good', 0.1), await addLoss(studyId, 'in training', 9, { status: 'RUNNING' })];
  await create(studyId, { split: 'TEST' });
  await mutate(served, gone, 'createCheck', { studyId, name: 'another', ...RULE, limit: 0.2 }, 'check { id }');
  await served.record.user.update({ where: { id: gone.person.id }, data: { disabledAt: new Date() } });
  const bad = await addLoss(studyId, 'bad', 0.3);
  for (const id of [...runs, bad]) await asked(id);
  expect(await linesOf(gone, studyId)).toEqual([]);
  expect((await linesOf(owner, studyId)).map(({ runId }) => runId)).toEqual([bad]);
});

test('a rule that many runs fail at once is one line, not one a run', async () => {
  const { id: studyId } = await addStudy(served.record);
  const runs = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => addLoss(studyId, name, 0.9)));
  await create(studyId);
  await served.ask('query ($id: ID!) { checkSummary(studyId: $id) { failedCount } }', { id: studyId }, maker.headers);
  const lines = await linesOf(maker, studyId);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ runId: null, text: expect.stringMatching(/^5 runs fail the check "low loss": "\w", "\w", "\w" and 2 more\.$/) });
  expect(runs).toHaveLength(5);
});

test('failed checks of all studies, the last to fail first; a share link sees those of its own study', async () => {
  const [own, other] = [await addStudy(served.record), await addStudy(served.record)];
  const [a, b] = [await addLoss(own.id, 'a', 0.9), await addLoss(other.id, 'b', 0.9)];
  const passed = await addLoss(own.id, 'passed', 0.1);
  await create(own.id);
  await create(own.id, { name: 'passes', limit: 2 });
  await asked(a);
  await asked(passed);
  await create(other.id);
  await asked(b);
  const query = '{ failedChecks(first: 2) { result run { id } outcomes { check { name } reason } } }';
  const found = await served.ask(query, {}, maker.headers);
  const failed = { result: 'FAILED', outcomes: [{ check: { name: 'low loss' }, reason: '0.9 is above the limit 0.5.' }] };
  expect(found.data.failedChecks).toEqual([{ ...failed, run: { id: b } }, { ...failed, run: { id: a } }]);
  const link = await addLink(served.record, own.id);
  expect((await served.ask(query, {}, link.headers)).data.failedChecks.map(({ run }: { run: { id: string } }) => run.id)).toEqual([a]);
  await served.record.epoch.updateMany({ where: { runId: a }, data: { trainLoss: 0.1 } });
  expect((await served.ask(query, {}, link.headers)).data.failedChecks).toEqual([]);
});

const TRIAL = 'query ($studyId: ID!, $metric: MetricId!, $bound: CheckBound!, $limit: Float!) { checkTrial(studyId: $studyId, metric: $metric, point: LAST, bound: $bound, limit: $limit) { rule runCount passedCount failedCount undecidedCount isComplete failed { name } } }';

test('a rule can be tried: nothing is kept of it and nobody is told', async () => {
  const { id: studyId } = await addStudy(served.record);
  for (const [name, loss] of [['low', 0.1], ['high', 0.9]] as const) await addLoss(studyId, name, loss);
  const tried = await served.ask(TRIAL, { studyId, metric: 'LOSS', bound: 'BELOW', limit: 0.5 }, maker.headers);
  expect(tried.data.checkTrial).toEqual({ rule: 'LOSS (train, last) at the last epoch is at most 0.5', runCount: 2, passedCount: 1, failedCount: 1, undecidedCount: 0, isComplete: true, failed: [{ name: 'high' }] });
  expect(await served.record.checkOutcome.count({ where: { run: { studyId } } })).toBe(0);
  expect(await linesOf(maker, studyId)).toEqual([]);
  const refused = await served.ask(TRIAL, { studyId, metric: 'WITHIN_EFFECTIVE_RANK', bound: 'BASELINE', limit: 0.5 }, maker.headers);
  expect(refused.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  const unknown = await served.ask(TRIAL, { studyId: 'study_none', metric: 'LOSS', bound: 'BELOW', limit: 0.5 }, maker.headers);
  expect(unknown.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});
