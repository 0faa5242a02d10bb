import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addCaller, addLink } from '../callers.ts';
import { addSnapshot, addStudy, randomCore } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { addJudgedRun, mutate } from './reviewing.ts';

let served: Served;
let studyId: string;
type Somebody = Awaited<ReturnType<typeof addCaller>>;
let ann: Somebody;
let bob: Somebody;
let olga: Somebody;
let admin: Somebody;
beforeAll(async () => {
  served = await serve();
  [ann, bob, olga, admin] = [await addCaller(served.record, 'REVIEWER', 'Ann'), await addCaller(served.record, 'REVIEWER', 'Bob'), await addCaller(served.record, 'OPERATOR', 'Olga'), await addCaller(served.record, 'ADMIN', 'Ada')];
});
beforeEach(async () => {
  studyId = (await addStudy(served.record)).id;
});
afterAll(() => served.end());

const STUDY = 'study { verdictsNeeded finalAt finalBy version verdictLimits { metric limit isUsual } reviewProgress { completedCount enoughCount lacking { id } } }';
const settle = (who: Somebody, name: string, more: object = {}) => mutate(served, who, name, { studyId, ...more }, STUDY);
const give = (who: Somebody, runId: string) => mutate(served, who, 'giveVerdict', { runId, kind: 'COLLAPSED', reason: 'I looked.' }, 'verdict { id }');

test("a study's own limits decide its suggested verdicts, and leave those of others alone", async () => {
  const run = await addJudgedRun(served.record, studyId);
  const elsewhere = await addJudgedRun(served.record, (await addStudy(served.record)).id);
  const suggested = async (id: string) => (await served.ask('query ($id: ID!) { run(id: $id) { suggestedVerdict { verdict tests { metric threshold isMet } } } }', { id }, ann.headers)).data.run.suggestedVerdict;
  const before = await suggested(elsewhere.id);
  expect(before.tests.map(({ threshold }: { threshold: number }) => threshold)).toEqual([0.1, 0.1, 0.1, 0.01]);
  const limits = ['NC1', 'NC2_EQUIANGULAR_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH'].map((metric) => ({ metric, limit: 1e9 }));
  const { study } = await settle(olga, 'updateStudyReview', { verdictLimits: limits.slice(0, 3), verdictsNeeded: 2 });
  expect(study).toMatchObject({ verdictsNeeded: 2, version: 2 });
  expect(study.verdictLimits).toEqual([...limits.slice(0, 3).map((each) => ({ ...each, isUsual: false })), { metric: 'NC4_MISMATCH', limit: 0.01, isUsual: true }]);
  expect((await settle(olga, 'updateStudyReview', { verdictLimits: limits })).study.verdictsNeeded).toBe(2);
  expect(await suggested(run.id)).toMatchObject({ verdict: 'COLLAPSED' });
  expect(await suggested(elsewhere.id)).toEqual(before);
  expect((await settle(olga, 'updateStudyReview', { verdictLimits: [{ metric: 'LOSS', limit: 1 }] })).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'verdictLimits' }]);
  expect((await settle(olga, 'updateStudyReview', { verdictsNeeded: 3, expectedVersion: 1 })).userErrors).toMatchObject([{ code: 'CONFLICT', currentVersion: 3 }]);
});

test('a study becomes final when each completed run has verdicts of enough different people that are not stale', async () => {
  const [run, other] = [await addJudgedRun(served.record, studyId, 'first'), await addJudgedRun(served.record, studyId, 'second')];
  const aside = await addJudgedRun(served.record, studyId, 'put aside');
  await served.record.run.update({ where: { id: aside.id }, data: { archivedAt: new Date() } });
  await settle(olga, 'updateStudyReview', { verdictsNeeded: 2 });
  for (const { id } of [run, other]) await give(ann, id);
  await give(ann, run.id); // the same person again is no second one
  await give(bob, run.id);
  const refused = await settle(olga, 'finalizeStudy');
  expect(refused).toMatchObject({ study: null, userErrors: [{ code: 'PRECONDITION_FAILED', message: expect.stringContaining('"second" lacks verdicts') }] });
  await give(bob, other.id);
  await served.record.snapshot.deleteMany({ where: { runId: run.id, epoch: 3 } });
  expect((await settle(olga, 'finalizeStudy')).userErrors).toMatchObject([{ message: expect.stringContaining('"first" lacks verdicts') }]);
  const { data } = await served.ask('query ($id: ID!) { study(id: $id) { reviewProgress { completedCount enoughCount lacking { id } } } }', { id: studyId }, ann.headers);
  expect(data.study.reviewProgress).toEqual({ completedCount: 2, enoughCount: 1, lacking: [{ id: run.id }] });
  await addSnapshot(served.record, randomCore(run.id, 3, 'TRAIN'));
  expect((await settle(olga, 'finalizeStudy')).study).toMatchObject({ finalAt: expect.any(String), finalBy: 'Olga', reviewProgress: { completedCount: 2, enoughCount: 2, lacking: [] } });
  const link = await addLink(served.record, studyId);
  expect((await served.ask('query ($id: ID!) { study(id: $id) { finalBy } }', { id: studyId }, link.headers)).data.study.finalBy).toBeNull();
});

