/** What a delivery tells, as it was recorded. */
export interface Told {
  /** a name of prisma/webhook-outbox.ts, or ping */
  kind: string;
  /** null: a test */
  eventId: bigint | null;
  facts: Facts;
  /** null: the study is gone, or there was none */
  studySlug: string | null;
  createdAt: Date;
}

/** Ids of what happened. */
export interface Facts {
  studyId?: string;
  runId?: string;
  checkId?: string;
  verdictId?: string;
  reportId?: string;
  threadId?: string;
  commentId?: string;
}

/**
 * The body that is sent: kind, time, ids and an address to look at; no names, no values, no secrets.
 *
 * @param publicUrl where people reach the server, without a slash at its end
 */
export function messageOf({ kind, eventId, facts, studySlug, createdAt }: Told, publicUrl: string): string {
  return JSON.stringify({
    type: kind,
    timestamp: createdAt.toISOString(),
    data: { ...facts, ...(eventId !== null && { event: String(eventId) }), url: publicUrl + pathOf(facts, studySlug) },
  });
}

function pathOf({ runId, reportId, verdictId, threadId }: Facts, studySlug: string | null): string {
  if (runId) return `/runs/${runId}${verdictId || threadId ? '?review=1' : ''}`;
  if (reportId) return `/reports/${reportId}`;
  return studySlug === null ? '/' : `/studies/${studySlug}`;
}
