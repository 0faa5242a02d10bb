import { CollapsarError } from '../../prisma/errors.ts';
import { readBlocks } from '../reports/read-blocks.ts';
import { invalid } from './archive-file.ts';
import type { OpenArchive } from './archive-reader.ts';
import type { ReviewRow, ReviewTable } from './review-rows.ts';
import { once, type Seen } from './seen-rows.ts';

type Check<T extends ReviewTable> = (row: ReviewRow<T>, archive: OpenArchive, seen: Seen) => void;

/** Threads and verdicts may be on a run that is not in the archive: it was deleted, and they stayed. */
export const REVIEW_CHECKS: { [T in ReviewTable]: Check<T> } = {
  threads: ({ id, studyId }, archive, seen) => {
    ofStudy(archive, studyId, `thread ${id}`);
    once(seen, `thread ${id}`);
  },
  comments: ({ id, threadId, body, deletedAt }, _archive, seen) => {
    if (!seen.keys.has(`thread ${threadId}`)) invalid(`comment ${id} is in a thread that is not in it`);
    if ((body.trim() === '') !== (deletedAt !== null)) invalid(`comment ${id} has no words, or was taken back with them`);
    once(seen, `comment ${id}`);
    if (deletedAt !== null) seen.deleted.add(id);
  },
  revisions: ({ commentId, version }, _archive, seen) => {
    if (!seen.keys.has(`comment ${commentId}`) || seen.deleted.has(commentId)) invalid(`it has earlier words of the comment ${commentId}, which is not in it, or was taken back`);
    once(seen, `version ${version} of comment ${commentId}`);
  },
  verdicts: ({ id, studyId }, archive, seen) => {
    ofStudy(archive, studyId, `verdict ${id}`);
    once(seen, `verdict ${id}`);
  },
  checks: ({ id, studyId }, archive, seen) => {
    ofStudy(archive, studyId, `check ${id}`);
    once(seen, `check ${id}`);
  },
  reports: ({ id, studyId, version }, archive, seen) => {
    ofStudy(archive, studyId, `report ${id}`);
    once(seen, `report ${id}`);
    seen.reports.set(id, { version, read: 0 });
  },
  versions: ({ reportId, number, body, blocks }, _archive, seen) => {
    const report = seen.reports.get(reportId);
    if (!report || number !== report.read + 1 || number > report.version) return invalid(`it has version ${number} of the report ${reportId}, which is not in it, or not of that many versions`);
    report.read = number;
    if (asked(body, `version ${number} of report ${reportId}`) !== blocks.length) invalid(`version ${number} of report ${reportId} has other blocks than its text asks for`);
  },
};

/** Every version of a report came. */
export function checkReports({ reports }: Seen): void {
  for (const [id, { version, read }] of reports) if (read < version) invalid(`version ${read + 1} of the report ${id} is not in it`);
}

function ofStudy({ study }: OpenArchive, studyId: string, what: string): void {
  if (studyId !== study.id) invalid(`${what} is of another study`);
}

/** How many blocks a report's text asks for. */
function asked(body: string, what: string): number {
  try {
    return readBlocks(body).length;
  } catch (error) {
    if (error instanceof CollapsarError) invalid(`${what}: ${error.message}`);
    throw error;
  }
}
