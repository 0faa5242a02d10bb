import { Prisma, type PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { appendEvent } from '../../prisma/events.ts';
import { demandOpen } from '../../prisma/final-study.ts';
import { type Caller, demand } from '../access/caller.ts';
import { checkArchive } from './archive-check.ts';
import { ArchiveFile } from './archive-file.ts';
import type { ArchivedStudy } from './archive-format.ts';
import { type OpenArchive, readArchive } from './archive-reader.ts';
import { checkNotesAreOurs, insertReview, newReview, type ReviewCounts, reviewCounts, runsSpokenOf } from './import-review.ts';
import { insertRows, insertStudy } from './import-rows.ts';
import { knownRuns } from './known-runs.ts';
import { withUnpacked } from './unpacked-archive.ts';

export interface Imported {
  studyId: string;
  /** the study's short name in this record: another study may have had the archive's */
  slug: string;
  name: string;
  /** whether the study was not there before */
  isNew: boolean;
  addedRuns: number;
  /** that were here already, with all that the archive has of them */
  knownRuns: number;
  /** threads, comments, verdicts, checks and reports that were not here */
  review: ReviewCounts;
}

/** Names the lock that lets one import write at a time; any number, the same for all processes. */
const IMPORT_LOCK = 7_270_006;
/** A study of thousands of snapshots is some GB. */
const LIMITS = { maxWait: 10_000, timeout: 12 * 3600 * 1000 };

/**
 * Brings a study from an archive into the record, with the ids that it has there. The file is read and checked whole first; then all is
 * written in one transaction, so that an import that is broken off leaves nothing. What is here already is left as it is, and an archive
 * that was imported before changes nothing. `archive` is the path of the file, a tar or its gzip.
 *
 * @throws CollapsarError FILE_UNREADABLE, DISK_FULL, ARCHIVE_INVALID, ARCHIVE_TOO_NEW, FORBIDDEN, and CONFLICT where an id is taken by something else,
 * PRECONDITION_FAILED for new runs of a study that is final here
 */
export async function importArchive(record: PrismaClient, archive: string, caller: Caller): Promise<Imported> {
  demand(caller, 'OPERATOR', 'importing an archive');
  return withUnpacked(archive, (plain) => importPlain(record, plain, caller));
}

async function importPlain(record: PrismaClient, archive: string, caller: Caller): Promise<Imported> {
  const file = await ArchiveFile.open(archive);
  try {
    const opened = await readArchive(file);
    await checkArchive(opened);
    return await record.$transaction((tx) => writeAll(tx, opened, caller), LIMITS);
  } catch (error) {
    throw isTaken(error) ? new CollapsarError('CONFLICT', 'Something in the archive has an id that the record uses for something else; it cannot be imported here.', { cause: error }) : error;
  } finally {
    await file.close();
  }
}

async function writeAll(tx: Prisma.TransactionClient, archive: OpenArchive, caller: Caller): Promise<Imported> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${IMPORT_LOCK}::bigint)`;
  const here = await knownStudy(tx, archive.study);
  const known = await knownRuns(tx, archive);
  const { id: studyId, name } = archive.study;
  const fresh = await newReview(tx, archive);
  const review = reviewCounts(fresh);
  const newRuns = (archive.manifest.counts.runs ?? 0) - known.size;
  const imported = { studyId, name: here?.name ?? name, isNew: here === null, addedRuns: newRuns, knownRuns: known.size, review };
  if (here && newRuns === 0 && Object.values(review).every((count) => count === 0)) return { ...imported, slug: here.slug };
  // threads and reports go on while a study is final
  if (here && (newRuns > 0 || review.verdicts > 0 || review.checks > 0)) demandOpen(here);
  const slug = here?.slug ?? (await insertStudy(tx, archive.study));
  const added = await insertRows(tx, archive, known);
  await checkNotesAreOurs(tx, studyId, added);
  await insertReview(tx, archive, fresh);
  await tx.auditEvent.create({
    data: { caller: caller.id, person: caller.person, role: caller.access === 'LINK' ? null : caller.access, action: 'importArchive', subject: studyId, before: Prisma.DbNull, after: { runs: added, ...review } },
    select: { id: true },
  });
  await appendEvent(tx, { kind: here ? 'study.edited' : 'study.created', studyId });
  for (const runId of added) await appendEvent(tx, { kind: 'run.imported', runId });
  // of a study that was here, pages are open: they read all notes again at the first of these
  if (here) for (const runId of await runsSpokenOf(tx, fresh, known)) await appendEvent(tx, { kind: 'review.thread', studyId, runId });
  return { ...imported, slug };
}

/** The study, if it is here. One id with another beginning is another study: ids are random, so somebody wrote it by hand. */
async function knownStudy(tx: Prisma.TransactionClient, { id, createdAt }: ArchivedStudy): Promise<{ slug: string; name: string; finalAt: Date | null } | null> {
  // held: a study must not become final while runs come into it
  const [here] = await tx.$queryRaw<{ slug: string; name: string; createdAt: Date; finalAt: Date | null }[]>`SELECT slug, name, "createdAt", "finalAt" FROM "Study" WHERE id = ${id} FOR SHARE`;
  if (!here) return null;
  if (here.createdAt.getTime() !== Date.parse(createdAt)) throw new CollapsarError('CONFLICT', `The study ${id} of the archive is another one than that of this id in the record; it cannot be imported here.`);
  return here;
}

/** A unique key was taken: Prisma's own code, or Postgres's in a statement of ours. */
function isTaken(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === 'P2002' || (error.code === 'P2010' && JSON.stringify(error.meta ?? {}).includes('23505'));
}
