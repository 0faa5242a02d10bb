import { Prisma, type PrismaClient } from '../../prisma/client.ts';

/** An event, as far as it tells which write it came with. */
export interface DoneEvent {
  kind: string;
  at: Date;
  subject: string | null;
  runId: string | null;
  studyId: string | null;
}

/** The writes of people that leave each kind of event; what the trainer does is not among them. */
const DEEDS: Record<string, readonly string[]> = {
  'run.queued': ['launchRuns', 'resumeRuns'],
  'run.started': ['createIngestedRun'],
  'run.completed': ['finishRun'],
  'run.failed': ['finishRun'],
  'run.diverged': ['finishRun'],
  'run.cancelled': ['cancelRuns'],
  'run.paused': ['pauseRuns'],
  'run.edited': ['editRun', 'tagRuns', 'archiveRuns'],
  'run.imported': ['importArchive'],
  'run.deleted': ['deleteRuns'],
  'study.created': ['createStudy', 'launchRuns', 'createIngestedRun', 'importArchive'],
  'study.edited': ['editStudy', 'archiveStudy', 'setBaseline', 'updateStudyReview', 'finalizeStudy', 'reopenStudy', 'importArchive'],
  'review.thread': ['beginThread', 'reply', 'editComment', 'deleteComment', 'resolveThread', 'reopenThread'],
  'review.verdict': ['giveVerdict', 'takeBackVerdict'],
  'review.asked': ['askReview', 'withdrawReview', 'giveVerdict'],
  'review.report': ['createReport', 'updateReport', 'deleteReport'],
  'review.check': ['createCheck', 'updateCheck', 'archiveCheck'],
};

interface Deed {
  at: Date;
  action: string;
  caller: string | null;
  subject: string | null;
  userId: string | null;
}

/**
 * Whose doing each event was, by the audit log: the id of the person, null where it was the program, the person at the server itself, or
 * where it cannot be told. An event and its entry in the log bear the time of their one transaction; where two people did the like in the
 * same millisecond, what they did it to decides. A number of statements that does not grow with the events.
 */
export async function whoDid(record: PrismaClient, events: readonly DoneEvent[]): Promise<(string | null)[]> {
  const times = [...new Set(events.filter(({ kind }) => kind in DEEDS).map(({ at }) => at.toISOString()))];
  if (times.length === 0) return events.map(() => null);
  const deeds = await record.$queryRaw<Deed[]>`
    SELECT a.at, a.action, a.caller, a.subject, t."userId" FROM "AuditEvent" a LEFT JOIN "Token" t ON t.id = a.caller
    WHERE a.at = ANY(${times}::timestamptz[]) AND a.refusal IS NULL`;
  return events.map((event) => doerOf(event, deeds.filter(({ at }) => at.getTime() === event.at.getTime())));
}

function doerOf({ kind, subject, runId, studyId }: DoneEvent, deeds: readonly Deed[]): string | null {
  const fitting = deeds.filter(({ action }) => DEEDS[kind]?.includes(action));
  const about = fitting.filter((deed) => deed.subject !== null && [subject, runId, studyId].includes(deed.subject));
  for (const some of [fitting, about]) {
    const callers = new Set(some.map(({ caller }) => caller));
    if (callers.size === 1) return some[0]!.userId;
  }
  return null;
}

/** The condition on rows "e" of the event table that a person did them, the same as `whoDid` but for two people in one millisecond. */
export function doneBy(userId: string): Prisma.Sql {
  const kinds = Object.entries(DEEDS).map(([kind, actions]) => Prisma.sql`(e.kind = ${kind} AND a.action = ANY(${[...actions]}::text[]))`);
  return Prisma.sql`EXISTS (
    SELECT FROM "AuditEvent" a JOIN "Token" t ON t.id = a.caller
    WHERE a.at = e.at AND a.refusal IS NULL AND t."userId" = ${userId} AND (${Prisma.join(kinds, ' OR ')}))`;
}
