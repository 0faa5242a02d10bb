import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeSnapshot } from '../../../prisma/snapshot/codec.ts';
import { measureFile } from '../../../server/ingest/measure.ts';
import { writeSnapshot } from '../../../server/ingest/write-snapshot.ts';
import { type MetricId, measuredIds } from '../../../server/metrics/catalogue.ts';
import { until } from '../../until.ts';
import { type Served, serve } from '../served.ts';
import { IngestClient, madeEpoch, sha256 } from './ingest-client.ts';
import { floats, integers, zip } from './made-files.ts';

const golden = (name: string) => readFileSync(new URL(`../../golden/${name}`, import.meta.url)) as Buffer<ArrayBuffer>;

let served: Served;
let client: IngestClient;
const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-record-epoch-'));
beforeAll(async () => {
  served = await serve();
  client = new IngestClient(served.url);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await served.end();
});

/** What the record holds of a run, so that a refusal can be shown to have left nothing. */
async function counts(runId: string) {
  const where = { runId };
  const [epochs, snapshots, parts, events] = await Promise.all([
    served.record.epoch.count({ where }),
    served.record.snapshot.count({ where }),
    served.record.snapshotPart.count({ where: { snapshot: { runId } } }),
    served.record.event.count({ where: { runId, kind: 'run.epoch' } }),
  ]);
  return { epochs, snapshots, parts, events };
}

const NOTHING = { epochs: 0, snapshots: 0, parts: 0, events: 0 };

test('an epoch from outside has the numbers of the measure command, to the last bit', async () => {
  const runId = await client.createRun({ loss: 'MSE' });
  expect((await client.record(runId, 7, golden('gaussian-10x64.npz'))).status).toBe(200);
  const { metrics } = await measureFile({ file: new URL('../../golden/gaussian-10x64.npz', import.meta.url).pathname, ids: measuredIds, covarianceUpTo: 512 });
  const ids = measuredIds.filter((id) => !/^MSE_/.test(id)); // these know the weight decay and the loss of a run
  const query = 'query ($runIds: [ID!]!, $metrics: [MetricId!]!) { series(runIds: $runIds, metrics: $metrics) { epochs columns { metric values gaps { kind } } } }';
  const ask = async (metrics: MetricId[]) => (await served.ask(query, { runIds: [runId], metrics })).data.series[0].columns;
  let columns: { metric: MetricId; values: (number | null)[]; gaps: { kind: string }[] }[] = [];
  await until('all values', async () => {
    columns = [...(await ask(ids.slice(0, 16))), ...(await ask(ids.slice(16, 32)))];
    return columns.every(({ gaps }) => gaps.every(({ kind }) => kind !== 'PENDING'));
  });
  expect(columns).toHaveLength(ids.length);
  for (const { metric, values } of columns) expect(values[0], metric).toBe(metrics.get(metric));
});

test('the row, the run, the parts, the event and the audit event of an epoch come together', async () => {
  const runId = await client.createRun({ classes: 3, classNames: ['a', 'b', 'c'] });
  const { body } = await client.record(runId, 4, madeEpoch({ wrong: 3 }), { trainLoss: 0.25, learningRate: 0.1, fileName: 'epoch-4.npz' });
  expect(body).toEqual({ runId, epoch: 4, terminalPhaseEpoch: null, snapshots: [{ split: 'TRAIN', layer: 'last', digest: expect.stringMatching(/^[0-9a-f]{64}$/), classes: 3, features: 5, samples: 18, isNew: true }] });
  const [epoch] = await served.record.epoch.findMany({ where: { runId } });
  expect(epoch).toMatchObject({ epoch: 4, trainLoss: 0.25, learningRate: 0.1, trainError: 3 / 18, testError: null, runningError: null, imagesPerSecond: null });
  expect(await counts(runId)).toEqual({ epochs: 1, snapshots: 1, parts: 2, events: 1 });
  const run = await served.record.run.findUniqueOrThrow({ where: { id: runId } });
  expect(run).toMatchObject({ source: 'INGESTED', status: 'RUNNING', lastEpoch: 4, plannedEpochs: 4, measuredEpochs: [4], layers: ['last'], splits: ['TRAIN'], classes: 3, features: 5, trainSamples: 18 });
  const audit = await served.record.auditEvent.findMany({ where: { subject: runId }, orderBy: { id: 'asc' } });
  expect(audit.map(({ action, caller }) => [action, caller])).toEqual([['createIngestedRun', 'local'], ['recordIngestedEpoch', 'local']]);
  const log = await served.record.runLog.findMany({ where: { runId } });
  expect(log.map(({ message }) => message)).toEqual(['Epoch 4 was recorded from epoch-4.npz.']);
});