test('a study whose runs are not over cannot be final', async () => {
  await served.record.run.update({ where: { id: (await addJudgedRun(served.record, studyId, 'young')).id }, data: { status: 'RUNNING' } });
  expect((await settle(olga, 'finalizeStudy')).userErrors).toMatchObject([{ code: 'PRECONDITION_FAILED', message: expect.stringContaining('"young" is not over yet') }]);
});

test('while a study is final its runs and verdicts stay as they are; people may still talk; opened again, all goes on', async () => {
  const run = await addJudgedRun(served.record, studyId);
  const { slug } = await served.record.study.update({ where: { id: studyId }, data: { slug: 'to-be-final' } });
  await give(ann, run.id);
  expect((await settle(olga, 'finalizeStudy')).study.finalAt).not.toBeNull();
  const changes: [string, string, object][] = [
    ['editRun', 'EditRunInput', { runId: run.id, name: 'another' }],
    ['tagRuns', 'TagRunsInput', { runIds: [run.id], add: ['good'] }],
    ['archiveRuns', 'ArchiveRunsInput', { runIds: [run.id] }],
    ['setBaseline', 'SetBaselineInput', { runId: run.id }],
    ['deleteRuns', 'RunsInput', { runIds: [run.id] }],
    ['giveVerdict', 'GiveVerdictInput', { runId: run.id, kind: 'BROKEN', reason: 'no' }],
    ['takeBackVerdict', 'TakeBackVerdictInput', { runId: run.id }],
    ['updateStudyReview', 'UpdateStudyReviewInput', { studyId, verdictsNeeded: 0 }],
    ['askReview', 'AskReviewInput', { studyId, reviewerIds: [ann.person.id] }],
    ['launchRuns', 'LaunchRunsInput', { studySlug: slug, runs: [{ settings: { architecture: 'vgg', depth: 11, dataset: 'MNIST' } }] }],
    ['createIngestedRun', 'CreateIngestedRunInput', { study: slug, name: 'from outside', architecture: 'vgg', dataset: 'MNIST', epochs: 3 }],
  ];
  for (const [name, type, input] of changes) {
    const answer = await served.ask(`mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`, { input }, admin.headers);
    expect([name, answer.errors, answer.data?.[name]?.userErrors]).toEqual([name, undefined, [{ code: 'PRECONDITION_FAILED', message: expect.stringContaining('is final') }]]);
  }
  expect((await mutate(served, ann, 'beginThread', { studyId, runId: run.id, body: 'well done' }, 'thread { id }')).userErrors).toEqual([]);
  expect((await settle(olga, 'reopenStudy')).study).toMatchObject({ finalAt: null, finalBy: null });
  expect((await give(bob, run.id)).userErrors).toEqual([]);
});

test('a verdict and a study becoming final at the same time: one waits for the other, and none is left between', async () => {
  const run = await addJudgedRun(served.record, studyId);
  await settle(olga, 'updateStudyReview', { verdictsNeeded: 1 });
  await give(ann, run.id);
  const [taken, made] = await Promise.all([mutate(served, ann, 'takeBackVerdict', { runId: run.id }, 'verdict { id }'), settle(olga, 'finalizeStudy')]);
  const { finalAt } = await served.record.study.findUniqueOrThrow({ where: { id: studyId } });
  const standing = await served.record.verdict.count({ where: { runId: run.id, replacedAt: null } });
  expect(standing).toBe(finalAt === null ? 0 : 1);
  expect([taken.userErrors.length, made.userErrors.length].sort()).toEqual([0, 1]);
});

test('reviewers do not settle studies, and viewers and links even less', async () => {
  const link = await addLink(served.record, studyId);
  for (const who of [ann, await addCaller(served.record, 'VIEWER'), link as unknown as Somebody])
    for (const name of ['updateStudyReview', 'finalizeStudy', 'reopenStudy']) await expect(settle(who, name)).rejects.toMatchObject({ code: 'FORBIDDEN', requiredRole: 'OPERATOR' });
});
