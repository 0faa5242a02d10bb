import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SnapshotCore } from '../../../prisma/snapshot/snapshot.ts';
import { valuesAt } from '../../../server/measuring/values-at.ts';
import { measure } from '../../../server/metrics/measure.ts';
import { addEpoch, addMeasuredRun, addRun, addSnapshot, addStudy, randomCore } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let studyId: string;
let runId: string;
let cores: SnapshotCore[];

beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
  const made = await addMeasuredRun(served.record, studyId, 5, { terminalPhaseEpoch: 3 });
  runId = made.run.id;
  cores = made.cores;
  await addSnapshot(served.record, randomCore(runId, 5, 'TEST'));
  // recorded, but not measured: the terminal phase and the last loss are not where the last snapshot is
  await addEpoch(served.record, runId, 6, { trainLoss: null });
  await addEpoch(served.record, runId, 7, { trainLoss: Number.NaN, robustness: 0.25 });
});
afterAll(() => served.end());

const FIELDS = '{ metric version value kind reason warnings epoch }';

/** Asks again while the answer is PENDING: a busy machine may need more than the two seconds of one answer. */
async function value(args: string, id = runId) {
  for (;;) {
    const { data, errors } = await served.ask(`query ($id: ID!) { run(id: $id) { value(${args}) ${FIELDS} } }`, { id });
    expect(errors).toBeUndefined();
    if (data.run.value.kind !== 'PENDING') return data.run.value;
  }
}

const measured = (metric: 'NC1' | 'NC3_ALIGNMENT', epoch: number) => measure(cores[epoch - 1]!, [metric]).get(metric)!.value!;
const all = (metric: 'NC1' | 'NC3_ALIGNMENT') => [1, 2, 3, 4, 5].map((epoch) => measured(metric, epoch));

test('each place gives the value that the formula has for that epoch', async () => {
  const least = Math.min(...all('NC1'));
  const most = Math.max(...all('NC3_ALIGNMENT'));
  expect(await value('metric: NC1')).toMatchObject({ metric: 'NC1', version: 1, value: measured('NC1', 5), kind: 'FINITE', reason: null, epoch: 5 });
  expect(await value('metric: NC1, at: TERMINAL_PHASE')).toMatchObject({ value: measured('NC1', 3), epoch: 3 });
  expect(await value('metric: NC1, at: EPOCH, epoch: 2')).toMatchObject({ value: measured('NC1', 2), epoch: 2 });
  expect(await value('metric: NC1, at: BEST')).toMatchObject({ value: least, epoch: 1 + all('NC1').indexOf(least) });
  expect(await value('metric: NC3_ALIGNMENT, at: BEST')).toMatchObject({ value: most, epoch: 1 + all('NC3_ALIGNMENT').indexOf(most) });
  expect((await value('metric: NC1, split: TEST')).value).toBe(measure(randomCore(runId, 5, 'TEST'), ['NC1']).get('NC1')!.value);
});

test('recorded values come from the rows of the epochs, the last that has one', async () => {
  expect(await value('metric: LOSS')).toMatchObject({ value: null, kind: 'UNDEFINED', reason: expect.stringMatching(/^NOT_FINITE: /), epoch: 7 });
  expect(await value('metric: LOSS, at: BEST')).toMatchObject({ value: 0.9 / 5, kind: 'FINITE', epoch: 5 });
  expect(await value('metric: LOSS, at: TERMINAL_PHASE')).toMatchObject({ value: 0.9 / 3, epoch: 3 });
  expect(await value('metric: LOSS, split: TEST')).toMatchObject({ value: null, kind: 'MISSING', epoch: null });
  expect(await value('metric: ROBUSTNESS_DEEPFOOL, split: TEST')).toMatchObject({ value: 0.25, epoch: 7 });
  expect(await value('metric: ROBUSTNESS_DEEPFOOL')).toMatchObject({ value: null, kind: 'NOT_APPLICABLE' });
});

