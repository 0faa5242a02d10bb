import { z } from 'zod';
import { Loss, LogLevel, RunSource, RunStatus, SnapshotPartKind, Split } from '../../prisma/client.ts';
import { count, digest, float, id, int, json, nullable, text, time } from './archive-columns.ts';
import { REVIEW_ROWS, studyReview } from './review-rows.ts';

/**
 * An archive of a study is a tar file with these members, in this order:
 *
 *   format.json                format and version, and the program's version that made it
 *   study.json                 the study
 *   <table>/00001.ndjson, ...  the rows of each table of ARCHIVE_ROWS, one JSON object a line, a new member after a MiB
 *   blobs/<sha256>             snapshots, their parts, pictures, pieces of checkpoints: each once, under the sha256 of its bytes
 *   manifest.json              sha256 and length of every member above but the blobs, whose names say theirs; counts
 *
 * The manifest comes last, since nothing is known of an archive before it was streamed; one that was cut off has none. Numbers are written
 * with every digit; what JSON has no number for is the text "NaN", "Infinity", "-Infinity" or "-0". The same study gives the same bytes.
 * Version 2 has the tables of REVIEW_ROWS and the study's rules of review; an archive of version 1 has none of them.
 */
export const ARCHIVE_FORMAT = 'collapsar-study' as const;

/** Raise when an older program would misunderstand an archive, or would leave something of it out; later programs still read older versions. */
export const ARCHIVE_VERSION = 2;

/** Longest member that is read as a whole; blobs are held by Postgres in one value, which ends at 1 GiB. */
export const MOST_BYTES = { json: 16 * 1024 * 1024, ndjson: 16 * 1024 * 1024, blob: 1024 * 1024 * 1024 } as const;
/** A table goes on in a new member after this. */
export const MEMBER_BYTES = 1024 * 1024;
/** A size that no archive of ours reaches: 300 runs with 350 epochs, two splits and five layers are a third of it. */
export const MOST_MEMBERS = 3_000_000;

export const studyRow = z.strictObject({
  id, slug: z.string().regex(/^[\w-]{1,200}$/), name: text, description: text, createdAt: time, archivedAt: nullable.time, version: count,
  ...studyReview,
});

const runRow = z.strictObject({
  id, studyId: id, name: text,
  architecture: text, depth: int, architectureOptions: json, dataset: text, datasetDigest: nullable.text, datasetVerified: z.boolean().nullable(),
  samplesPerClass: nullable.int, testSamplesPerClass: nullable.int, loss: z.enum(Loss), lossReduction: text, optimiser: json, schedule: json, seed: int,
  plannedEpochs: int, measuredEpochs: z.array(int), layers: z.array(text), splits: z.array(z.enum(Split)), terminalPhaseAccuracy: float, robustnessImages: count,
  status: z.enum(RunStatus), priority: int, terminalPhaseEpoch: nullable.int, source: z.enum(RunSource),
  classes: nullable.int, features: nullable.int, parameters: nullable.int, trainSamples: nullable.int, testSamples: nullable.int, classNames: z.array(text),
  backend: nullable.text, codeVersion: nullable.text, host: nullable.text, attempt: count, fruitlessAttempts: count, lastEpoch: count,
  imagesPerSecond: nullable.float, error: nullable.text, warnings: z.array(text), createdAt: time, startedAt: nullable.time, finishedAt: nullable.time,
  tags: z.array(text), note: text, archivedAt: nullable.time, version: count, generated: z.boolean(),
});

const epochRow = z.strictObject({
  runId: id, epoch: int, attempt: count, learningRate: nullable.float, runningLoss: nullable.float, runningError: nullable.float, trainLoss: nullable.float, trainError: nullable.float,
  testLoss: nullable.float, testError: nullable.float, robustness: nullable.float, imagesPerSecond: nullable.float, durationMs: nullable.int, recordedAt: time,
});

const snapshotRow = z.strictObject({
  id, runId: id, epoch: int, split: z.enum(Split), layer: text, digest, bytes: count, classes: count, features: count, samples: count, createdAt: time,
  parts: z.array(z.strictObject({ kind: z.enum(SnapshotPartKind), digest, bytes: count })),
});

const checkpointRow = z.strictObject({
  id, runId: id, epoch: int, attempt: count, digest, bytes: count, createdAt: time,
  /** sha256 of each piece, in order; `digest` is that of all together */
  pieces: z.array(digest),
});

const thumbnailRow = z.strictObject({ dataset: text, datasetDigest: text, split: z.enum(Split), index: count, width: int.min(1).max(96), height: int.min(1).max(96), digest });
const logRow = z.strictObject({ runId: id, attempt: count, level: z.enum(LogLevel), message: text, at: time });
const baselineRow = z.strictObject({ studyId: id, architecture: text, dataset: text, runId: id, setAt: time });
const valueRow = z.strictObject({ digest, metric: text, version: count, value: nullable.float, reason: nullable.text, warnings: z.array(text) });

/** The tables, in the order of the archive; a row comes behind those it refers to. */
export const ARCHIVE_ROWS = {
  runs: runRow,
  epochs: epochRow,
  snapshots: snapshotRow,
  logs: logRow,
  baselines: baselineRow,
  thumbnails: thumbnailRow,
  /** with ?checkpoints=1 */
  checkpoints: checkpointRow,
  /** with ?values=1, for readers: an import measures anew, because a number that somebody wrote down proves nothing */
  values: valueRow,
  ...REVIEW_ROWS,
} as const;

export type ArchiveTable = keyof typeof ARCHIVE_ROWS;
export type ArchiveRow<T extends ArchiveTable> = z.output<(typeof ARCHIVE_ROWS)[T]>;
export type ArchivedStudy = z.output<typeof studyRow>;
export const ARCHIVE_TABLES = Object.keys(ARCHIVE_ROWS) as ArchiveTable[];

/** Read before anything else: of a newer version only this much is understood. */
export const formatFile = z.looseObject({ format: z.literal(ARCHIVE_FORMAT), version: z.int().min(1), madeBy: z.string().max(200) });

export const manifestFile = z.strictObject({
  format: z.literal(ARCHIVE_FORMAT),
  version: z.int(),
  madeBy: z.string().max(200),
  study: z.strictObject({ id, slug: text, name: text }),
  /** rows of each table, blobs, and the bytes of all blobs */
  counts: z.record(z.string(), count),
  blobBytes: z.int().min(0),
  members: z.array(z.strictObject({ name: z.string().max(99), bytes: count, sha256: digest })),
});
export type Manifest = z.output<typeof manifestFile>;

/** One line of a table, or a whole file: numbers that JSON cannot write are texts. */
export function archiveJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'number' && (!Number.isFinite(inner) || Object.is(inner, -0)) ? (Object.is(inner, -0) ? '-0' : String(inner)) : inner));
}
