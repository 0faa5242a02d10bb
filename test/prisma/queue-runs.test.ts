import { expect, test } from 'vitest';
import { type QueueRequest, queueRuns, queueRunsIn } from '../../prisma/queue-runs.ts';
import { parseRunSettings } from '../../prisma/run-settings.ts';
import { freshRecord } from '../fresh-record.ts';

const { record } = await freshRecord();

const settings = parseRunSettings({ architecture: 'vgg', depth: 6, dataset: 'MNIST', options: { width: 4 }, epochs: 9, splits: ['TRAIN'], priority: 3 });
const request = (slug: string, names: string[], changes: Partial<QueueRequest> = {}): QueueRequest => ({
  study: { slug }, runs: names.map((name) => ({ name, settings })), again: false, ...changes,
});
const namesIn = async (slug: string) => (await record.run.findMany({ where: { study: { slug } }, orderBy: { id: 'asc' } })).map(({ name }) => name);

test('a run is queued with its settings and announced, its study is made', async () => {
  const queued = await queueRuns(record, request('first', ['a run']));
  const [{ id }] = queued.runs;
  const run = await record.run.findUniqueOrThrow({ where: { id }, include: { study: true } });
  expect(queued).toEqual({ study: { id: run.studyId, made: true }, runs: [{ id, name: 'a run' }] });
  expect(run).toMatchObject({
    status: 'QUEUED', name: 'a run', architecture: 'vgg', depth: 6, architectureOptions: { width: 4 }, dataset: 'MNIST', samplesPerClass: 5000,
    testSamplesPerClass: null, loss: 'CROSS_ENTROPY', lossReduction: 'mean over the batch', plannedEpochs: 9, splits: ['TRAIN'], priority: 3,
    terminalPhaseAccuracy: 1, study: { slug: 'first' },
    schedule: { kind: 'steps', steps: [{ afterEpoch: 3, factor: 0.1 }, { afterEpoch: 6, factor: 0.1 }] },
  });
  const events = await record.event.findMany({ where: { studyId: run.studyId }, orderBy: { id: 'asc' } });
  expect(events.map(({ kind, runId }) => [kind, runId])).toEqual([['study.created', null], ['run.queued', id]]);
});

test('a name that the study has is refused, with nothing of the request queued', async () => {
  await queueRuns(record, request('taken', ['b']));
  await expect(queueRuns(record, request('taken', ['a', 'b']))).rejects.toMatchObject({
    code: 'PRECONDITION_FAILED', message: 'The study taken already has a run "b": choose another name, or say that it is to be trained again; nothing was queued.',
  });
  expect(await namesIn('taken')).toEqual(['b']);
});

test('asked for again, the runs get names of their own', async () => {
  await queueRuns(record, request('again', ['a']));
  await queueRuns(record, request('again', ['a'], { again: true }));
  const { study, runs } = await queueRuns(record, request('again', ['a'], { again: true }));
  expect([study.made, runs.map(({ name }) => name)]).toEqual([false, ['a (3)']]);
  expect(await namesIn('again')).toEqual(['a', 'a (2)', 'a (3)']);
});

test('in a caller\'s transaction nothing is queued or announced until that commits', async () => {
  const undone = record.$transaction(async (tx) => {
    const { runs, study } = await queueRunsIn(tx, request('undone', ['a']));
    expect([await tx.run.count({ where: { studyId: study.id } }), runs[0]?.name]).toEqual([1, 'a']);
    expect(await namesIn('undone')).toEqual([]);
    throw new Error(study.id);
  });
  const studyId = await undone.then(() => '', (error: Error) => error.message);
  expect(studyId).toMatch(/^study_/);
  expect(await record.event.count({ where: { studyId } })).toBe(0);
  expect((await record.$transaction((tx) => queueRunsIn(tx, request('undone', ['a'])))).study.made).toBe(true);
  expect(await namesIn('undone')).toEqual(['a']);
});

test('of eight equal commands at once one queues', async () => {
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => queueRuns(record, request('race', ['a']))));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await namesIn('race')).toEqual(['a']);
});

test('an archived study takes no more runs', async () => {
  await queueRuns(record, request('old', ['a']));
  await record.study.update({ where: { slug: 'old' }, data: { archivedAt: new Date() } });
  await expect(queueRuns(record, request('old', ['b']))).rejects.toThrow('The study old is archived and takes no more runs; name another one.');
});

test.each(['', 'A', 'a b', '-a', 'a--b', 'ä', 'a'.repeat(65)])('"%s" is no name of a study', async (slug) => {
  await expect(queueRuns(record, request(slug, ['a']))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a run needs a name of 1 to 120 characters', async () => {
  for (const name of ['', '  ', 'x'.repeat(121)]) await expect(queueRuns(record, request('names', [name]))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});
