import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MetricId } from '../../../server/metrics/catalogue.ts';
import { judge } from '../../../server/measuring/suggested-verdict.ts';
import { collapsedCore } from '../metrics/made-cores.ts';
import { addEpoch, addMeasuredRun, addRun, addSnapshot, addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let studyId: string;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
});
afterAll(() => served.end());

const QUERY = 'query ($id: ID!) { run(id: $id) { suggestedVerdict { verdict epoch tests { metric value threshold isMet } } } }';
const askVerdict = async (id: string) => (await served.ask(QUERY, { id })).data.run.suggestedVerdict;

const values = (...of: (number | null)[]) => {
  const ids: MetricId[] = ['NC1', 'NC2_EQUIANGULAR_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH'];
  return (metric: MetricId) => of[ids.indexOf(metric)]!;
};

test.each([
  ['COLLAPSED', [0.1, 0.1, 0.1, 0.01]],
  ['PARTLY', [0.1, 0.1, 0.1, 0.011]],
  ['PARTLY', [0.11, 0.1, 0.2, 0.01]],
  ['NOT', [0.11, 0.2, 0.2, 0]],
  ['PARTLY', [0, null, 0, 0]],
])('the verdict is %s for the values %j', (verdict, four) => {
  expect(judge(9, values(...four)).verdict).toBe(verdict);
});

test('it is made on the last train snapshot in the terminal phase', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 3, { terminalPhaseEpoch: 2 });
  await addEpoch(served.record, run.id, 4);
  const core = collapsedCore(3, 5, 2, 0.01);
  await addSnapshot(served.record, { ...core, metadata: { ...core.metadata, run: run.id, epoch: 4 } });
  const verdict = await askVerdict(run.id);
  expect(verdict).toMatchObject({ verdict: 'COLLAPSED', epoch: 4 });
  expect(verdict.tests.map((one: { metric: string; threshold: number }) => [one.metric, one.threshold])).toEqual([
    ['NC1', 0.1],
    ['NC2_EQUIANGULAR_MEANS', 0.1],
    ['NC3_DUALITY', 0.1],
    ['NC4_MISMATCH', 0.01],
  ]);
});

test('snapshots before the terminal phase do not count', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 2, { terminalPhaseEpoch: 3 });
  expect(await askVerdict(run.id)).toEqual({ verdict: 'NO_TERMINAL_PHASE', epoch: null, tests: [] });
});

test('a run whose train error never vanished has no terminal phase', async () => {
  const run = await addRun(served.record, studyId);
  expect((await askVerdict(run.id)).verdict).toBe('NO_TERMINAL_PHASE');
});

test('a damaged snapshot is told as DATA_CORRUPT, not taken for a verdict, and the rest of the answer lives', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 2, { terminalPhaseEpoch: 1 });
  const damaged = await served.record.snapshot.findFirstOrThrow({ where: { runId: run.id, epoch: 2 } });
  damaged.core[100]! ^= 1;
  await served.record.snapshot.update({ where: { id: damaged.id }, data: { core: damaged.core }, select: { id: true } });
  const { data, errors } = await served.ask('query ($id: ID!) { run(id: $id) { id suggestedVerdict { verdict } } }', { id: run.id });
  expect(data).toEqual({ run: { id: run.id, suggestedVerdict: null } });
  expect(errors).toMatchObject([
    { path: ['run', 'suggestedVerdict'], message: expect.stringMatching(/epoch 2.*restore it/), extensions: { code: 'DATA_CORRUPT' } },
  ]);
});