test('where there is nothing, the kind and the reason say so', async () => {
  const empty = await addRun(served.record, studyId);
  expect(await value('metric: NC1', empty.id)).toMatchObject({ value: null, kind: 'MISSING', reason: expect.stringMatching(/^NOT_RECORDED: /), epoch: null });
  expect(await value('metric: NC1, at: TERMINAL_PHASE', empty.id)).toMatchObject({ kind: 'MISSING', reason: expect.stringMatching(/^NO_TERMINAL_PHASE: /) });
  expect(await value('metric: NC1, at: EPOCH, epoch: 6')).toMatchObject({ kind: 'MISSING' });
  expect(await value('metric: NC1, layer: "block1"')).toMatchObject({ kind: 'MISSING' });
});

test.each(['LAST', 'BEST'] as const)('what is not known in time at %s is PENDING, and is there afterwards', async (at) => {
  const { run } = await addMeasuredRun(served.record, studyId, 4);
  const ask = (within: number) => valuesAt(served.record, [{ runId: run.id, terminalPhaseEpoch: null, metric: 'NC1', split: 'TRAIN', layer: 'last', at }], within);
  expect(await ask(0)).toMatchObject([{ value: null, kind: 'PENDING', reason: expect.stringMatching(/^PENDING: /) }]);
  expect(await ask(60_000)).toMatchObject([{ value: expect.any(Number), kind: 'FINITE', reason: null }]);
});

test('a damaged snapshot is an error of its own field, and no other', async () => {
  const { run, cores: others } = await addMeasuredRun(served.record, studyId, 3);
  await valuesAt(served.record, [{ runId: run.id, terminalPhaseEpoch: null, metric: 'NC1', split: 'TRAIN', layer: 'last', at: 'EPOCH', epoch: 1 }], 60_000);
  await served.record.$executeRaw`UPDATE "Snapshot" SET core = set_byte(core, length(core) - 1, get_byte(core, length(core) - 1) # 1) WHERE "runId" = ${run.id} AND epoch = 3`;
  const query = `query ($id: ID!) { run(id: $id) { name last: value(metric: NC1) { value } second: value(metric: NC1, at: EPOCH, epoch: 2) { value } best: value(metric: NC1, at: BEST) { value warnings } } }`;
  const { data, errors } = await served.ask(query, { id: run.id });
  expect(errors).toMatchObject([{ path: ['run', 'last'], extensions: { code: 'DATA_CORRUPT' } }]);
  const readable = others.slice(0, 2).map((core) => measure(core, ['NC1']).get('NC1')!.value!);
  expect(data.run).toMatchObject({ last: null, second: { value: readable[1] }, best: { value: Math.min(...readable) } });
  expect(data.run.best.warnings.at(-1)).toMatch(/^DATA_CORRUPT: snapshot of epoch 3/);
});

test.each([
  ['metric: NC1, at: EPOCH', /needs the number/],
  ['metric: NC1, epoch: 3', /needs the number/],
  ['metric: WITHIN_EFFECTIVE_RANK, at: BEST', /no best value/],
  ['metric: NC1, layer: "a\\u0000"', /zero byte/],
])('value(%s) is refused as BAD_USER_INPUT', async (args, message) => {
  const { errors } = await served.ask(`query ($id: ID!) { run(id: $id) { value(${args}) { value } } }`, { id: runId });
  expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } });
});

test('the best value of many runs costs more than the last one', async () => {
  const ask = (at: string) => served.ask(`{ runs(first: 100) { nodes { ${Array.from({ length: 6 }, (_, i) => `v${i}: value(metric: NC1, at: ${at}) { value }`).join(' ')} } } }`);
  expect((await ask('BEST')).errors?.[0]?.extensions).toMatchObject({ code: 'COMPLEXITY_EXCEEDED' });
  expect((await ask('LAST')).data.runs.nodes.length).toBeGreaterThan(2);
});