test('a run from outside is told like any other, and what nobody told is null', async () => {
  const runId = await client.createRun({ name: 'told', optimiser: { kind: 'adam', learningRate: 0.001 } });
  await client.record(runId, 1, madeEpoch());
  const { data, errors } = await served.ask(
    '{ run(id: "ID") { source architecture depth optimiser { kind learningRate momentum batchSize } history { learningRate trainError runningError } epochs(first: 5) { nodes { learningRate runningError imagesPerSecond durationMs trainError } } } }'.replace('ID', runId),
  );
  expect(errors).toBeUndefined();
  expect(data.run).toEqual({
    source: 'INGESTED', architecture: 'MLP 3x512', depth: 0,
    optimiser: { kind: 'adam', learningRate: 0.001, momentum: null, batchSize: null },
    history: { learningRate: [null], trainError: [0], runningError: [null] },
    epochs: { nodes: [{ learningRate: null, runningError: null, imagesPerSecond: null, durationMs: null, trainError: 0 }] },
  });
});

test('the same again is no-op; another content is a conflict, and the first one stays', async () => {
  const runId = await client.createRun();
  const first = await client.record(runId, 2, madeEpoch(), { trainLoss: 1 });
  const before = await counts(runId);
  const again = await client.record(runId, 2, madeEpoch(), { trainLoss: 1 });
  expect([again.status, again.body.snapshots]).toEqual([200, [{ ...first.body.snapshots[0], isNew: false }]]);
  expect(await counts(runId)).toEqual(before);
  const other = await client.record(runId, 2, madeEpoch({ spread: 0.2 }));
  expect([other.status, other.body.errors[0].extensions]).toEqual([409, { code: 'CONFLICT', rule: 'SNAPSHOT', digest: first.body.snapshots[0].digest }]);
  const loss = await client.record(runId, 2, madeEpoch(), { trainLoss: 2 });
  expect([loss.status, loss.body.errors[0].extensions]).toEqual([409, { code: 'CONFLICT', rule: 'EPOCH', path: 'trainLoss' }]);
  expect(await counts(runId)).toEqual(before);
  const warnings = await served.record.runLog.findMany({ where: { runId, level: 'WARN' } });
  expect(warnings).toHaveLength(2);
});

test('ten equal requests at once record one epoch', async () => {
  const runId = await client.createRun();
  await client.upload(madeEpoch());
  const answers = await Promise.all(Array.from({ length: 10 }, () => client.send('POST', `/runs/${runId}/epochs/1`, { upload: sha256(madeEpoch()) })));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(answers.filter(({ body }) => body.snapshots[0].isNew)).toHaveLength(1);
  expect(await counts(runId)).toEqual({ epochs: 1, snapshots: 1, parts: 2, events: 1 });
});

test('the terminal phase is found although its epochs come in any order', async () => {
  const runId = await client.createRun();
  const phases: (number | null)[] = [];
  for (const [epoch, wrong] of [[9, 0], [3, 2], [5, 0], [7, 1], [4, 1]] as const) phases.push((await client.record(runId, epoch, madeEpoch({ wrong, spread: 0.01 * epoch }))).body.terminalPhaseEpoch);
  expect(phases).toEqual([9, 9, 5, 5, 5]);
  const events = await served.record.event.findMany({ where: { runId, kind: 'run.terminal-phase' }, orderBy: { id: 'asc' } });
  expect(events.map(({ epoch }) => epoch)).toEqual([9, 5]);
  const run = await served.record.run.findUniqueOrThrow({ where: { id: runId } });
  expect([run.lastEpoch, run.measuredEpochs, run.terminalPhaseEpoch]).toEqual([9, [3, 4, 5, 7, 9], 5]);
});

