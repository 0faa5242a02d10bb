import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SnapshotCore } from '../../../prisma/snapshot/snapshot.ts';
import { encodeExamples } from '../../../prisma/snapshot/parts.ts';
import { closeMeasuringPool } from '../../../server/measuring/measuring-pool.ts';
import { largestGap, numbers } from '../linear-algebra/matrices.ts';
import { simplex } from '../metrics/made-cores.ts';
import { addEpoch, addMeasuredRun, addRun, addSnapshot, addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { coreOfMeans, turn, turned } from './made-turns.ts';

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

const GEOMETRY = `query ($runId: ID!, $split: Split! = TRAIN, $layer: String! = "last", $epochs: [Int!], $maxFrames: Int! = 60, $classes: [Int!],
  $dimensions: Int! = 3, $referenceEpoch: Int, $withExamples: Boolean! = false, $epoch: Int) {
  geometry(runId: $runId, split: $split, layer: $layer, epochs: $epochs, maxFrames: $maxFrames, classes: $classes, dimensions: $dimensions,
    referenceEpoch: $referenceEpoch, withExamples: $withExamples) {
    run { id } split layer classCount classes dimensions idealCosine measuredEpochs referenceEpoch version conventions target axisShares
    frames { epoch means classifiers examples exampleLabels exampleIndices meansShown classifiersShown warnings reason }
    relations(epoch: $epoch) { epoch meanNorms classifierNorms meansGram meansCosines classifiersGram classifiersCosines betweenGram betweenCosines shares directions }
  } }`;
const ask = (variables: Record<string, unknown>) => served.ask(GEOMETRY, variables);

async function draw(variables: Record<string, unknown>) {
  const { data, errors } = await ask(variables);
  expect(errors).toBeUndefined();
  return data.geometry;
}

const [C, p] = [5, 8];
const EPOCHS = [1, 2, 5, 10];

/** From random places to an exact simplex at the last epoch, every epoch's features turned by a rotation of its own. */
function onTheWay(run: string, epoch: number): SnapshotCore {
  const left = 1 - EPOCHS.indexOf(epoch) / (EPOCHS.length - 1);
  const noise = numbers(C * p, 77);
  const rows = simplex(C, p, 1).map((x, k) => x + left * noise[k]!);
  const Q = turn(p, epoch);
  const core = coreOfMeans(turned(rows.map((x) => 3 * x), Q, numbers(p, 5)), turned(rows, Q), C, p);
  return { ...core, metadata: { ...core.metadata, run, epoch } };
}

async function addTurningRun(overrides = {}) {
  const run = await addRun(served.record, studyId, { lastEpoch: 10, classNames: ['a', 'b', 'c', 'd', 'e'], ...overrides });
  for (const epoch of EPOCHS) {
    await addEpoch(served.record, run.id, epoch);
    await addSnapshot(served.record, onTheWay(run.id, epoch));
  }
  return run;
}

test('a run that ends in a simplex ends on the target, seen on three classes and on all, whatever way its features are turned', async () => {
  const run = await addTurningRun();
  const plane = await draw({ runId: run.id, classes: [4, 0, 2] });
  expect(plane).toMatchObject({ run: { id: run.id }, classCount: 5, classes: [4, 0, 2], dimensions: 2, idealCosine: -0.25, measuredEpochs: EPOCHS, referenceEpoch: null, axisShares: null, version: 1 });
  const side = Math.sqrt(5 / 4);
  expect(largestGap(plane.target, [0, 2 / Math.sqrt(6), -Math.SQRT1_2, -1 / Math.sqrt(6), Math.SQRT1_2, -1 / Math.sqrt(6)].map((x) => side * x))).toBeLessThan(1e-14);
  expect(plane.frames.map((frame: { epoch: number }) => frame.epoch)).toEqual(EPOCHS);
  const gaps = plane.frames.map((frame: { means: number[] }) => largestGap(frame.means, plane.target));
  expect(gaps[3]).toBeLessThan(1e-13);
  expect(gaps[0]).toBeGreaterThan(gaps[1]);
  expect(gaps[1]).toBeGreaterThan(gaps[2]);
  const whole = await draw({ runId: run.id });
  expect(whole).toMatchObject({ classes: [0, 1, 2, 3, 4], dimensions: 3, referenceEpoch: 10 });
  expect(largestGap(whole.axisShares, [0.25, 0.25, 0.25])).toBeLessThan(1e-13);
  for (const set of ['means', 'classifiers']) expect(largestGap(whole.frames[3][set], whole.target)).toBeLessThan(1e-13);
  expect(whole.frames[3].meansShown).toBeCloseTo(0.75, 12);
});

test('the matrices of an epoch: the last drawn one, or the one asked for', async () => {
  const run = await addTurningRun();
  const { relations } = await draw({ runId: run.id });
  expect(relations.epoch).toBe(10);
  const ideal = Float64Array.from({ length: C * C }, (_, k) => (k % (C + 1) === 0 ? 1 : -1 / (C - 1)));
  for (const set of ['meansCosines', 'classifiersCosines', 'betweenCosines']) expect(largestGap(relations[set], ideal)).toBeLessThan(1e-13);
  expect(largestGap(relations.meansGram, ideal.map((x) => 9 * x))).toBeLessThan(1e-12);
  expect([relations.shares.length, relations.directions.length]).toEqual([C - 1, 3 * p]);
  const first = (await draw({ runId: run.id, epoch: 1, classes: [1, 3] })).relations;
  expect([first.epoch, first.meansGram.length]).toEqual([1, 4]);
});

test('fewer frames on request: first, last and the start of the terminal phase stay; chosen epochs come in order', async () => {
  const run = await addTurningRun({ terminalPhaseEpoch: 5 });
  const epochsOf = async (variables: object) => (await draw({ runId: run.id, ...variables })).frames.map((frame: { epoch: number }) => frame.epoch);
  expect(await epochsOf({ maxFrames: 3, epochs: null, classes: null, referenceEpoch: null })).toEqual([1, 5, 10]);
  expect(await epochsOf({ epochs: [10, 2, 2] })).toEqual([2, 10]);
  const { data, errors } = await ask({ runId: run.id, epochs: [3, 7] });
  expect([data, errors![0]!.extensions.code, errors![0]!.message]).toEqual([null, 'BAD_USER_INPUT', 'Epoch 3 was not measured; the nearest that was is 2.']);
});

test('examples are drawn where they were recorded, and a damaged part is a warning that goes when it is restored', async () => {
  const run = await addRun(served.record, studyId, { lastEpoch: 1 });
  await addEpoch(served.record, run.id, 1);
  const core = onTheWay(run.id, 1);
  const examples = { features: Float32Array.from(core.means), labels: Uint32Array.from([0, 1, 2, 3, 4]), indices: Uint32Array.from([9, 8, 7, 6, 5]) };
  const { bytes, digest } = encodeExamples(examples, p);
  await addSnapshot(served.record, { ...core, metadata: { ...core.metadata, parts: { EXAMPLES: digest } } });
  const { id: snapshotId } = await served.record.snapshot.findFirstOrThrow({ where: { runId: run.id }, select: { id: true } });
  const question = { runId: run.id, classes: [0, 1, 2], withExamples: true };
  expect((await draw(question)).frames[0].warnings).toEqual([expect.stringMatching(/^DATA_CORRUPT: .*gone/)]);
  await served.record.snapshotPart.create({ data: { snapshotId, kind: 'EXAMPLES', digest, bytes: bytes.length, data: bytes } });
  const frame = (await draw(question)).frames[0];
  expect([frame.exampleLabels, frame.exampleIndices, frame.warnings]).toEqual([[0, 1, 2], [9, 8, 7], []]);
  expect(largestGap(frame.examples, frame.means)).toBeLessThan(1e-6); // a class mean in float32
  expect((await draw({ ...question, withExamples: false })).frames[0].examples).toBeNull();
});

test('a damaged epoch is a frame with its reason, and its neighbours live on; damage is not remembered', async () => {
  const run = await addTurningRun();
  const row = await served.record.snapshot.findFirstOrThrow({ where: { runId: run.id, epoch: 2 } });
  const flip = async () => {
    row.core[row.core.length - 3]! ^= 1;
    await served.record.snapshot.update({ where: { id: row.id }, data: { core: row.core }, select: { id: true } });
  };
  await flip();
  const { frames } = await draw({ runId: run.id });
  expect(frames[1]).toMatchObject({ epoch: 2, means: null, reason: expect.stringMatching(/^DATA_CORRUPT: snapshot of epoch 2: .*restore it/) });
  expect(frames.map((frame: { reason: string | null }) => frame.reason === null)).toEqual([true, false, true, true]);
  const { data, errors } = await ask({ runId: run.id, referenceEpoch: 2, epoch: 2 });
  expect(data.geometry).toMatchObject({ run: { id: run.id }, target: null, frames: null, relations: null });
  expect([...new Set(errors!.map((error) => error.extensions.code))]).toEqual(['DATA_CORRUPT']);
  await flip();
  expect((await draw({ runId: run.id })).frames[1].reason).toBeNull();
});

test('a second question is answered from memory, even when the snapshots are gone from the disk', async () => {
  const run = await addTurningRun();
  const first = await draw({ runId: run.id });
  await served.record.snapshot.updateMany({ where: { runId: run.id }, data: { core: new Uint8Array(1) } });
  expect(await draw({ runId: run.id })).toEqual(first);
});

test('two classes, fewer features than a simplex needs, no classifier, equal means: an answer or a reason', async () => {
  const run = await addRun(served.record, studyId, { lastEpoch: 1 });
  await addEpoch(served.record, run.id, 1);
  const add = (layer: string, core: SnapshotCore) => addSnapshot(served.record, { ...core, metadata: { ...core.metadata, run: run.id, epoch: 1, layer } });
  await add('pair', coreOfMeans(numbers(6, 1), numbers(6, 2), 2, 3));
  await add('narrow', coreOfMeans(numbers(14, 3), undefined, 7, 2));
  await add('flat', coreOfMeans(new Float64Array(12).fill(2), undefined, 4, 3));
  const pair = await draw({ runId: run.id, layer: 'pair' });
  expect([pair.dimensions, pair.idealCosine]).toEqual([1, -1]);
  expect(largestGap(pair.frames[0].means, [-1, 1])).toBeLessThan(1e-14);
  const narrow = await draw({ runId: run.id, layer: 'narrow' });
  expect(narrow.frames[0]).toMatchObject({ classifiers: null, classifiersShown: null, warnings: [expect.stringMatching(/^NO_SIMPLEX/)] });
  expect(narrow.relations).toMatchObject({ classifierNorms: null, betweenCosines: null });
  expect(narrow.frames[0].means.every((x: number | null) => x !== null)).toBe(true);
  const { data, errors } = await ask({ runId: run.id, layer: 'flat', classes: [0, 1, 2] });
  expect(data.geometry.frames[0]).toMatchObject({ means: null, reason: 'COINCIDING_MEANS: all class means are equal.' });
  expect([data.geometry.relations, errors![0]!.extensions.code]).toEqual([null, 'METRIC_UNDEFINED']);
});

test('what there is not is refused in a sentence that says what there is', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 2);
  const refused = async (variables: Record<string, unknown>) => {
    const { errors } = await ask({ runId: run.id, ...variables });
    return `${errors![0]!.extensions.code}: ${errors![0]!.message}`;
  };
  expect(await refused({ runId: 'run_none' })).toMatch(/^NOT_FOUND: There is no run run_none/);
  expect(await refused({ split: 'TEST' })).toBe(`NOT_FOUND: Run ${run.id} has no snapshots TEST of "last"; there are snapshots TRAIN of "last".`);
  expect(await refused({ classes: [0, 3] })).toBe('BAD_USER_INPUT: There is no class 3; the run has the classes 0 to 2.');
  expect(await refused({ classes: [0] })).toMatch(/^BAD_USER_INPUT/);
  expect(await refused({ classes: [1, 1] })).toMatch(/^BAD_USER_INPUT/);
  expect(await refused({ maxFrames: 401 })).toMatch(/^BAD_USER_INPUT/);
  expect(await refused({ epochs: [] })).toMatch(/^BAD_USER_INPUT/);
  const queued = await addRun(served.record, studyId);
  expect(await refused({ runId: queued.id })).toMatch(/no snapshot was recorded so far\.$/);
});
