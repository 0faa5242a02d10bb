import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Prisma, PrismaClient } from '../../../prisma/client.ts';
import { encodeSnapshot } from '../../../prisma/snapshot/codec.ts';
import { encodeCovariance, encodeDisagreements, encodeExamples } from '../../../prisma/snapshot/parts.ts';
import { addEpoch, addRun, randomCore } from '../record-builder.ts';

/** Ids that are the same each time, so that one made study can be compared with another: `run_` and 36 digits that follow from a text. */
export const fixedId = (prefix: string, text: string) => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${prefix}_${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const START = Date.UTC(2026, 10, 1, 12);
const at = (seconds: number) => new Date(START + seconds * 1000);

/** A name that a spreadsheet would run, with a comma, quotation marks and a line's end in it. */
export const NASTY_NAME = '=1+1, "quoted"\r\nand a second line';

/**
 * A study as trainers and people leave one: a completed run whose snapshots have all their parts, on both splits; a run that diverged, with
 * losses that are no numbers; a note, tags, a log, a baseline and a picture. Made by this program, not trained: its runs are marked generated.
 */
export async function makeStudy(record: PrismaClient, name: string) {
  const study = await record.study.create({ data: { id: fixedId('study', name), slug: name, name: `Study ${name}`, description: 'Made for tests.', createdAt: at(0) } });
  const whole = await addRun(record, study.id, {
    ...{ id: fixedId('run', `${name} whole`), name: NASTY_NAME, generated: true, status: 'COMPLETED', lastEpoch: 3, terminalPhaseEpoch: 2, datasetDigest: 'd'.repeat(64), datasetVerified: true },
    ...{ createdAt: at(1), startedAt: at(2), finishedAt: at(9), note: 'Looks **collapsed**, says 日本.', tags: ['paper', 'seed 7'], attempt: 1, host: 'a-machine', classes: 3, features: 5, imagesPerSecond: 1 / 3 },
  });
  for (let epoch = 1; epoch <= 3; epoch++) {
    await addEpoch(record, whole.id, epoch, { recordedAt: at(2 + epoch), testLoss: Number.MIN_VALUE * epoch, testError: 0.1 + 0.2, robustness: 1 / 3 });
    for (const split of ['TRAIN', 'TEST'] as const) await addWholeSnapshot(record, whole.id, epoch, split);
  }
  const diverged = await addRun(record, study.id, {
    ...{ id: fixedId('run', `${name} diverged`), name: '-0.111', generated: true, status: 'DIVERGED', lastEpoch: 3, attempt: 2, createdAt: at(20), finishedAt: at(30), error: 'The loss was no longer finite.' },
  });
  const losses = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [i, loss] of losses.entries()) {
    await addEpoch(record, diverged.id, i + 1, { recordedAt: at(21 + i), runningLoss: loss, trainLoss: loss, attempt: 2 });
    await addWholeSnapshot(record, diverged.id, i + 1, 'TRAIN');
  }
  // a trainer's own number may be this; Prisma would write a plain zero
  await record.$executeRaw`UPDATE "Epoch" SET "testLoss" = '-0' WHERE "runId" = ${diverged.id} AND epoch = 3`;
  await record.runLog.createMany({ data: ['Began.', 'NUL is not here, but "quotes" and \\ are.'].map((message, i) => ({ runId: whole.id, attempt: 1, level: i ? 'WARN' : 'INFO', message, at: at(3 + i) }) as const) });
  await record.baseline.create({ data: { studyId: study.id, architecture: 'vgg', dataset: 'digits', runId: whole.id, setAt: at(40) } });
  await record.thumbnail.createMany({ data: { dataset: 'digits', datasetDigest: 'd'.repeat(64), split: 'TRAIN', index: 4, width: 8, height: 8, data: await png() }, skipDuplicates: true });
  return { study, whole, diverged };
}

/** A checkpoint of two pieces, as far as an archive sees one. */
export async function addCheckpoint(record: PrismaClient, runId: string, epoch: number, pieces = [Buffer.from('first piece'), Buffer.from('second piece')]): Promise<void> {
  const whole = Buffer.concat(pieces);
  const id = fixedId('ckpt', `${runId} ${epoch}`);
  await record.checkpoint.create({ data: { id, runId, epoch, attempt: 1, digest: createHash('sha256').update(whole).digest('hex'), bytes: whole.length, createdAt: at(60) }, select: { id: true } });
  for (const [index, data] of pieces.entries()) await record.checkpointPiece.create({ data: { checkpointId: id, index, data }, select: { index: true } });
}

const png = async () => new Uint8Array(await sharp({ create: { width: 8, height: 8, channels: 3, background: '#808080' } }).png().toBuffer());

/** A snapshot with the three parts that a trainer records beside it. */
async function addWholeSnapshot(record: PrismaClient, runId: string, epoch: number, split: 'TRAIN' | 'TEST'): Promise<void> {
  const bare = randomCore(runId, epoch, split);
  const whole = (length: number, from = 0) => Uint32Array.from({ length }, (_, i) => (i + from) % 3);
  const parts = {
    COVARIANCE: encodeCovariance(Float64Array.from({ length: 15 }, (_, i) => (i + 1) / (3 + epoch))),
    EXAMPLES: encodeExamples({ features: Float32Array.from({ length: 30 }, (_, i) => Math.fround(i / 7 + epoch)), labels: whole(6), indices: whole(6, 1) }, 5),
    DISAGREEMENTS: encodeDisagreements({ index: whole(2), label: whole(2), choice: whole(2, 1), nearest: whole(2, 2), margin: Float64Array.of(0.5, 1 / epoch) }),
  };
  const digests = Object.fromEntries(Object.entries(parts).map(([kind, { digest }]) => [kind, digest]));
  const core = { ...bare, metadata: { ...bare.metadata, parts: digests } };
  const { bytes, digest } = encodeSnapshot(core);
  const { classes, features, samples } = core;
  const id = fixedId('snap', `${runId} ${epoch} ${split}`);
  await record.snapshot.create({ data: { id, runId, epoch, split, layer: 'last', digest, bytes: bytes.length, classes, features, samples, core: bytes, createdAt: at(50 + epoch) }, select: { id: true } });
  const rows = Object.entries(parts).map(([kind, part]) => ({ snapshotId: id, kind, digest: part.digest, bytes: part.bytes.length, data: part.bytes }));
  await record.snapshotPart.createMany({ data: rows as Prisma.SnapshotPartCreateManyInput[] });
}