test('test features are compared with the train means, in one file or in two', async () => {
  const test = golden('files/with-test.npz');
  const one = await client.createRun();
  let two = await client.createRun();
  const both = await client.record(one, 12, test);
  expect(both.body.snapshots.map(({ split }: { split: string }) => split)).toEqual(['TRAIN', 'TEST']);
  await client.record(two, 11, test);
  const same = await client.record(two, 11, test, { split: 'TEST', arrays: { features: 'test_features', labels: 'test_labels' } });
  expect(same.body.snapshots).toMatchObject([{ split: 'TEST', isNew: false }]);
  const unclear = await client.record(two, 11, test, { split: 'TEST' });
  expect(unclear.body.errors[0].extensions).toMatchObject({ code: 'UPLOAD_REJECTED', rule: 'ARRAY_AMBIGUOUS' });
  const part = (prefix: string) => madeEpoch({ classes: 2, p: 3, spread: prefix === 'test' ? 0.3 : 0.1 });
  two = await client.createRun();
  const tooEarly = await client.record(two, 12, part('test'), { split: 'TEST' });
  expect([tooEarly.status, tooEarly.body.errors[0].extensions.code]).toEqual([412, 'PRECONDITION_FAILED']);
  expect(await counts(two)).toEqual(NOTHING);
  await client.record(two, 12, part('train'));
  const late = await client.record(two, 12, part('test'), { split: 'TEST' });
  expect(late.body.snapshots).toMatchObject([{ split: 'TEST', isNew: true }]);
  expect((await served.record.epoch.findMany({ where: { runId: two } }))[0]).toMatchObject({ trainError: 0, testError: 0 });
  expect((await counts(two)).epochs).toBe(1);
});

test('arrays of any name and inner layers: no error of the network is taken from these', async () => {
  const runId = await client.createRun();
  const file = zip([
    { name: 'block3 out.npy', data: floats([0, 1, 2, 3, 4, 5.5, 6, 7], 4, 2) },
    { name: 'features.npy', data: floats([0], 1) },
    { name: 'classes.npy', data: integers(0, 1, 0, 1) },
  ]) as Buffer<ArrayBuffer>;
  const { status, body } = await client.record(runId, 1, file, { layer: 'block3', arrays: { features: 'block3 out', labels: 'classes' } });
  expect([status, body.snapshots?.[0].layer]).toEqual([200, 'block3']);
  expect((await served.record.epoch.findMany({ where: { runId } }))[0]!.trainError).toBeNull();
  const missing = await client.record(runId, 2, file, { arrays: { features: 'nowhere' } });
  expect(missing.body.errors[0].extensions).toMatchObject({ code: 'UPLOAD_REJECTED', rule: 'ARRAY_MISSING' });
});

test('a snapshot of ours is taken as it is, and keeps its digest where it was written for this place', async () => {
  const [from, to] = [await client.createRun(), await client.createRun()];
  await client.record(from, 3, madeEpoch());
  const row = await served.record.snapshot.findFirstOrThrow({ where: { runId: from }, include: { parts: true } });
  const moved = await client.record(to, 8, Buffer.from(row.core) as Buffer<ArrayBuffer>);
  expect([moved.status, moved.body.snapshots?.[0].digest === row.digest]).toEqual([200, false]);
  const there = await served.record.snapshot.findFirstOrThrow({ where: { runId: to } });
  const core = decodeSnapshot(there.core, there.digest, { run: to, epoch: 8, split: 'TRAIN', layer: 'last' });
  expect(core.means).toEqual(decodeSnapshot(row.core, row.digest).means);
  // written for this very run and epoch
  const own = await client.createRun();
  const place = path.join(folder, 'own.safetensors');
  writeSnapshot(place, { ...core, metadata: { ...core.metadata, run: own, epoch: 5 } });
  const bytes = readFileSync(place) as Buffer<ArrayBuffer>;
  const kept = await client.record(own, 5, bytes);
  expect(kept.body.snapshots[0].digest).toBe(sha256(bytes));
});

