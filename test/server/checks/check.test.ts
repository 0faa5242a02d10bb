import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Prisma } from '../../../prisma/client.ts';
import { until } from '../../until.ts';
import { startServer } from '../../../server/main.ts';
import { addCaller, addLink } from '../callers.ts';
import { addEvent, addMeasuredRun, addRun, addStudy, measureNow } from '../record-builder.ts';
import { mutate } from '../reviews/reviewing.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let operator: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve();
  operator = await addCaller(served.record, 'OPERATOR');
});
afterAll(() => served.end());

const ask = (query: string, variables: Record<string, unknown> = {}) => served.ask(query, variables, operator.headers);
const newStudy = async () => (await addStudy(served.record)).id;

/** A completed run whose losses are known and whose features nobody recorded. */
async function addLosses(studyId: string, losses: (number | null)[], overrides: Partial<Prisma.RunUncheckedCreateInput> = {}) {
  const run = await addRun(served.record, studyId, { lastEpoch: losses.length, status: 'COMPLETED', ...overrides });
  const row = { runId: run.id, attempt: 1, learningRate: 0.1, runningLoss: 1, runningError: 1, imagesPerSecond: 1, durationMs: 1 };
  await served.record.epoch.createMany({ data: losses.map((trainLoss, i) => ({ ...row, epoch: i + 1, trainLoss, trainError: 0 })) });
  return run.id;
}

const create = (studyId: string, input: object) => mutate(served, operator, 'createCheck', { studyId, name: 'a rule', metric: 'LOSS', point: 'LAST', bound: 'BELOW', limit: 0.5, ...input }, 'check { id rule version archivedAt }');
const OUTCOMES = 'checkOutcomes { check { name } result value limit epoch formulaVersion reason isPending at }';
const outcomes = async (id: string) => (await ask(`query ($id: ID!) { run(id: $id) { ${OUTCOMES} } }`, { id })).data.run.checkOutcomes;
const kept = (runId: string) => served.record.checkOutcome.findMany({ where: { runId }, orderBy: { checkId: 'asc' } });
const told = async (runId: string) => (await served.record.event.findMany({ where: { kind: 'review.check', runId } })).length;

test.each([
  ['at most the limit', { bound: 'BELOW', limit: 0.25 }, { result: 'PASSED', value: 0.25, limit: 0.25, epoch: 3, reason: '' }],
  ['above the limit', { bound: 'BELOW', limit: 0.2 }, { result: 'FAILED', value: 0.25, limit: 0.2, reason: '0.25 is above the limit 0.2.' }],
  ['at least the limit', { bound: 'ABOVE', limit: 0.25 }, { result: 'PASSED' }],
  ['below the limit', { bound: 'ABOVE', limit: 0.3 }, { result: 'FAILED', reason: '0.25 is below the limit 0.3.' }],
  ['the best of all', { point: 'BEST', bound: 'BELOW', limit: 0.15 }, { result: 'PASSED', value: 0.1, epoch: 2 }],
  ["the terminal phase's first", { point: 'TERMINAL_PHASE', limit: 1 }, { result: 'PASSED', value: 0.1, epoch: 2 }],
  ['a split that was not evaluated', { split: 'TEST' }, { result: 'UNDECIDED', value: null, reason: expect.stringMatching(/^NOT_RECORDED: /) }],
  ['a baseline that was not chosen', { bound: 'BASELINE', limit: 0.1 }, { result: 'UNDECIDED', value: 0.25, limit: null, reason: expect.stringMatching(/^NO_BASELINE: /) }],
])('a value is held against a rule: %s', async (_, rule, outcome) => {
  const studyId = await newStudy();
  const runId = await addLosses(studyId, [1, 0.1, 0.25], { terminalPhaseEpoch: 2 });
  expect((await create(studyId, rule)).userErrors).toEqual([]);
  expect(await outcomes(runId)).toEqual([expect.objectContaining({ check: { name: 'a rule' }, formulaVersion: 1, isPending: false, ...outcome })]);
});

