import type { Comment, PrismaClient, Report, Study, Thread, Verdict } from '../../prisma/client.ts';
import type { ReviewTable } from './review-rows.ts';

/** The threads and reports of a study when its archive was begun; what is begun later is left out, with all that belongs to it. */
export interface ArchivedReview {
  threads: Thread[];
  reports: (Report & { author: string | null })[];
  /** by id, the version of each comment that was written into the archive: what it said before is older */
  commentVersions: Map<string, number>;
}

/** Of an archive whose review nobody asks for. */
export const NO_REVIEW: ArchivedReview = { threads: [], reports: [], commentVersions: new Map() };

interface ReviewContents {
  record: PrismaClient;
  study: Study;
  review: ArchivedReview;
}

const BY_ID = { id: 'asc' } as const;
/** Threads whose comments are read in one statement, and comments whose edits are. */
const TOGETHER = 200;

export async function archivedReview(record: PrismaClient, studyId: string): Promise<ArchivedReview> {
  const threads = await record.thread.findMany({ where: { studyId }, orderBy: BY_ID });
  const reports = await record.report.findMany({ where: { studyId, deletedAt: null }, orderBy: BY_ID });
  const names = await namesOf(record, reports.map(({ createdBy }) => createdBy));
  return { threads, reports: reports.map((report) => ({ ...report, author: report.fromArchive ? report.authorName : (names.get(report.createdBy ?? '') ?? null) })), commentVersions: new Map() };
}

/** Rows with the names of people in the place of their ids, as REVIEW_ROWS has them. */
export const REVIEW_READERS: Record<ReviewTable, (contents: ReviewContents) => AsyncGenerator<object[]>> = {
  threads: async function* ({ review }) {
    yield review.threads;
  },
  comments: async function* ({ record, review }) {
    for (const ids of parts(review.threads.map(({ id }) => id))) {
      const comments = await record.comment.findMany({ where: { threadId: { in: ids } }, orderBy: BY_ID });
      const names = await namesOf(record, comments.map(({ authorId }) => authorId));
      for (const { id, version } of comments) review.commentVersions.set(id, version);
      yield comments.map((comment) => ({ ...comment, author: authorOf(comment, names) }));
    }
  },
  revisions: async function* ({ record, review: { commentVersions } }) {
    for (const ids of parts([...commentVersions.keys()])) {
      const rows = await record.commentRevision.findMany({ where: { commentId: { in: ids } }, orderBy: [{ commentId: 'asc' }, { version: 'asc' }] });
      // an edit of this moment: the comment went into the archive as it was before
      yield rows.filter(({ commentId, version }) => version < commentVersions.get(commentId)!);
    }
  },
  verdicts: async function* ({ record, study, review }) {
    if (review === NO_REVIEW) return;
    const verdicts = await record.verdict.findMany({ where: { studyId: study.id }, orderBy: BY_ID });
    const names = await namesOf(record, verdicts.map(({ reviewerId }) => reviewerId));
    yield verdicts.map((verdict) => ({ ...verdict, reviewer: reviewerOf(verdict, names) }));
  },
  checks: async function* ({ record, study, review }) {
    if (review !== NO_REVIEW) yield await record.check.findMany({ where: { studyId: study.id }, orderBy: BY_ID });
  },
  reports: async function* ({ review }) {
    yield review.reports;
  },
  versions: async function* ({ record, review }) {
    // one at a time: each may be megabytes of answers
    for (const { id, version } of review.reports) {
      for (let number = 1; number <= version; number++) yield await record.reportVersion.findMany({ where: { reportId: id, number } });
    }
  },
};

const authorOf = ({ fromArchive, authorId, authorName }: Comment, names: ReadonlyMap<string, string>) => (fromArchive ? authorName : (names.get(authorId ?? '') ?? null));
const reviewerOf = ({ fromArchive, reviewerId, reviewerName }: Verdict, names: ReadonlyMap<string, string>) => (fromArchive ? reviewerName : (names.get(reviewerId ?? '') ?? null));

async function namesOf(record: PrismaClient, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const people = await record.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

function* parts<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += TOGETHER) yield all.slice(from, from + TOGETHER);
}
