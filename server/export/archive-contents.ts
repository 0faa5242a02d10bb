import type { Epoch, PrismaClient, Run, RunLog, SnapshotPartKind, Split, Study } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { ARCHIVE_ROWS, type ArchiveRow, type ArchiveTable } from './archive-format.ts';
import { type ArchivedReview, archivedReview, NO_REVIEW, REVIEW_READERS } from './review-contents.ts';

type ThumbnailRow = ArchiveRow<'thumbnails'>;
/** A table's rows in batches, as they are read from the record. */
type Batches = AsyncGenerator<object[]>;

export interface ArchiveChoice {
  checkpoints: boolean;
  values: boolean;
  /** these runs of the study alone, without what people wrote; left out: all of it */
  runIds?: readonly string[];
  /** which snapshots go into the archive, and which of their parts; left out: all */
  keeps?: (place: { runId: string; epoch: number; split: Split }, part?: SnapshotPartKind) => boolean;
  /** which pictures go into it; left out: all of the data sets that its runs were trained on */
  keepsPicture?: (picture: ThumbnailRow) => boolean;
}

/** A study as it was when its archive was begun: epochs that are recorded meanwhile are left out. */
export interface ArchivedContents {
  record: PrismaClient;
  study: Study;
  runs: Run[];
  review: ArchivedReview;
  choice: ArchiveChoice;
}

const PAGE = 1000;

export async function archivedContents(record: PrismaClient, study: Study, choice: ArchiveChoice): Promise<ArchivedContents> {
  const runs = await record.run.findMany({ where: { studyId: study.id, id: choice.runIds && { in: [...choice.runIds] } }, orderBy: { id: 'asc' } });
  return { record, study, runs, review: choice.runIds ? NO_REVIEW : await archivedReview(record, study.id), choice };
}

/** What the rows of each table are; each only with the columns of its schema. */
export const ARCHIVE_READERS: Record<ArchiveTable, (contents: ArchivedContents) => Batches> = {
  runs: async function* ({ runs }) {
    for (const run of runs) yield [run];
  },
  epochs: ({ record, runs }) =>
    ofEachRun(runs, (run, last?: Epoch) => record.epoch.findMany({ where: { runId: run.id, epoch: { lte: run.lastEpoch, gt: last?.epoch } }, orderBy: { epoch: 'asc' }, take: PAGE })),
  snapshots: async function* ({ record, runs, choice: { keeps = () => true } }) {
    for await (const rows of ofEachRun(runs, (run, last?: { id: string }) => snapshotRows(record, run, last?.id)))
      yield rows.filter((row) => keeps(row)).map((row) => ({ ...row, parts: row.parts.filter(({ kind }) => keeps(row, kind)) }));
  },
  logs: ({ record, runs }) => ofEachRun(runs, (run, last?: RunLog) => record.runLog.findMany({ where: { runId: run.id, id: { gt: last?.id } }, orderBy: { id: 'asc' }, take: PAGE })),
  baselines: async function* ({ record, study, runs }) {
    yield await record.baseline.findMany({ where: { studyId: study.id, runId: { in: runs.map(({ id }) => id) } }, orderBy: [{ architecture: 'asc' }, { dataset: 'asc' }] });
  },
  thumbnails: async function* ({ record, runs, choice: { keepsPicture = () => true } }) {
    for await (const rows of thumbnailRows(record, runs)) yield rows.filter(keepsPicture);
  },
  checkpoints: async function* ({ record, runs, choice }) {
    if (!choice.checkpoints) return;
    for (const run of runs) {
      const rows = await record.checkpoint.findMany({ where: { runId: run.id, epoch: { lte: run.lastEpoch } }, orderBy: { epoch: 'asc' } });
      for (const row of rows) yield [{ ...row, pieces: await pieceDigests(record, row.id) }];
    }
  },
  values: async function* ({ record, runs, choice }) {
    if (!choice.values) return;
    for (const run of runs) {
      yield await record.$queryRaw<object[]>`
        SELECT v.digest, v.metric, v.version, v.value, v.reason, v.warnings FROM "MetricValue" v
        WHERE v.digest IN (SELECT digest FROM "Snapshot" WHERE "runId" = ${run.id} AND epoch <= ${run.lastEpoch})
        ORDER BY v.digest, v.metric, v.version`;
    }
  },
  ...REVIEW_READERS,
};

/** The columns of a row that its table has in an archive, in the schema's order. */
export function archivedColumns(table: ArchiveTable, row: object): object {
  const keys = Object.keys(ARCHIVE_ROWS[table].shape);
  return Object.fromEntries(keys.map((key) => [key, (row as Record<string, unknown>)[key]]));
}

const snapshotRows = (record: PrismaClient, { id: runId, lastEpoch }: Run, after?: string) =>
  record.snapshot.findMany({
    where: { runId, epoch: { lte: lastEpoch }, id: { gt: after } },
    omit: { core: true },
    include: { parts: { select: { kind: true, digest: true, bytes: true }, orderBy: { kind: 'asc' } } },
    orderBy: { id: 'asc' },
    take: PAGE,
  });

async function* ofEachRun<K, R extends K & object>(runs: readonly Run[], page: (run: Run, last?: K) => Promise<R[]>): AsyncGenerator<R[]> {
  for (const run of runs) {
    for (let last: K | undefined; ; ) {
      const rows = await page(run, last);
      yield rows;
      last = rows.at(-1);
      if (rows.length < PAGE) break;
    }
  }
}

/** Pictures of every data set that a run of the study was trained on; the sums are taken by Postgres, the bytes come later. */
async function* thumbnailRows(record: PrismaClient, runs: readonly Run[]): AsyncGenerator<ThumbnailRow[]> {
  const sets = [...new Set(runs.flatMap(({ dataset, datasetDigest }) => (datasetDigest === null ? [] : [JSON.stringify([dataset, datasetDigest])])))].sort();
  for (const set of sets) {
    const [dataset, datasetDigest] = JSON.parse(set) as [string, string];
    yield await record.$queryRaw<ThumbnailRow[]>`
      SELECT dataset, "datasetDigest", split::text, index, width, height, encode(sha256(data), 'hex') AS digest FROM "Thumbnail"
      WHERE dataset = ${dataset} AND "datasetDigest" = ${datasetDigest} ORDER BY split, index`;
  }
}

async function pieceDigests(record: PrismaClient, checkpointId: string): Promise<string[]> {
  const pieces = await record.checkpointPiece.findMany({ where: { checkpointId }, select: { index: true }, orderBy: { index: 'asc' } });
  const digests: string[] = [];
  for (const { index } of pieces) {
    const [row] = await record.$queryRaw<{ digest: string }[]>`SELECT encode(sha256(data), 'hex') AS digest FROM "CheckpointPiece" WHERE "checkpointId" = ${checkpointId} AND index = ${index}`;
    digests.push(row?.digest ?? changed());
  }
  return digests;
}

/** What an archive promised is gone: a trainer that went on from a checkpoint writes its later epochs anew. */
export function changed(): never {
  throw new CollapsarError('CONFLICT', 'A run of the study was trained on from an earlier epoch, or deleted, while its archive was being written; try again.');
}