test('an exported snapshot comes back with its parts, and one of this very place is the same again', async () => {
  const [from, to] = [await client.createRun(), await client.createRun()];
  await client.record(from, 3, madeEpoch());
  const row = await served.record.snapshot.findFirstOrThrow({ where: { runId: from }, include: { parts: true } });
  const exported = Buffer.from(await (await fetch(`${served.url}/export/snapshots/${row.id}.safetensors`)).arrayBuffer()) as Buffer<ArrayBuffer>;
  expect((await client.record(from, 3, exported)).body.snapshots).toEqual([{ split: 'TRAIN', layer: 'last', digest: row.digest, classes: 3, features: 5, samples: 18, isNew: false }]);
  expect((await client.record(to, 1, exported)).status).toBe(200);
  const parts = await served.record.snapshotPart.findMany({ where: { snapshot: { runId: to } } });
  expect(new Map(parts.map(({ kind, digest }) => [kind, digest]))).toEqual(new Map(row.parts.map(({ kind, digest }) => [kind, digest])));
});

test('a snapshot whose numbers do not hold together is refused', async () => {
  const runId = await client.createRun();
  await client.record(runId, 1, madeEpoch());
  const row = await served.record.snapshot.findFirstOrThrow({ where: { runId } });
  const core = decodeSnapshot(row.core, row.digest);
  const file = path.join(folder, 'bad.safetensors');
  for (const bad of [{ ...core, means: core.means.map(() => Number.NaN) }, { ...core, counts: core.counts.map((n, c) => n + (c === 0 ? 0.5 : c === 1 ? -0.5 : 0)) }, { ...core, confusion: core.confusion!.map((n) => 2 * n) }]) {
    writeSnapshot(file, bad);
    const { status, body } = await client.record(runId, 2, readFileSync(file) as Buffer<ArrayBuffer>);
    expect([status, body.errors?.[0].extensions.code]).toEqual([422, 'UPLOAD_REJECTED']);
  }
  expect((await counts(runId)).epochs).toBe(1);
});

test('small files go in one request, with the details in the address', async () => {
  const runId = await client.createRun();
  const { status, body } = await client.send('PUT', `/runs/${runId}/epochs/6?split=TRAIN&layer=last&trainLoss=0.5&fileName=a.npz`, madeEpoch() as Buffer<ArrayBuffer>);
  expect([status, body.epoch]).toEqual([200, 6]);
  expect((await served.record.epoch.findMany({ where: { runId } }))[0]).toMatchObject({ epoch: 6, trainLoss: 0.5 });
  expect((await client.head(sha256(madeEpoch()))).isComplete).toBe(true);
});

test.each<[string, () => Buffer<ArrayBuffer>, string, string | null]>([
  ['a pickled object array', () => golden('files/refused/object.npz'), 'TYPE_REFUSED', 'features'],
  ['a raw pickle', () => Buffer.from('\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00}\x94.', 'latin1') as Buffer<ArrayBuffer>, 'PICKLE_REFUSED', null],
  ['a PyTorch file', () => zip([{ name: 'archive/data.pkl', data: Buffer.from('x') }]) as Buffer<ArrayBuffer>, 'PICKLE_REFUSED', null],
  ['a single array', () => floats([1, 2], 2) as Buffer<ArrayBuffer>, 'NPZ_INVALID', null],
  ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>') as Buffer<ArrayBuffer>, 'NPZ_INVALID', null],
  ['a bomb', () => zip([{ name: 'features.npy', data: Buffer.alloc(4 << 20), deflate: true }]) as Buffer<ArrayBuffer>, 'ZIP_BOMB', null],
  ['labels of other samples', () => zip([{ name: 'features.npy', data: floats([1, 2, 3, 4], 2, 2) }, { name: 'labels.npy', data: integers(0, 1, 1) }]) as Buffer<ArrayBuffer>, 'SHAPE_MISMATCH', 'labels'],
  ['features that are not finite', () => zip([{ name: 'features.npy', data: floats([1, Number.NaN, 3, 4], 2, 2) }, { name: 'labels.npy', data: integers(0, 1) }]) as Buffer<ArrayBuffer>, 'FEATURE_NOT_FINITE', 'features'],
])('%s is refused with its rule and leaves no row', async (_, file, rule, member) => {
  const runId = await client.createRun();
  const { status, body } = await client.record(runId, 1, file());
  expect([status, body.errors[0].extensions]).toEqual([422, { code: 'UPLOAD_REJECTED', rule, member }]);
  expect(await counts(runId)).toEqual(NOTHING);
});

