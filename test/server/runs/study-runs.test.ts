import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRun, addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let first: string;
let second: string;
beforeAll(async () => {
  served = await serve();
  const { record } = served;
  [first, second] = [(await addStudy(record, 'first')).id, (await addStudy(record, 'second')).id];
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
  const mnist = { dataset: 'MNIST', architecture: 'vgg' };
  await addRun(record, first, { ...mnist, name: 'a', status: 'COMPLETED', terminalPhaseEpoch: 4, createdAt: at(1) });
  await addRun(record, first, { ...mnist, name: 'b', status: 'COMPLETED', createdAt: at(2) });
  await addRun(record, first, { ...mnist, name: 'c', status: 'RUNNING', terminalPhaseEpoch: 2, createdAt: at(3) });
  await addRun(record, first, { ...mnist, name: 'gone', status: 'RUNNING', archivedAt: at(9), createdAt: at(4) });
  await addRun(record, second, { dataset: 'SVHN', architecture: 'resnet', name: 'd', createdAt: at(5) });
});
afterAll(() => served.end());

test('the runs of each study are counted by family, data set and status, without those put aside', async () => {
  const { data } = await served.ask('{ studies { nodes { id runGroups { architecture dataset status runCount terminalPhaseCount } } } }');
  const groups = Object.fromEntries(data.studies.nodes.map((study: { id: string; runGroups: object[] }) => [study.id, study.runGroups]));
  expect(groups[first]).toEqual([
    { architecture: 'vgg', dataset: 'MNIST', status: 'COMPLETED', runCount: 2, terminalPhaseCount: 1 },
    { architecture: 'vgg', dataset: 'MNIST', status: 'RUNNING', runCount: 1, terminalPhaseCount: 1 },
  ]);
  expect(groups[second]).toEqual([{ architecture: 'resnet', dataset: 'SVHN', status: 'QUEUED', runCount: 1, terminalPhaseCount: 0 }]);
});

test('the newest runs of each study come newest first, each study with its own number', async () => {
  const { data } = await served.ask(
    'query ($a: ID!, $b: ID!) { a: study(id: $a) { newestRuns(first: 2) { name } } b: study(id: $b) { newestRuns { name } } again: study(id: $a) { newestRuns { name } } }',
    { a: first, b: second },
  );
  const names = (study: { newestRuns: { name: string }[] }) => study.newestRuns.map(({ name }) => name);
  expect([names(data.a), names(data.b), names(data.again)]).toEqual([['c', 'b'], ['d'], ['c', 'b', 'a']]);
});

test.each([0, 41])('%i newest runs cannot be asked for', async (count) => {
  const { errors } = await served.ask('query ($id: ID!, $count: Int!) { study(id: $id) { newestRuns(first: $count) { id } } }', { id: first, count });
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('the baselines of each study stand by architecture and data set, in two statements for all', async () => {
  const { record } = served;
  const runs = await record.run.findMany({ where: { name: { in: ['a', 'd'] } } });
  for (const { id, studyId, architecture, dataset } of runs) await record.baseline.create({ data: { studyId: studyId!, architecture, dataset, runId: id } });
  const { data } = await served.ask('{ studies { nodes { id baselines { setAt run { name } } } } }');
  const names = Object.fromEntries(data.studies.nodes.map((study: { id: string; baselines: { run: { name: string } }[] }) => [study.id, study.baselines.map(({ run }) => run.name)]));
  expect(names).toEqual({ [first]: ['a'], [second]: ['d'] });
});
