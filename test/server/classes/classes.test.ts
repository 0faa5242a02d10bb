import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../prisma/ids.ts';
import { encodeDisagreements } from '../../../prisma/snapshot/parts.ts';
import { closeMeasuringPool } from '../../../server/measuring/measuring-pool.ts';
import { addLink } from '../callers.ts';
import { planeCore } from '../metrics/made-cores.ts';
import { addEpoch, addMeasuredRun, addRun, addSnapshot, addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let studyId: string;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
});
afterAll(async () => {
  await served.end();
  await closeMeasuringPool();
});

const CLASSES = `query ($id: ID!, $split: Split! = TRAIN, $layer: String! = "last", $epoch: Int) { run(id: $id) { classes(split: $split, layer: $layer, epoch: $epoch) {
  epoch split layer measuredEpochs counts spreads meanNorms classifierNorms alignments accuracies nearestMeanAccuracies quotient quotientReason warnings confusion agreement nearest } } }`;
const DISAGREEMENTS = `query ($id: ID!, $split: Split! = TRAIN, $epoch: Int) { run(id: $id) { disagreements(split: $split, epoch: $epoch) {
  epoch measuredEpochs indices labels choices nearest margins } } }`;

const FOUND = { index: Uint32Array.of(70, 12), label: Uint32Array.of(1, 0), choice: Uint32Array.of(0, 1), nearest: Uint32Array.of(1, 0), margin: Float64Array.of(2.5, 0.25) };

/** A run with the plane's four samples after epochs 1 and 3, and two disagreements beside the latter. */
async function addPlane() {
  const run = await addRun(served.record, studyId, { lastEpoch: 3, classNames: ['a', 'b'], datasetDigest: 'd'.repeat(64) });
  const part = encodeDisagreements(FOUND);
  for (const epoch of [1, 3]) {
    const core = planeCore();
    await addEpoch(served.record, run.id, epoch);
    await addSnapshot(served.record, { ...core, metadata: { ...core.metadata, run: run.id, epoch, split: 'TRAIN', parts: epoch === 3 ? { DISAGREEMENTS: part.digest } : {} } });
  }
  const { id: snapshotId } = await served.record.snapshot.findFirstOrThrow({ where: { runId: run.id, epoch: 3 }, select: { id: true } });
  await served.record.snapshotPart.create({ data: { snapshotId, kind: 'DISAGREEMENTS', digest: part.digest, bytes: part.bytes.length, data: part.bytes } });
  return { run, snapshotId };
}

test('the classes of the last measured epoch, or of the one asked for', async () => {
  const { run } = await addPlane();
  const { data, errors } = await served.ask(CLASSES, { id: run.id });
  expect(errors).toBeUndefined();
  expect(data.run.classes).toEqual({
    ...{ epoch: 3, split: 'TRAIN', layer: 'last', measuredEpochs: [1, 3], counts: [2, 2], spreads: [1, 1], meanNorms: [1, 1], classifierNorms: [3, 4], alignments: [1, 0] },
    ...{ accuracies: [1, 0.5], nearestMeanAccuracies: [1, 1], quotient: 1, quotientReason: null, warnings: [] },
    ...{ confusion: [2, 0, 1, 1], agreement: [2, 1, 0, 1], nearest: [2, 0, 0, 2] },
  });
  expect((await served.ask(CLASSES, { id: run.id, epoch: 1 })).data.run.classes.epoch).toBe(1);
});

test('what was not measured: null for a layer or a split, the nearest epoch in the error for an epoch', async () => {
  const { run } = await addPlane();
  expect((await served.ask(CLASSES, { id: run.id, split: 'TEST' })).data.run.classes).toBeNull();
  expect((await served.ask(CLASSES, { id: run.id, layer: 'block1' })).data.run.classes).toBeNull();
  const { errors } = await served.ask(CLASSES, { id: run.id, epoch: 17 });
  expect(errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors![0]!.message).toContain('nearest that was is 3');
});