test('an array named with markup and line breaks is named in the answer as text, and nothing else', async () => {
  const runId = await client.createRun();
  const header = JSON.stringify({ '<img src=x onerror=alert(1)>\n\u202e': { dtype: 'F64', shape: [1], data_offsets: [0, 8] } });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(header)));
  const { status, headers, body } = await client.record(runId, 1, Buffer.concat([length, Buffer.from(header), Buffer.alloc(8)]) as Buffer<ArrayBuffer>);
  expect([status, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([422, 'application/json; charset=utf-8', 'nosniff']);
  expect(body.errors[0].message).toContain('"<img src=x onerror=alert(1)>\\u000a\\u202e"');
});

test('a file name of any kind is a text in the log, cut to 200', async () => {
  const runId = await client.createRun();
  await client.record(runId, 1, madeEpoch(), { fileName: `../../<b>\n\u202eCON${'x'.repeat(5000)}` });
  const [line] = await served.record.runLog.findMany({ where: { runId } });
  expect(line!.message).toMatch(/^Epoch 1 was recorded from \.\.\/\.\.\/<b>\\u000a\\u202eCONx+…\.$/);
  expect(line!.message.length).toBeLessThan(300);
});

test.each<[string, object, string]>([
  ['a name with a line break', { name: 'a\nb' }, 'name'],
  ['a name with a mark that turns the writing', { name: 'a\u202eb' }, 'name'],
  ['an empty name', { name: ' ' }, 'name'],
  ['a seed that is no whole number', { seed: 1.5 }, 'seed'],
  ['one class', { classes: 1 }, 'classes'],
  ['an unknown field', { colour: 'red' }, ''],
  ['a class name with a line break', { classNames: ['a', 'b\r'] }, 'classNames.1'],
])('a run with %s is refused', async (_, over, at) => {
  const { status, body } = await client.send('POST', '/runs', { study: 'from-outside', name: 'x', ...over });
  expect([status, body.errors[0].extensions.code, body.errors[0].extensions.path]).toEqual([400, 'BAD_USER_INPUT', at]);
});

test('a run is made once: by its idempotency key, or gone on with by its name', async () => {
  const asked = { study: 'once', name: 'one', idempotencyKey: 'a-key' };
  const [first, second] = [await client.send('POST', '/runs', asked), await client.send('POST', '/runs', asked)];
  expect([first.status, second.body.runId]).toEqual([201, first.body.runId]);
  const taken = await client.send('POST', '/runs', { study: 'once', name: 'one' });
  expect([taken.status, taken.body.errors[0].extensions.code]).toEqual([412, 'PRECONDITION_FAILED']);
  const resumed = await client.send('POST', '/runs', { study: 'once', name: 'one', resume: true });
  expect([resumed.status, resumed.body]).toEqual([200, { ...first.body, isNew: false }]);
  const other = await client.send('POST', '/runs', { study: 'once', name: 'one', resume: true, dataset: 'another' });
  expect([other.status, other.body.errors[0].extensions.code]).toEqual([409, 'CONFLICT']);
  expect(await served.record.run.count({ where: { study: { slug: 'once' } } })).toBe(1);
});

test('a run is finished once, and epochs that were on their way still come', async () => {
  const runId = await client.createRun();
  expect((await client.send('POST', `/runs/${runId}/finish`, {})).body).toEqual({ runId, status: 'COMPLETED' });
  expect((await client.send('POST', `/runs/${runId}/finish`, {})).status).toBe(200);
  expect((await client.send('POST', `/runs/${runId}/finish`, { status: 'FAILED' })).body.errors[0].extensions).toEqual({ code: 'PRECONDITION_FAILED', state: 'COMPLETED' });
  expect((await client.record(runId, 1, madeEpoch())).status).toBe(200);
  const events = await served.record.event.findMany({ where: { runId }, orderBy: { id: 'asc' } });
  expect(events.map(({ kind }) => kind)).toEqual(['run.started', 'run.completed', 'run.terminal-phase', 'run.epoch']);
});

