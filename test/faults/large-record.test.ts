import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRun, addStudy } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';

let served: Served;
let studyId: string;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
});
afterAll(() => served.end());

async function ask(query: string, variables: Record<string, unknown>) {
  const { data, errors } = await served.ask(query, variables);
  expect(errors).toBeUndefined();
  return data;
}
const EPOCHS = 100_000;

test('a run of 100,000 epochs has a thinned curve and pages of its epochs', async () => {
  const { id } = await addRun(served.record, studyId, { plannedEpochs: EPOCHS, lastEpoch: EPOCHS, terminalPhaseEpoch: 70_001, status: 'COMPLETED' });
  await served.record.$executeRaw`
    INSERT INTO "Epoch" ("runId", epoch, attempt, "learningRate", "runningLoss", "runningError", "testLoss", "testError", "recordedAt")
    SELECT ${id}, epoch, 1, 0.1, 1.0 / epoch, 0, CASE WHEN epoch = 55555 THEN 1000 ELSE 1.0 / epoch END, 0.1, now() FROM generate_series(1, ${EPOCHS}::int) AS epoch`;
  const { series } = await ask('query ($id: ID!) { series(runIds: [$id], metrics: [LOSS], split: TEST) { epochs epochCount isThinned columns { values max } } }', { id });
  const [{ epochs, epochCount, isThinned, columns }] = series;
  expect([epochCount, isThinned]).toEqual([EPOCHS, true]);
  expect(epochs.length).toBeLessThanOrEqual(2000);
  // first, last, the landmark and the one value that sticks out are kept
  for (const kept of [1, 55_555, 70_001, EPOCHS]) expect(epochs).toContain(kept);
  expect(Math.max(...columns[0].values)).toBe(1000);
  const tooMuch = await served.ask('query ($id: ID!) { series(runIds: [$id], metrics: [LOSS, ERROR], split: TEST, mode: FULL) { epochs } }', { id });
  expect(tooMuch.errors?.[0]).toMatchObject({ message: expect.stringContaining('200000'), extensions: { code: 'COMPLEXITY_EXCEEDED' } });
  const { run } = await ask('query ($id: ID!) { run(id: $id) { epochs(last: 2) { totalCount nodes { epoch } } } }', { id });
  expect(run.epochs).toEqual({ totalCount: EPOCHS, nodes: [{ epoch: EPOCHS - 1 }, { epoch: EPOCHS }] });
}, 60_000);

test('5,000 tags and a name of 200 wide characters are listed, sought and shown', async () => {
  const name = '測'.repeat(200);
  const { id } = await addRun(served.record, studyId, { name });
  await served.record.$executeRaw`
    INSERT INTO "Run" SELECT (jsonb_populate_record(r, jsonb_build_object('id', 'run_' || n, 'name', 'run ' || n, 'tags', jsonb_build_array('tag ' || n, 'every')))).*
    FROM "Run" r, generate_series(1, 5000) AS n WHERE r.id = ${id}`;
  const { tags } = await ask('query ($id: ID!) { tags(studyId: $id, first: 500) { tag runCount } }', { id: studyId });
  expect(tags).toHaveLength(500);
  expect(tags[0]).toEqual({ tag: 'every', runCount: 5000 });
  const FOUND = 'query ($filter: RunFilter!) { runs(filter: $filter, first: 2) { totalCount nodes { name } } }';
  expect((await ask(FOUND, { filter: { tags: { any: ['tag 4711'] } } })).runs).toEqual({ totalCount: 1, nodes: [{ name: 'run 4711' }] });
  expect((await ask(FOUND, { filter: { text: '測'.repeat(50) } })).runs).toEqual({ totalCount: 1, nodes: [{ name }] });
});
