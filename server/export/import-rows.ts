import { Prisma } from '../../prisma/client.ts';
import { ARCHIVE_ROWS, archiveJson, type ArchivedStudy, type ArchiveRow, studyRow } from './archive-format.ts';
import { archivedRows, type OpenArchive, readArchivedBlob } from './archive-reader.ts';

type Tx = Prisma.TransactionClient;

/** Tables of the review, as the record calls them. */
export type ReviewedTable = 'Thread' | 'Comment' | 'CommentRevision' | 'Verdict' | 'Check' | 'Report' | 'ReportVersion';

/** Rows sent to Postgres in one statement; blobs go in fewer, since each may be large. */
const BATCH = 500;
const BATCH_BYTES = 4 * 1024 * 1024;

/** Writes the study under its own short name, or with a number behind it where that is taken. Gives the name it has. */
export async function insertStudy(tx: Tx, study: ArchivedStudy): Promise<string> {
  const slug = await freeSlug(tx, study.slug);
  await insert(tx, 'Study', Object.keys(studyRow.shape), [{ ...study, slug }]);
  return slug;
}

async function freeSlug(tx: Tx, slug: string): Promise<string> {
  const taken = new Set((await tx.study.findMany({ where: { slug: { startsWith: slug } }, select: { slug: true } })).map((study) => study.slug));
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? slug : `${slug}-${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Writes all that the archive has of runs that are not `known`. Gives the ids of those it added. */
export async function insertRows(tx: Tx, archive: OpenArchive, known: ReadonlySet<string>): Promise<string[]> {
  const isNew = ({ runId }: { runId: string }) => !known.has(runId);
  const added = await insertRuns(tx, archive, known);
  for await (const rows of batches(archivedRows(archive, 'epochs'), isNew)) await insert(tx, 'Epoch', Object.keys(ARCHIVE_ROWS.epochs.shape), rows);
  for await (const rows of batches(archivedRows(archive, 'logs'), isNew)) await insert(tx, 'RunLog', Object.keys(ARCHIVE_ROWS.logs.shape), rows);
  for await (const rows of batches(archivedRows(archive, 'baselines'), isNew)) await insert(tx, 'Baseline', Object.keys(ARCHIVE_ROWS.baselines.shape), rows);
  await insertSnapshots(tx, archive, isNew);
  await insertThumbnails(tx, archive);
  await insertCheckpoints(tx, archive, isNew);
  return added;
}

async function insertRuns(tx: Tx, archive: OpenArchive, known: ReadonlySet<string>): Promise<string[]> {
  const resumable = new Set<string>();
  for await (const { runId } of archivedRows(archive, 'checkpoints')) resumable.add(runId);
  const added: string[] = [];
  for await (const rows of batches(archivedRows(archive, 'runs'), ({ id }) => !known.has(id))) {
    await insert(tx, 'Run', Object.keys(ARCHIVE_ROWS.runs.shape), rows.map((run) => atRest(run, resumable.has(run.id))));
    added.push(...rows.map((run) => run.id));
  }
  return added;
}

/**
 * A run that was not finished comes in at rest: trainers of this record must not begin it by themselves. Without its checkpoint it could
 * only begin anew and write other epochs over those recorded, so it is over.
 */
function atRest(run: ArchiveRow<'runs'>, isResumable: boolean): ArchiveRow<'runs'> {
  if (!['QUEUED', 'RUNNING', 'PAUSED'].includes(run.status)) return run;
  if (isResumable || run.lastEpoch === 0) return { ...run, status: 'PAUSED' };
  const warning = `Imported unfinished after epoch ${run.lastEpoch}, without a checkpoint: it cannot go on here.`;
  return { ...run, status: 'CANCELLED', warnings: [...run.warnings, warning] };
}

/** Postgres reads every column by its own type from the archive's JSON, so that a float64 comes in bit for bit, NaN and infinities too. */
export async function insert(tx: Tx, table: 'Study' | 'Run' | 'Epoch' | 'RunLog' | 'Baseline' | ReviewedTable, columns: readonly string[], rows: readonly object[]): Promise<void> {
  const [into, names] = [Prisma.raw(`"${table}"`), Prisma.raw(columns.map((name) => `"${name}"`).join(', '))];
  const onConflict = table === 'Baseline' ? Prisma.sql`ON CONFLICT DO NOTHING` : Prisma.empty;
  await tx.$executeRaw`INSERT INTO ${into} (${names}) SELECT ${names} FROM jsonb_populate_recordset(NULL::${into}, ${archiveJson(rows)}::jsonb) ${onConflict}`;
}

async function insertSnapshots(tx: Tx, archive: OpenArchive, isNew: (row: { runId: string }) => boolean): Promise<void> {
  let [cores, parts, bytes] = [[] as Prisma.SnapshotCreateManyInput[], [] as Prisma.SnapshotPartCreateManyInput[], 0];
  const flush = async () => {
    if (cores.length > 0) await tx.snapshot.createMany({ data: cores });
    if (parts.length > 0) await tx.snapshotPart.createMany({ data: parts });
    [cores, parts, bytes] = [[], [], 0];
  };
  for await (const { parts: named, ...row } of archivedRows(archive, 'snapshots')) {
    if (!isNew(row)) continue;
    const core = await readArchivedBlob(archive, row.digest);
    cores.push({ ...row, core });
    bytes += core.length;
    for (const part of named) {
      const data = await readArchivedBlob(archive, part.digest);
      parts.push({ snapshotId: row.id, ...part, data });
      bytes += data.length;
    }
    if (bytes > BATCH_BYTES) await flush();
  }
  await flush();
}

/** A picture that is here already stays: it is of the same image. */
async function insertThumbnails(tx: Tx, archive: OpenArchive): Promise<void> {
  for await (const rows of batches(archivedRows(archive, 'thumbnails'))) {
    const data = [];
    for (const { digest, ...row } of rows) data.push({ ...row, data: await readArchivedBlob(archive, digest) });
    await tx.thumbnail.createMany({ data, skipDuplicates: true });
  }
}

async function insertCheckpoints(tx: Tx, archive: OpenArchive, isNew: (row: { runId: string }) => boolean): Promise<void> {
  for await (const { pieces, ...row } of archivedRows(archive, 'checkpoints')) {
    if (!isNew(row)) continue;
    await tx.checkpoint.create({ data: row, select: { id: true } });
    for (const [index, digest] of pieces.entries()) {
      const data = await readArchivedBlob(archive, digest);
      await tx.checkpointPiece.create({ data: { checkpointId: row.id, index, data }, select: { index: true } });
    }
  }
}

/** Those of the rows that are wanted, as many at a time as go into one statement. */
export async function* batches<R>(rows: AsyncIterable<R>, isWanted: (row: R) => boolean = () => true, most = BATCH): AsyncGenerator<R[]> {
  let batch: R[] = [];
  for await (const row of rows) {
    if (!isWanted(row)) continue;
    if (batch.push(row) < most) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
