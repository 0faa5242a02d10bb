import { Prisma } from './client.ts';

/** What webhooks can be told of; `Webhook.kinds` holds nothing else. */
export const WEBHOOK_KINDS = ['run.completed', 'run.failed', 'run.diverged', 'check.failed', 'verdict.given', 'report.saved', 'comment.added'] as const;

export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

/** Events that can be told to webhooks. */
export const WEBHOOK_EVENTS: ReadonlySet<string> = new Set(['run.completed', 'run.failed', 'run.diverged', 'review.check', 'review.verdict', 'review.report', 'review.thread']);

/** What of a new event says whether webhooks are told; see NewEvent. */
interface Happening {
  kind: string;
  runId?: string;
  subject?: string;
  commentId?: string;
}

/** What an event is to webhooks, and under which condition, seen with the changes of the event's own transaction. */
interface Told {
  kind: WebhookKind;
  /** under which name the event's subject is told */
  subject?: 'checkId' | 'verdictId' | 'reportId' | 'threadId';
  where: Prisma.Sql;
}

/** Null: no webhook is told of such an event. */
function toldAs({ kind, runId, subject, commentId }: Happening): Told | null {
  const always = Prisma.sql`TRUE`;
  switch (kind) {
    case 'run.completed':
    case 'run.failed':
    case 'run.diverged':
      return { kind, where: always };
    case 'review.check':
      return runId === undefined ? null : { kind: 'check.failed', subject: 'checkId', where: Prisma.sql`EXISTS (SELECT 1 FROM "CheckOutcome" WHERE "checkId" = ${subject} AND "runId" = ${runId} AND result = 'FAILED')` };
    case 'review.verdict':
      return { kind: 'verdict.given', subject: 'verdictId', where: Prisma.sql`EXISTS (SELECT 1 FROM "Verdict" WHERE id = ${subject} AND "replacedAt" IS NULL)` };
    case 'review.report':
      return { kind: 'report.saved', subject: 'reportId', where: Prisma.sql`EXISTS (SELECT 1 FROM "Report" WHERE id = ${subject} AND "deletedAt" IS NULL)` };
    case 'review.thread':
      return commentId === undefined ? null : { kind: 'comment.added', subject: 'threadId', where: always };
    default:
      return null;
  }
}

/**
 * The part of a statement that puts an event, a row of `event`, before every webhook that wants it, so that both are there or neither: whichever process
 * records an event, and however many servers run, each webhook has it once. Null where none can want it.
 */
export function deliveriesOf(event: Happening): Prisma.Sql | null {
  const told = toldAs(event);
  if (told === null) return null;
  const named = { ...(told.subject && { [told.subject]: event.subject }), ...(event.commentId !== undefined && { commentId: event.commentId }) };
  return Prisma.sql`
    INSERT INTO "WebhookDelivery" (id, "webhookId", "eventId", kind, facts)
    SELECT 'delivery_' || substr(w.id, length('hook_') + 1) || '-' || event.id, w.id, event.id, ${told.kind},
      jsonb_strip_nulls(jsonb_build_object('studyId', event."studyId", 'runId', event."runId")) || ${JSON.stringify(named)}::jsonb
    FROM event JOIN "Webhook" w ON (w."studyId" IS NULL OR w."studyId" = event."studyId") AND w."disabledAt" IS NULL AND ${told.kind} = ANY (w.kinds)
    WHERE ${told.where}`;
}
