import type { Prisma } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { archivedRows, type OpenArchive } from './archive-reader.ts';
import { batches, insert } from './import-rows.ts';
import type { ReviewRow, ReviewTable } from './review-rows.ts';

type Tx = Prisma.TransactionClient;

/** What an archive has of a study's review that was not here. */
export interface NewReview {
  threads: Set<string>;
  comments: Set<string>;
  verdicts: Set<string>;
  checks: Set<string>;
  reports: Set<string>;
}

/** How many of each an import added. */
export type ReviewCounts = { [Part in keyof NewReview]: number };

/**
 * Ids of the threads, comments, verdicts, checks and reports that the archive has and this study here has not.
 *
 * @throws CollapsarError CONFLICT where a thread or a verdict is on a run that another study has here
 */
export async function newReview(tx: Tx, archive: OpenArchive): Promise<NewReview> {
  const studyId = archive.study.id;
  const [threads, comments, verdicts, checks, reports] = await Promise.all([idsOf(archive, 'threads'), idsOf(archive, 'comments'), idsOf(archive, 'verdicts'), idsOf(archive, 'checks'), idsOf(archive, 'reports')]);
  await checkRunsAreOurs(tx, archive);
  return {
    threads: without(threads, await tx.thread.findMany({ where: { studyId }, select: { id: true } })),
    comments: without(comments, await tx.comment.findMany({ where: { thread: { studyId } }, select: { id: true } })),
    verdicts: without(verdicts, await tx.verdict.findMany({ where: { studyId }, select: { id: true } })),
    checks: without(checks, await tx.check.findMany({ where: { studyId }, select: { id: true } })),
    reports: without(reports, await tx.report.findMany({ where: { studyId }, select: { id: true } })),
  };
}

export const reviewCounts = ({ threads, comments, verdicts, checks, reports }: NewReview): ReviewCounts => ({
  threads: threads.size, comments: comments.size, verdicts: verdicts.size, checks: checks.size, reports: reports.size,
});

/** Writes what is new. People are those of one record: their names come as texts beside a mark, and belong to nobody here. */
export async function insertReview(tx: Tx, archive: OpenArchive, fresh: NewReview): Promise<void> {
  const isIn = (ids: ReadonlySet<string>) => ({ id }: { id: string }) => ids.has(id);
  await bring(tx, archive, 'threads', isIn(fresh.threads), (row) => ({ ...row, resolvedElsewhere: row.resolvedAt !== null }));
  await bring(tx, archive, 'comments', isIn(fresh.comments), ({ author, ...row }) => ({ ...row, authorName: author, fromArchive: true }));
  await bring(tx, archive, 'revisions', ({ commentId }) => fresh.comments.has(commentId), (row) => row);
  await bring(tx, archive, 'verdicts', isIn(fresh.verdicts), ({ reviewer, ...row }) => ({ ...row, reviewerName: reviewer, fromArchive: true }));
  await replaceOlder(tx, archive);
  await bring(tx, archive, 'checks', isIn(fresh.checks), (row) => row);
  await bring(tx, archive, 'reports', isIn(fresh.reports), ({ author, ...row }) => ({ ...row, authorName: author, fromArchive: true }));
  await bring(tx, archive, 'versions', ({ reportId }) => fresh.reports.has(reportId), (row) => ({ ...row, fromArchive: true }));
}

const TABLES = { threads: 'Thread', comments: 'Comment', revisions: 'CommentRevision', verdicts: 'Verdict', checks: 'Check', reports: 'Report', versions: 'ReportVersion' } as const;

async function bring<T extends ReviewTable>(tx: Tx, archive: OpenArchive, table: T, isWanted: (row: ReviewRow<T>) => boolean, columnsOf: (row: ReviewRow<T>) => object): Promise<void> {
  // a version of a report may be megabytes of answers
  for await (const rows of batches(archivedRows(archive, table) as AsyncIterable<ReviewRow<T>>, isWanted, table === 'versions' ? 1 : undefined)) {
    const written = rows.map(columnsOf);
    await insert(tx, TABLES[table], Object.keys(written[0]!), written);
  }
}

/** A verdict that came with an archive before, and that its giver replaced there since, no longer stands beside the newer one. */
async function replaceOlder(tx: Tx, archive: OpenArchive): Promise<void> {
  for await (const rows of batches(archivedRows(archive, 'verdicts'), ({ replacedAt }) => replacedAt !== null)) {
    await tx.$executeRaw`
      UPDATE "Verdict" v SET "replacedAt" = q."replacedAt" FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS q(id text, "replacedAt" timestamptz)
      WHERE v.id = q.id AND v."studyId" = ${archive.study.id} AND v."fromArchive" AND v."replacedAt" IS NULL`;
  }
}

async function idsOf(archive: OpenArchive, table: 'threads' | 'comments' | 'verdicts' | 'checks' | 'reports'): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of archivedRows(archive, table)) ids.push(id);
  return ids;
}

function without(ids: readonly string[], known: readonly { id: string }[]): Set<string> {
  const here = new Set(known.map(({ id }) => id));
  return new Set(ids.filter((id) => !here.has(id)));
}

/** Notes on runs of other studies would stand on their pages: an archive speaks of its own study only. */
async function checkRunsAreOurs(tx: Tx, archive: OpenArchive): Promise<void> {
  const about = new Set<string>();
  const note = ({ runId }: Pick<ReviewRow<'threads'>, 'runId'>) => void (runId !== null && about.add(runId));
  for await (const row of archivedRows(archive, 'threads')) note(row);
  for await (const row of archivedRows(archive, 'verdicts')) note(row);
  const foreign = await tx.run.findFirst({ where: { id: { in: [...about] }, studyId: { not: archive.study.id } }, select: { id: true } });
  if (foreign) throw new CollapsarError('CONFLICT', `The archive speaks of the run ${foreign.id}, which another study has here; nothing was imported.`, { details: { runId: foreign.id } });
}

/** @throws CollapsarError CONFLICT where notes or verdicts of another study here are on one of these runs */
export async function checkNotesAreOurs(tx: Tx, studyId: string, runIds: readonly string[]): Promise<void> {
  const [foreign] = await tx.$queryRaw<{ runId: string }[]>`
    SELECT "runId" FROM "Thread" WHERE "runId" = ANY(${[...runIds]}) AND "studyId" <> ${studyId}
    UNION ALL SELECT "runId" FROM "Verdict" WHERE "runId" = ANY(${[...runIds]}) AND "studyId" <> ${studyId} LIMIT 1`;
  if (foreign) throw new CollapsarError('CONFLICT', `Another study here has notes on the run ${foreign.runId}; nothing was imported.`, { details: { runId: foreign.runId } });
}

/** The runs among `known` that a new comment or verdict is on. */
export async function runsSpokenOf(tx: Tx, { comments, verdicts }: NewReview, known: ReadonlySet<string>): Promise<string[]> {
  const rows = await tx.$queryRaw<{ runId: string | null }[]>`
    SELECT t."runId" FROM "Thread" t JOIN "Comment" c ON c."threadId" = t.id WHERE c.id = ANY(${[...comments]})
    UNION SELECT "runId" FROM "Verdict" WHERE id = ANY(${[...verdicts]})`;
  return rows.flatMap(({ runId }) => (runId !== null && known.has(runId) ? [runId] : []));
}
