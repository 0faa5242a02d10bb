import { Prisma } from '../../prisma/client.ts';
import type { RequestContext } from '../access/request-context.ts';
import type { TagCount } from './tag.type.ts';

/** The tags of the runs that the caller sees, most used first. */
export function countTags({ record, caller }: RequestContext, { studyId, first }: { studyId?: string | null; first: number }): Promise<TagCount[]> {
  const studies = [studyId, caller.studyId].filter((id) => id != null);
  const among = studies.map((id) => Prisma.sql`AND "studyId" = ${id}`);
  return record.$queryRaw<TagCount[]>`
    SELECT tag, count(*)::int AS "runCount" FROM "Run", unnest(tags) AS tag
    WHERE "archivedAt" IS NULL AND tags <> '{}' ${among.length > 0 ? Prisma.join(among, ' ') : Prisma.empty}
    GROUP BY tag ORDER BY "runCount" DESC, tag LIMIT ${first}`;
}