test('a share of the baseline: worse by more fails, better never does, and the baseline is of the same cell', async () => {
  const studyId = await newStudy();
  const baseline = await addLosses(studyId, [1, 0.5]);
  const runs = [baseline, await addLosses(studyId, [0.625]), await addLosses(studyId, [0.64]), await addLosses(studyId, [0.01]), await addLosses(studyId, [9], { dataset: 'letters' })];
  await served.record.baseline.create({ data: { studyId, architecture: 'vgg', dataset: 'digits', runId: baseline } });
  await create(studyId, { bound: 'BASELINE', limit: 0.25 });
  const results = await Promise.all(runs.map(async (id) => (await outcomes(id))[0]));
  expect(results.map(({ result }) => result)).toEqual(['PASSED', 'PASSED', 'FAILED', 'PASSED', 'UNDECIDED']);
  expect(results[2]).toMatchObject({ value: 0.64, limit: 0.5, reason: "0.64 is worse than the baseline's 0.5 by more than 25 %." });
});

test.each([
  ['a share of a metric that goes either way', { metric: 'WITHIN_EFFECTIVE_RANK', bound: 'BASELINE' }],
  ['the best of a metric that goes either way', { metric: 'WITHIN_EFFECTIVE_RANK', point: 'BEST' }],
  ['a share below zero', { bound: 'BASELINE', limit: -0.1 }],
])('a rule that no run could be held to is refused: %s', async (_, rule) => {
  expect(await create(await newStudy(), rule)).toMatchObject({ check: null, userErrors: [{ code: 'BAD_USER_INPUT' }] });
});

test('an outcome follows the data, the rule and the study, is kept once, and each change of it is announced', async () => {
  const studyId = await newStudy();
  const { run } = await addMeasuredRun(served.record, studyId, 3, { status: 'COMPLETED' });
  await measureNow(served.record, run.id, ['NC1']);
  const { check } = await create(studyId, { metric: 'NC1', limit: 1000 });
  expect(check.rule).toBe('NC1 (train, last) at the last epoch is at most 1000');
  const [first] = await outcomes(run.id);
  expect(first).toMatchObject({ result: 'PASSED', epoch: 3 });
  const digests = await served.record.snapshot.findMany({ where: { runId: run.id }, orderBy: { epoch: 'asc' }, select: { digest: true } });
  await until('the outcome kept', async () => (await kept(run.id)).length === 1);
  expect(await kept(run.id)).toEqual([expect.objectContaining({ result: 'PASSED', checkVersion: 1, digest: digests[2]!.digest, formulaVersion: 1 })]);
  expect(await told(run.id)).toBe(1);
  expect((await outcomes(run.id))[0].at).toBe(first.at);
  expect(await told(run.id)).toBe(1);

  // the last snapshot goes, so that the value is of another one
  await served.record.snapshot.deleteMany({ where: { runId: run.id, epoch: 3 } });
  expect((await outcomes(run.id))[0]).toMatchObject({ result: 'PASSED', epoch: 2 });
  expect((await kept(run.id))[0]).toMatchObject({ epoch: 2, digest: digests[1]!.digest });
  expect(await told(run.id)).toBe(2);

  const stale = await mutate(served, operator, 'updateCheck', { checkId: check.id, limit: 0, expectedVersion: 7 }, 'check { id }');
  expect(stale.userErrors).toEqual([expect.objectContaining({ code: 'CONFLICT', currentVersion: 1 })]);
  const changed = await mutate(served, operator, 'updateCheck', { checkId: check.id, limit: 0, expectedVersion: 1 }, 'check { version limit name }');
  expect(changed.check).toEqual({ version: 2, limit: 0, name: 'a rule' });
  expect((await outcomes(run.id))[0]).toMatchObject({ result: 'FAILED', limit: 0 });
  expect((await kept(run.id))[0]).toMatchObject({ checkVersion: 2, result: 'FAILED' });

  // a formula that was raised since: what was kept is of an older one
  await served.record.checkOutcome.updateMany({ where: { runId: run.id }, data: { formulaVersion: 0, result: 'PASSED' } });
  expect((await outcomes(run.id))[0]).toMatchObject({ result: 'FAILED', formulaVersion: 1 });
  expect((await kept(run.id))[0]).toMatchObject({ formulaVersion: 1, result: 'FAILED' });

  await mutate(served, operator, 'archiveCheck', { checkId: check.id }, 'check { archivedAt }');
  expect(await outcomes(run.id)).toEqual([]);
  const checks = 'query ($id: ID!) { study(id: $id) { checks { id } all: checks(withArchived: true) { id } } }';
  expect((await ask(checks, { id: studyId })).data.study).toEqual({ checks: [], all: [{ id: check.id }] });
});

