import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeCursor, listTag } from '../../../server/access/cursor.ts';
import { addEpoch, addMeasuredRun, addRun, addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let studyId: string;

beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
  // 25 runs, five at a time in the same millisecond: the id must settle their order
  for (let i = 0; i < 25; i++) {
    await addRun(served.record, studyId, {
      name: `run ${i}`,
      createdAt: new Date(1_700_000_000_000 + Math.floor(i / 5)),
      architecture: i % 2 ? 'vgg' : 'resnet',
      status: i < 3 ? 'COMPLETED' : 'QUEUED',
    });
  }
});
afterAll(() => served.end());

const PAGE = `query ($first: Int!, $after: String, $filter: RunFilter) {
  runs(first: $first, after: $after, filter: $filter) {
    nodes { id name createdAt } edges { cursor } pageInfo { endCursor hasNextPage hasPreviousPage } totalCount
  }
}`;

async function walk(filter?: object): Promise<{ id: string; createdAt: string }[]> {
  const nodes = [];
  for (let after: string | undefined; ; ) {
    const { runs } = (await served.ask(PAGE, { first: 7, after, filter })).data;
    nodes.push(...runs.nodes);
    expect(runs.pageInfo.hasPreviousPage).toBe(after !== undefined);
    if (!runs.pageInfo.hasNextPage) return nodes;
    after = runs.pageInfo.endCursor;
  }
}

test('pages follow one another without gap or double, newest first', async () => {
  const nodes = await walk();
  expect(new Set(nodes.map((node) => node.id)).size).toBe(25);
  const order = nodes.map((node) => `${node.createdAt} ${node.id}`);
  expect(order).toEqual([...order].sort().reverse());
});

test('a run queued while somebody pages does not shift the pages behind the cursor', async () => {
  const first = (await served.ask(PAGE, { first: 5 })).data.runs;
  const newer = await addRun(served.record, studyId, { createdAt: new Date(1_800_000_000_000) });
  const second = (await served.ask(PAGE, { first: 5, after: first.pageInfo.endCursor })).data.runs;
  await served.record.run.delete({ where: { id: newer.id } });
  expect(second.nodes.map((node: { id: string }) => node.id)).toEqual((await walk()).slice(5, 10).map((node) => node.id));
});

test('a filter restricts nodes and total count', async () => {
  const filter = { architecture: ['vgg'], status: ['QUEUED'] };
  const { totalCount } = (await served.ask(PAGE, { first: 1, filter })).data.runs;
  expect(totalCount).toBe(11);
  expect(await walk(filter)).toHaveLength(11);
});

test('runs of an unknown study are an empty page', async () => {
  const { runs } = (await served.ask(PAGE, { first: 5, filter: { studyId: 'study_none' } })).data;
  expect(runs).toMatchObject({ nodes: [], pageInfo: { endCursor: null, hasNextPage: false }, totalCount: 0 });
});

test('null for an argument means the same as leaving it out', async () => {
  const filter = { status: null, studyId: null, architecture: null, dataset: null };
  for (const variables of [{ after: null, filter: null }, { after: null, filter }]) {
    const { runs } = (await served.ask(PAGE, { first: 25, ...variables })).data;
    expect(runs).toMatchObject({ totalCount: 25, pageInfo: { hasPreviousPage: false } });
  }
});

test.each([0, 101, -1])('first: %i is refused as BAD_USER_INPUT', async (first) => {
  const { errors } = await served.ask(PAGE, { first });
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toMatch(/first must not be (less|greater) than/);
});

test('what is no cursor, and a cursor of another filter, are refused as BAD_USER_INPUT', async () => {
  const { endCursor } = (await served.ask(PAGE, { first: 5 })).data.runs.pageInfo;
  for (const variables of [{ first: 5, after: 'rubbish' }, { first: 5, after: '' }, { first: 5, after: endCursor, filter: { dataset: ['digits'] } }]) {
    const { errors } = await served.ask(PAGE, variables);
    expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(/cursor/), extensions: { code: 'BAD_USER_INPUT' } });
  }
});

test('a cursor whose time no date can hold is refused as BAD_USER_INPUT, in every list that is ordered by time', async () => {
  const cursors = { runs: encodeCursor(listTag('runs', undefined), [8.64e15 + 1, 'run_1']), studies: encodeCursor(listTag('studies', null), [8.64e15 + 1, 'study_1']) };
  for (const [list, after] of Object.entries(cursors)) {
    const { errors } = await served.ask(`query ($after: String) { ${list}(first: 1, after: $after) { totalCount nodes { id } } }`, { after });
    expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(/cursor/), extensions: { code: 'BAD_USER_INPUT' } });
  }
});

test('an unknown run is null without an error', async () => {
  expect(await served.ask('{ run(id: "run_none") { id } }')).toMatchObject({ status: 200, data: { run: null } });
});