test('runs of a trainer and runs that are not there take no epoch', async () => {
  const study = await served.record.study.create({ data: { id: 'study_t', slug: 'trained', name: 'Trained' } });
  const { addRun } = await import('../record-builder.ts');
  const run = await addRun(served.record, study.id);
  expect((await client.record(run.id, 1, madeEpoch())).body.errors[0].extensions).toEqual({ code: 'PRECONDITION_FAILED', state: 'TRAINED' });
  expect((await client.record('run_nowhere', 1, madeEpoch())).status).toBe(404);
  expect((await client.record(await client.createRun({ classes: 10 }), 1, madeEpoch())).body.errors[0].extensions).toMatchObject({ code: 'UPLOAD_REJECTED', rule: 'SHAPE_MISMATCH' });
  expect(await counts(run.id)).toEqual(NOTHING);
});

test('GraphQL makes a run, records an uploaded epoch and ends it by the same functions', async () => {
  const made = await served.ask('mutation ($input: CreateIngestedRunInput!) { createIngestedRun(input: $input) { isNew run { id name source status } userErrors { code } } }', { input: { study: 'by-graphql', name: 'one', optimiser: { kind: 'adam' }, idempotencyKey: 'k' } });
  expect(made.data.createIngestedRun).toMatchObject({ isNew: true, run: { name: 'one', source: 'INGESTED', status: 'RUNNING' }, userErrors: [] });
  const runId = made.data.createIngestedRun.run.id;
  await client.upload(madeEpoch());
  const record = (uploadDigest: string) =>
    served.ask('mutation ($input: RecordIngestedEpochInput!) { recordIngestedEpoch(input: $input) { recorded { epoch terminalPhaseEpoch snapshots { split layer isNew } } userErrors { code } } }', {
      input: { runId, epoch: 2, uploadDigest, trainLoss: 0.5, arrays: [{ role: 'features', name: 'features' }] },
    });
  const { data } = await record(sha256(madeEpoch()));
  expect(data.recordIngestedEpoch).toEqual({ recorded: { epoch: 2, terminalPhaseEpoch: 2, snapshots: [{ split: 'TRAIN', layer: 'last', isNew: true }] }, userErrors: [] });
  expect((await record('f'.repeat(64))).data.recordIngestedEpoch).toEqual({ recorded: null, userErrors: [{ code: 'NOT_FOUND' }] });
  expect((await record('../../etc/passwd')).data.recordIngestedEpoch).toEqual({ recorded: null, userErrors: [{ code: 'BAD_USER_INPUT' }] });
  const bad = Buffer.from('no file of ours') as Buffer<ArrayBuffer>;
  await client.upload(bad);
  expect((await record(sha256(bad))).errors![0]!.extensions).toMatchObject({ code: 'UPLOAD_REJECTED', rule: 'NPZ_INVALID' });
  const ended = await served.ask('mutation ($input: FinishRunInput!) { finishRun(input: $input) { run { status lastEpoch } } }', { input: { runId, status: 'CANCELLED' } });
  expect(ended.data.finishRun.run).toEqual({ status: 'CANCELLED', lastEpoch: 2 });
});

test('a run from outside cannot be paused or queued here, only ended', async () => {
  const runId = await client.createRun();
  const order = async (name: string) => (await served.ask(`mutation { ${name}(input: { runIds: ["${runId}"] }) { runs { status } userErrors { code message } } }`)).data[name];
  for (const name of ['pauseRuns', 'resumeRuns']) expect((await order(name)).userErrors).toEqual([{ code: 'PRECONDITION_FAILED', message: expect.stringContaining('is trained elsewhere') }]);
  expect((await order('cancelRuns')).runs).toEqual([{ status: 'CANCELLED' }]);
});

test('what was written beside the record is what the file says', async () => {
  const runId = await client.createRun();
  writeFileSync(path.join(folder, 'e.npz'), madeEpoch());
  await client.record(runId, 1, madeEpoch());
  const { core } = await measureFile({ file: path.join(folder, 'e.npz'), ids: [], covarianceUpTo: 0 });
  const row = await served.record.snapshot.findFirstOrThrow({ where: { runId } });
  expect({ ...decodeSnapshot(row.core, row.digest), metadata: null }).toEqual({ ...core, metadata: null });
});
