import type { PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { checkEventCursor } from '../access/event-cursor.ts';
import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import { visibleStudy } from '../studies/list-studies.ts';
import type { MarkSeenInput } from './activity.type.ts';
import { NOT_SHOWN } from './shown-kinds.ts';

export interface Look {
  /** id of the person, or "local" */
  who: string;
  studyId: string;
}

/** Counted no further: beyond, people read "99+". */
const MOST_COUNTED = 100;

/** How far a study was seen, and when; 0 and null before the first look. */
export interface LastLook {
  eventId: bigint;
  at: Date | null;
}

const NEVER: LastLook = { eventId: 0n, at: null };

/** The last look of each of them at a study. */
export async function lastLooks(record: PrismaClient, looks: readonly Look[]): Promise<LastLook[]> {
  const rows = await record.lastLook.findMany({ where: { OR: looks.map(({ who, studyId }) => ({ who, studyId })) } });
  return looks.map(({ who, studyId }) => rows.find((row) => row.who === who && row.studyId === studyId) ?? NEVER);
}

/** How many events of each study are new to each of them, at most 100. */
export async function unseenCounts(record: PrismaClient, looks: readonly Look[]): Promise<number[]> {
  const rows = await record.$queryRaw<{ place: number; count: number }[]>`
    SELECT q.place::int, (SELECT count(*) FROM (
      SELECT FROM "Event" e WHERE e."studyId" = q.study AND e.id > coalesce(l."eventId", 0) AND NOT e.kind = ANY(${NOT_SHOWN}::text[]) LIMIT ${MOST_COUNTED}
    ) fresh)::int AS count
    FROM unnest(${looks.map(({ who }) => who)}::text[], ${looks.map(({ studyId }) => studyId)}::text[]) WITH ORDINALITY AS q(who, study, place)
    LEFT JOIN "LastLook" l ON l.who = q.who AND l."studyId" = q.study`;
  const counts = new Map(rows.map(({ place, count }) => [place, count]));
  return looks.map((_, i) => counts.get(i + 1) ?? 0);
}

/** Whose looks a caller's are: a person's whatever token they come with. */
export const whoLooks = ({ caller }: RequestContext): string => caller.userId ?? caller.id;

/** Notes how far the caller has seen a study; what was seen stays seen. @throws CollapsarError NOT_FOUND, BAD_USER_INPUT */
export async function markSeen(context: RequestContext, input: MarkSeenInput): Promise<void> {
  const { studyId } = input;
  const eventId = checkEventCursor(input.cursor)!;
  if (!(await visibleStudy(context, studyId))) throw new CollapsarError('NOT_FOUND', `There is no study ${studyId}; take its id from the list of studies.`, { details: { type: 'Study', field: 'studyId' } });
  await write(context, { action: 'markSeen', input }, async (tx, audit) => {
    // no further than there is something: else what comes next would be seen before it happened
    const changed = await tx.$executeRaw`
      INSERT INTO "LastLook" AS l (who, "studyId", "eventId")
      SELECT ${whoLooks(context)}, ${studyId}, least(${eventId}::bigint, coalesce(max(id), 0)) FROM "Event"
      ON CONFLICT (who, "studyId") DO UPDATE SET "eventId" = excluded."eventId", at = now() WHERE l."eventId" < excluded."eventId"`;
    if (changed > 0) audit({ subject: studyId, after: { seen: String(eventId) } });
    return {};
  });
  context.forget();
}