test('a run shows its settings under the names of the schema', async () => {
  const run = await addRun(served.record, studyId, { classes: 3, features: 5, parameters: 99, datasetVerified: true });
  const query = `query ($id: ID!) { run(id: $id) { width classCount featureCount parameterCount isDatasetVerified plannedEpochCount
    optimiser { kind learningRate momentum weightDecay batchSize } learningRateSteps { afterEpoch factor } study { id runCount } suggestedVerdict { verdict epoch tests { metric } } } }`;
  const { data } = await served.ask(query, { id: run.id });
  expect(data.run).toEqual({
    width: 8,
    classCount: 3,
    featureCount: 5,
    parameterCount: 99,
    isDatasetVerified: true,
    plannedEpochCount: 10,
    optimiser: { kind: 'sgd', learningRate: 0.05, momentum: 0.9, weightDecay: 5e-4, batchSize: 128 },
    learningRateSteps: [{ afterEpoch: 5, factor: 0.1 }],
    study: { id: studyId, runCount: 26 },
    suggestedVerdict: { verdict: 'NO_TERMINAL_PHASE', epoch: null, tests: [] },
  });
  await served.record.run.delete({ where: { id: run.id } });
});

test('the time that remains is the mean of the last five epochs times the epochs left, only while training', async () => {
  const run = await addRun(served.record, studyId, { status: 'RUNNING', plannedEpochs: 10, lastEpoch: 6 });
  for (let epoch = 1; epoch <= 6; epoch++) await addEpoch(served.record, run.id, epoch, { durationMs: epoch === 1 ? 99_999 : 100 * epoch });
  const query = 'query ($id: ID!) { run(id: $id) { remainingMs } }';
  expect((await served.ask(query, { id: run.id })).data.run.remainingMs).toBe(1600); // mean of 200..600 ms, 4 left
  await served.record.run.update({ where: { id: run.id }, data: { status: 'PAUSED' } });
  expect((await served.ask(query, { id: run.id })).data.run.remainingMs).toBeNull();
  await served.record.run.delete({ where: { id: run.id } });
});

test('a number of a diverged run that JSON cannot hold is null, and the row lives', async () => {
  const run = await addRun(served.record, studyId, { status: 'DIVERGED' });
  await addEpoch(served.record, run.id, 1);
  await addEpoch(served.record, run.id, 2, { runningLoss: Number.NaN, trainLoss: Number.POSITIVE_INFINITY });
  const query = `query ($id: ID!) { run(id: $id) { history { epochs runningLoss trainLoss testLoss } epochs { nodes { epoch runningLoss } } } }`;
  const { data, errors } = await served.ask(query, { id: run.id });
  expect(errors).toBeUndefined();
  expect(data.run.history).toEqual({ epochs: [1, 2], runningLoss: [1, null], trainLoss: [0.9, null], testLoss: [null, null] });
  expect(data.run.epochs.nodes).toEqual([{ epoch: 1, runningLoss: 1 }, { epoch: 2, runningLoss: null }]);
  await served.record.run.delete({ where: { id: run.id } });
});

test('epochs page by their number, and the log gives its last lines oldest first', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 5);
  for (const message of ['a', 'b', 'c']) await served.record.runLog.create({ data: { runId: run.id, attempt: 1, level: 'INFO', message } });
  const query = `query ($id: ID!, $after: String) { run(id: $id) {
    epochs(first: 2, after: $after) { nodes { epoch } totalCount pageInfo { endCursor hasNextPage } } log(last: 2) { message level } history(fromEpoch: 4) { epochs } } }`;
  const first = (await served.ask(query, { id: run.id })).data.run;
  expect(first).toMatchObject({ epochs: { nodes: [{ epoch: 1 }, { epoch: 2 }], totalCount: 5 }, history: { epochs: [4, 5] } });
  expect(first.log).toEqual([{ message: 'b', level: 'INFO' }, { message: 'c', level: 'INFO' }]);
  const second = (await served.ask(query, { id: run.id, after: first.epochs.pageInfo.endCursor })).data.run;
  expect(second.epochs.nodes).toEqual([{ epoch: 3 }, { epoch: 4 }]);
  await served.record.run.delete({ where: { id: run.id } });
});

test('a run of a list shows in every field what the run alone shows', async () => {
  const run = await addRun(served.record, studyId, {
    status: 'DIVERGED', source: 'INGESTED', tags: ['b', 'a'], splits: ['TRAIN'], layers: ['last', 'block1'], warnings: ['w'], measuredEpochs: [1, 5], datasetVerified: false, host: 'h',
    startedAt: new Date(1_700_000_000_123), imagesPerSecond: 12.5, parameters: 2_000_000_000, terminalPhaseAccuracy: 0.996, createdAt: new Date(1_900_000_000_007), generated: true,
  });
  const fields = `id name architecture depth width head growth variant dataset datasetDigest isDatasetVerified samplesPerClass testSamplesPerClass trainSampleCount classCount featureCount
    parameterCount classNames loss lossReduction optimiser { kind learningRate batchSize } learningRateSteps { afterEpoch factor } seed plannedEpochCount measuredEpochs layers splits robustnessImages
    terminalPhaseAccuracy status source terminalPhaseEpoch isTerminalPhaseProvisional lastEpoch imagesPerSecond backend codeVersion host attempt error warnings createdAt startedAt finishedAt
    tags note archivedAt version isGenerated study { id }`;
  const { data, errors } = await served.ask(`query ($id: ID!) { run(id: $id) { ${fields} } runs(first: 1) { nodes { ${fields} } } }`, { id: run.id });
  expect(errors).toBeUndefined();
  expect(data.runs.nodes[0]).toEqual(data.run);
  expect(data.run).toMatchObject({ splits: ['TRAIN'], createdAt: '2030-03-17T17:46:40.007Z', startedAt: '2023-11-14T22:13:20.123Z', status: 'DIVERGED', isDatasetVerified: false });
  await served.record.run.delete({ where: { id: run.id } });
});