test('a damaged snapshot is told, and the rest of the answer stands', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 2);
  await served.record.$executeRaw`UPDATE "Snapshot" SET core = overlay(core placing '\\x00'::bytea from 400) WHERE "runId" = ${run.id} AND epoch = 2`;
  const both = `query ($id: ID!) { run(id: $id) { name good: classes(epoch: 1) { epoch } bad: classes(epoch: 2) { epoch } } }`;
  const { data, errors } = await served.ask(both, { id: run.id });
  expect(data.run).toEqual({ name: run.name, good: { epoch: 1 }, bad: null });
  expect(errors!.map(({ extensions }) => extensions.code)).toEqual(['DATA_CORRUPT']);
});

test('disagreements of an epoch; null where none were recorded, an error where they are damaged', async () => {
  const { run, snapshotId } = await addPlane();
  const { data, errors } = await served.ask(DISAGREEMENTS, { id: run.id });
  expect(errors).toBeUndefined();
  expect(data.run.disagreements).toEqual({ epoch: 3, measuredEpochs: [1, 3], indices: [70, 12], labels: [1, 0], choices: [0, 1], nearest: [1, 0], margins: [2.5, 0.25] });
  expect((await served.ask(DISAGREEMENTS, { id: run.id, epoch: 1 })).data.run.disagreements).toBeNull();
  await served.record.snapshotPart.updateMany({ where: { snapshotId }, data: { data: new Uint8Array(40) } });
  expect((await served.ask(DISAGREEMENTS, { id: run.id })).errors![0]!.extensions.code).toBe('DATA_CORRUPT');
});

test('a share link sees the pictures of its study, for ever, and none of another', async () => {
  const other = await addStudy(served.record, 'Other');
  const bytes = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3);
  const add = async (study: string, digest: string) => {
    await addRun(served.record, study, { dataset: 'digits', datasetDigest: digest });
    await served.record.thumbnail.create({ data: { dataset: 'digits', datasetDigest: digest, split: 'TEST', index: 7, width: 1, height: 1, data: bytes } });
  };
  const [own, foreign] = ['a'.repeat(64), 'b'.repeat(64)];
  await add(studyId, own);
  await add(other.id, foreign);
  const link = await addLink(served.record, studyId);
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${served.url}/thumbnails/${path}`, { headers });
  const found = await get(`digits/${own}/test/7.png`, link.headers);
  expect([found.status, found.headers.get('content-type'), found.headers.get('cache-control')]).toEqual([200, 'image/png', 'private, max-age=31536000, immutable']);
  expect([...new Uint8Array(await found.arrayBuffer())]).toEqual([...bytes]);
  expect((await get(`digits/${own}/test/7.png`, { ...link.headers, 'cache-control': 'max-age=0', 'if-none-match': found.headers.get('etag')! })).status).toBe(304);
  expect((await get(`digits/${foreign}/test/7.png`)).status).toBe(200);
  for (const path of [`digits/${foreign}/test/7.png`, `digits/${own}/train/7.png`, `digits/${own}/test/8.png`, `digits/${own}/test/99999999999.png`, `digits/${own}/all/7.png`]) {
    const refused = await get(path, link.headers);
    expect([path, refused.status, ((await refused.json()) as { errors: { extensions: { code: string } }[] }).errors[0]!.extensions.code]).toEqual([path, 404, 'NOT_FOUND']);
  }
});

test('the classes of every run of a list take one statement for the places, however many runs there are', async () => {
  const ids = [(await addPlane()).run.id, (await addPlane()).run.id, newId('run')];
  const { data } = await served.ask(`query { ${ids.map((id, k) => `r${k}: run(id: "${id}") { classes { epoch quotient } }`).join(' ')} }`);
  expect([data.r0.classes, data.r1.classes, data.r2]).toEqual([{ epoch: 3, quotient: 1 }, { epoch: 3, quotient: 1 }, null]);
});
