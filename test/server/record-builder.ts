import { createHash } from 'node:crypto';
import type { Prisma, PrismaClient, Split } from '../../prisma/client.ts';
import { appendEvent, type NewEvent } from '../../prisma/events.ts';
import { newId } from '../../prisma/ids.ts';
import { encodeSnapshot } from '../../prisma/snapshot/codec.ts';
import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { measuredOutcomes } from '../../server/measuring/measured-outcomes.ts';
import { series } from '../../server/measuring/series.ts';
import type { MetricId } from '../../server/metrics/catalogue.ts';
import { coreOf } from '../golden/golden-case.ts';

/** A study of its own name. */
export function addStudy(record: PrismaClient, name = 'First study') {
  const id = newId('study');
  return record.study.create({ data: { id, slug: id, name } });
}

/** A run of a small network, as a trainer leaves it; `overrides` says what is different. */
export function addRun(record: PrismaClient, studyId: string, overrides: Partial<Prisma.RunUncheckedCreateInput> = {}) {
  return record.run.create({
    data: {
      id: newId('run'),
      studyId,
      name: 'vgg on digits',
      architecture: 'vgg',
      depth: 4,
      architectureOptions: { width: 8 },
      dataset: 'digits',
      loss: 'CROSS_ENTROPY',
      lossReduction: 'mean over the batch',
      optimiser: { kind: 'sgd', learningRate: 0.05, momentum: 0.9, weightDecay: 5e-4, batchSize: 128 },
      schedule: { kind: 'steps', steps: [{ afterEpoch: 5, factor: 0.1 }] },
      seed: 7,
      plannedEpochs: 10,
      measuredEpochs: [1, 2, 3],
      layers: ['last'],
      classNames: ['zero', 'one', 'two'],
      ...overrides,
    },
  });
}

/** An epoch row; its numbers follow from the epoch, so that a test can tell rows apart. */
export function addEpoch(record: PrismaClient, runId: string, epoch: number, overrides: Partial<Prisma.EpochUncheckedCreateInput> = {}) {
  return record.epoch.create({
    data: {
      runId,
      epoch,
      attempt: 1,
      learningRate: 0.05,
      runningLoss: 1 / epoch,
      runningError: 0.5 / epoch,
      trainLoss: 0.9 / epoch,
      trainError: 0.4 / epoch,
      imagesPerSecond: 1000 + epoch,
      durationMs: 1000,
      ...overrides,
    },
  });
}

/** A snapshot of random features of three classes in five dimensions, different for each run, epoch and split. */
export function randomCore(run: string, epoch: number, split: Split): SnapshotCore {
  const [C, p] = [3, 5];
  const uniform = uniforms(`${run} ${epoch} ${split}`);
  const labels = Float64Array.from({ length: 30 }, (_, i) => i % C);
  const features = Float64Array.from({ length: 30 * p }, (_, k) => uniform() + (k % p === labels[Math.floor(k / p)] ? 1 : 0));
  const weight = Float64Array.from({ length: C * p }, (_, k) => uniform() + (k % p === Math.floor(k / p) ? 1 : 0));
  const core = coreOf(features, labels, weight, Float64Array.from({ length: C }, uniform), C, p);
  return { ...core, metadata: { ...core.metadata, run, epoch, split, featureType: 'float32' } };
}

/** Records a core under its own run, epoch and split. Returns the row's digest. */
export async function addSnapshot(record: PrismaClient, core: SnapshotCore): Promise<string> {
  const { bytes, digest } = encodeSnapshot(core);
  const { run: runId, epoch, split, layer } = core.metadata;
  const { classes, features, samples } = core;
  await record.snapshot.create({
    data: { id: newId('snapshot'), runId, epoch, split, layer, digest, bytes: bytes.length, classes, features, samples, core: bytes },
    select: { id: true },
  });
  return digest;
}

/** A run with epochs 1 to `count`, each with a random train snapshot. */
export async function addMeasuredRun(
  record: PrismaClient,
  studyId: string,
  count: number,
  overrides: Partial<Prisma.RunUncheckedCreateInput> = {},
) {
  const run = await addRun(record, studyId, { lastEpoch: count, ...overrides });
  const cores: SnapshotCore[] = [];
  for (let epoch = 1; epoch <= count; epoch++) {
    await addEpoch(record, run.id, epoch);
    const core = randomCore(run.id, epoch, 'TRAIN');
    await addSnapshot(record, core);
    cores.push(core);
  }
  return { run, cores };
}

/** Measures a run's train snapshots and stores the values, so that a test's question finds them, however busy the machine is. */
export async function measureNow(record: PrismaClient, runId: string, metrics: MetricId[]): Promise<void> {
  await series(record, { runIds: [runId], metrics, split: 'TRAIN', layer: 'last' }, Number.POSITIVE_INFINITY);
}

/** Starts the threads that measure: a test's first question does not wait for that. */
export async function warmUpMeasuring(record: PrismaClient, studyId: string): Promise<void> {
  await measureNow(record, (await addMeasuredRun(record, studyId, 1)).run.id, ['NC1']);
}

/** Measures all snapshots of the record, however long it takes: a question would answer PENDING after two seconds on a busy machine. */
export async function measureAll(record: PrismaClient, metrics: MetricId[]): Promise<void> {
  const rows = await record.snapshot.findMany({ select: { digest: true } });
  await measuredOutcomes(record, rows.map(({ digest }) => digest), metrics);
}

/** Appends an event as a trainer does, in a transaction of its own. */
export function addEvent(record: PrismaClient, event: NewEvent): Promise<bigint> {
  return record.$transaction((tx) => appendEvent(tx, event));
}

/** Numbers in [0, 1) that follow from a text: sha256 of the text and a counter. */
function uniforms(text: string): () => number {
  let count = 0;
  return () => createHash('sha256').update(`${text} ${count++}`).digest().readUInt32LE(0) / 2 ** 32;
}