test('two servers hear of a run that ends: its checks are kept and announced once, without anybody asking', async () => {
  const studyId = await newStudy();
  const other = await startServer({ databaseUrl: served.databaseUrl, port: 0 });
  try {
    const runId = await addLosses(studyId, [0.1]);
    // in training while the check is made: that the check is new must not have it looked at before it ends
    await served.record.run.update({ where: { id: runId }, data: { status: 'RUNNING' } });
    await create(studyId, {});
    await served.record.run.update({ where: { id: runId }, data: { status: 'COMPLETED' } });
    await addEvent(served.record, { kind: 'run.completed', runId });
    await until('the outcome kept', async () => (await kept(runId)).length === 1);
    // a second event, and each server asked behind it: whatever either of them does is done then
    await Promise.all([served.url, other.url].map((url) => fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...operator.headers }, body: JSON.stringify({ query: `{ run(id: "${runId}") { checkOutcomes { result } } }` }) })));
    expect(await told(runId)).toBe(1);
  } finally {
    await other.stop();
  }
});

test('a run that is not completed is undecided, and nothing of it is kept', async () => {
  const studyId = await newStudy();
  await create(studyId, {});
  const runId = await addLosses(studyId, [0.1], { status: 'RUNNING' });
  expect(await outcomes(runId)).toEqual([expect.objectContaining({ result: 'UNDECIDED', reason: 'The run is not completed; checks are asked of completed runs.', at: null })]);
  expect(await kept(runId)).toEqual([]);
});

const REPORT = 'isPassed result reason checkCount runCount leftOutRunCount passedCount failedCount undecidedCount';

test('a study in a few numbers, and what did not pass by name', async () => {
  const studyId = await newStudy();
  const report = async () => (await ask(`query ($id: ID!) { checkSummary(studyId: $id) { ${REPORT} } checkRuns(studyId: $id) { ${REPORT} isComplete notPassed { run { id } result outcomes { result } } } }`, { id: studyId })).data;
  expect((await report()).checkRuns).toMatchObject({ isPassed: false, result: 'UNDECIDED', reason: 'There is no completed run to check.' });
  const good = await addLosses(studyId, [0.1]);
  expect((await report()).checkRuns).toMatchObject({ isPassed: false, result: 'UNDECIDED', reason: 'There are no checks.' });
  await create(studyId, {});
  await create(studyId, { name: 'no explosion', point: 'BEST', limit: 10 });
  expect((await report()).checkRuns).toMatchObject({ isPassed: true, result: 'PASSED', reason: null, checkCount: 2, runCount: 1, passedCount: 1, isComplete: true, notPassed: [] });
  const [unknown, bad] = [await addLosses(studyId, [null]), await addLosses(studyId, [0.9])];
  await addLosses(studyId, [0.9], { archivedAt: new Date() });
  await addLosses(studyId, [0.9], { status: 'FAILED' });
  const { checkSummary, checkRuns } = await report();
  expect(checkSummary).toEqual({ isPassed: false, result: 'FAILED', reason: null, checkCount: 2, runCount: 3, leftOutRunCount: 0, passedCount: 1, failedCount: 1, undecidedCount: 1 });
  expect(checkRuns.notPassed).toEqual([
    { run: { id: bad }, result: 'FAILED', outcomes: [{ result: 'FAILED' }, { result: 'PASSED' }] },
    { run: { id: unknown }, result: 'UNDECIDED', outcomes: [{ result: 'UNDECIDED' }, { result: 'UNDECIDED' }] },
  ]);
  const named = await ask('query ($ids: [ID!]!) { checkRuns(runIds: $ids) { isPassed runCount } }', { ids: [good, good] });
  expect(named.data.checkRuns).toEqual({ isPassed: true, runCount: 1 });
  expect((await ask('{ checkRuns { isPassed } }')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('a share link sees the checks of its study alone', async () => {
  const [own, foreign] = [await newStudy(), await newStudy()];
  const { headers } = await addLink(served.record, own);
  const asked = (studyId: string) => served.ask(`query ($id: ID!) { checkSummary(studyId: $id) { runCount } }`, { id: studyId }, headers);
  expect((await asked(own)).data.checkSummary).toEqual({ runCount: 0 });
  expect((await asked(foreign)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  const foreignRun = await addLosses(foreign, [1]);
  expect((await served.ask('query ($ids: [ID!]!) { checkRuns(runIds: $ids) { runCount } }', { ids: [foreignRun] }, headers)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});
