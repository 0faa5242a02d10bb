import type { Prisma, PrismaClient } from '../../prisma/client.ts';
import { presentRun } from '../runs/present-run.ts';
import type { ReviewProgress, RunsByVerdicts } from './study-review.type.ts';
import { verdictSummaries } from './list-verdicts.ts';

const MOST_SHOWN = 100;

/** How far the review of each study has come; as many statements for many studies as for one. */
export async function reviewProgress(record: PrismaClient, studyIds: readonly string[]): Promise<ReviewProgress[]> {
  const lacking = await runsLackingVerdicts(record, studyIds);
  const numbers = await runsByVerdicts(record, studyIds);
  const shown = studyIds.flatMap((id) => lacking.runs.filter(({ studyId }) => studyId === id).slice(0, MOST_SHOWN)).map(({ id }) => id);
  const rows = shown.length === 0 ? [] : await record.run.findMany({ where: { id: { in: shown } }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return studyIds.map((id) => {
    const completedCount = lacking.completed.get(id) ?? 0;
    const left = lacking.runs.filter(({ studyId }) => studyId === id).length;
    const byVerdicts = numbers.filter(({ studyId }) => studyId === id).map(({ verdictCount, runCount }) => ({ verdictCount, runCount }));
    return { completedCount, enoughCount: completedCount - left, byVerdicts, lacking: rows.filter(({ studyId }) => studyId === id).map(presentRun) };
  });
}

/** A person has at most one verdict that stands on a run; the person at the server is one of them. */
function runsByVerdicts(record: PrismaClient, studyIds: readonly string[]): Promise<(RunsByVerdicts & { studyId: string })[]> {
  return record.$queryRaw`
    SELECT n."studyId", n.verdicts AS "verdictCount", count(*)::int AS "runCount" FROM (
      SELECT r.id, r."studyId", count(v.id)::int AS verdicts FROM "Run" r LEFT JOIN "Verdict" v ON v."runId" = r.id AND v."replacedAt" IS NULL
      WHERE r."studyId" = ANY(${[...studyIds]}) AND r.status = 'COMPLETED' AND r."archivedAt" IS NULL GROUP BY r.id
    ) n GROUP BY n."studyId", n.verdicts ORDER BY n.verdicts`;
}

interface Lacking {
  /** completed runs that were not put aside, by study */
  completed: Map<string, number>;
  /** those of them with fewer verdicts that are not stale than their study asks for, the oldest first */
  runs: { id: string; studyId: string; name: string }[];
}

/** The runs that keep studies from being final. */
export async function runsLackingVerdicts(record: Prisma.TransactionClient, studyIds: readonly string[]): Promise<Lacking> {
  const runs = await record.$queryRaw<{ id: string; studyId: string; name: string; needed: number }[]>`
    SELECT r.id, r."studyId", r.name, st."verdictsNeeded" AS needed FROM "Run" r JOIN "Study" st ON st.id = r."studyId"
    WHERE r."studyId" = ANY(${[...studyIds]}) AND r.status = 'COMPLETED' AND r."archivedAt" IS NULL ORDER BY r."createdAt", r.id`;
  const completed = new Map<string, number>();
  for (const { studyId } of runs) completed.set(studyId, (completed.get(studyId) ?? 0) + 1);
  const asked = runs.filter(({ needed }) => needed > 0);
  if (asked.length === 0) return { completed, runs: [] };
  const summaries = await verdictSummaries(record, asked.map(({ id, needed }) => ({ runId: id, needed })));
  return { completed, runs: asked.filter((_, i) => !summaries[i]!.isEnough) };
}
