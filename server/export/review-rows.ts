import { z } from 'zod';
import { CheckBound, CheckPoint, Split, VerdictKind } from '../../prisma/client.ts';
import { Verdict } from '../measuring/suggested-verdict.ts';
import { MetricId } from '../metrics/catalogue.ts';
import { keptBlocks, MOST_REPORT_BYTES } from '../reports/kept-blocks.ts';
import { MOST_COMMENT_BYTES } from '../reviews/write-comment.ts';
import { count, digest, float, id, int, nullable, text, time } from './archive-columns.ts';

/** Of people, runs, layers and titles, as the server takes them. */
const name = text.max(200);
const someone = name.nullable();
const body = (most: number) => text.refine((value) => Buffer.byteLength(value) <= most, { error: `at most ${most} bytes` });
const metric = z.enum(MetricId);
const split = z.enum(Split);
const epoch = int.min(1).nullable();

/** What a study asks of its review. An archive of version 1 does not say it. */
export const studyReview = {
  verdictsNeeded: count.max(20).default(0),
  verdictLimits: z.partialRecord(metric, z.number().min(0)).default({}),
};

const threadRow = z
  .strictObject({
    id, studyId: id, runId: id.nullable(), runName: someone,
    metric: metric.nullable(), split: split.nullable(), layer: someone, fromEpoch: epoch, toEpoch: epoch, cell: z.array(count).max(2),
    value: nullable.float, formulaVersion: nullable.int, digest: digest.nullable(), createdAt: time, resolvedAt: nullable.time, resolvedBy: someone,
  })
  .refine((row) => isPlace(row), { error: 'a place with run, metric, split, layer and epochs in order, or none of them' });

const commentRow = z.strictObject({ id, threadId: id, author: someone, body: body(MOST_COMMENT_BYTES), version: count, createdAt: time, editedAt: nullable.time, deletedAt: nullable.time });
const revisionRow = z.strictObject({ commentId: id, version: count, body: body(MOST_COMMENT_BYTES), at: time });

const verdictRow = z.strictObject({
  id, studyId: id, runId: id, runName: name, reviewer: someone, kind: z.enum(VerdictKind), reason: text.min(1).max(2000), digest,
  formulas: z.partialRecord(metric, count), suggested: z.enum(Verdict).nullable(), createdAt: time, replacedAt: nullable.time,
});

const checkRow = z.strictObject({
  id, studyId: id, name, metric, split, layer: name, point: z.enum(CheckPoint), bound: z.enum(CheckBound), limit: float, version: count, createdAt: time, archivedAt: nullable.time,
});

const reportRow = z.strictObject({ id, studyId: id, title: name, version: count.min(1), author: someone, createdAt: time, updatedAt: time });
const versionRow = z.strictObject({ reportId: id, number: count.min(1), title: name, body: body(MOST_REPORT_BYTES), blocks: keptBlocks, author: someone, at: time });

/**
 * What people said of a study and decided: each with the name of who it is of as a text, since people are those of one record. What came out of checks
 * is not in it: it is found anew from the runs.
 */
export const REVIEW_ROWS = {
  threads: threadRow,
  comments: commentRow,
  revisions: revisionRow,
  verdicts: verdictRow,
  checks: checkRow,
  reports: reportRow,
  versions: versionRow,
} as const;

export type ReviewTable = keyof typeof REVIEW_ROWS;
export type ReviewRow<T extends ReviewTable> = z.output<(typeof REVIEW_ROWS)[T]>;

interface PlaceColumns {
  runId: string | null;
  runName: string | null;
  metric: string | null;
  split: string | null;
  layer: string | null;
  fromEpoch: number | null;
  toEpoch: number | null;
  cell: number[];
  value: unknown;
  formulaVersion: number | null;
  digest: string | null;
}

/** What is at a place stands with the place, and a place is one of a run. */
function isPlace({ runId, runName, metric, split, layer, fromEpoch, toEpoch, cell, value, formulaVersion, digest }: PlaceColumns): boolean {
  const isOf = [runId, runName].every((part) => part !== null);
  const isAt = [metric, split, layer].every((part) => part !== null);
  if (!isOf && ([runId, runName].some((part) => part !== null) || isAt)) return false;
  if (!isAt) return [metric, split, layer, fromEpoch, toEpoch, value, formulaVersion, digest].every((part) => part === null) && cell.length === 0;
  if (fromEpoch === null) return [toEpoch, value, formulaVersion, digest].every((part) => part === null) && cell.length !== 1;
  return toEpoch !== null && fromEpoch <= toEpoch && cell.length !== 1;
}
