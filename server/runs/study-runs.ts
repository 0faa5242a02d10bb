import type { PrismaClient } from '../../prisma/client.ts';
import { runsById } from './list-runs.ts';
import type { Run } from './run.type.ts';
import type { RunGroupCount, StudyBaseline } from './study-runs.type.ts';

/** The runs in use of each study by family, data set and status; one statement for all studies. */
export async function runGroupCounts(record: PrismaClient, studyIds: readonly string[]): Promise<RunGroupCount[][]> {
  const rows = await record.$queryRaw<(RunGroupCount & { studyId: string })[]>`
    SELECT "studyId", architecture, dataset, status::text AS status, count(*)::int AS "runCount", count("terminalPhaseEpoch")::int AS "terminalPhaseCount"
    FROM "Run" WHERE "studyId" = ANY(${[...studyIds]}) AND "archivedAt" IS NULL
    GROUP BY "studyId", architecture, dataset, status ORDER BY architecture, dataset, status`;
  return studyIds.map((id) => rows.flatMap(({ studyId, ...group }) => (studyId === id ? [group] : [])));
}

/** Which runs of a study are wanted. */
export interface NewestRuns {
  studyId: string;
  first: number;
}

/** The newest runs in use of each study, newest first; two statements for all studies. */
export async function newestRuns(record: PrismaClient, wanted: readonly NewestRuns[]): Promise<Run[][]> {
  const most = Math.max(...wanted.map(({ first }) => first));
  const places = await record.$queryRaw<{ id: string; studyId: string }[]>`
    SELECT id, "studyId" FROM (
      SELECT id, "studyId", row_number() OVER (PARTITION BY "studyId" ORDER BY "createdAt" DESC, id DESC) AS place
      FROM "Run" WHERE "studyId" = ANY(${wanted.map(({ studyId }) => studyId)}) AND "archivedAt" IS NULL
    ) newest WHERE place <= ${most} ORDER BY "studyId", place`;
  const runs = await runsById(record, places.map(({ id }) => id));
  return wanted.map(({ studyId, first }) => runs.filter((run, k): run is Run => run !== null && places[k]!.studyId === studyId).slice(0, first));
}

/** The runs that each study's others are held against; two statements for all studies. */
export async function baselinesOfStudies(record: PrismaClient, studyIds: readonly string[]): Promise<StudyBaseline[][]> {
  const rows = await record.baseline.findMany({ where: { studyId: { in: [...studyIds] } }, orderBy: [{ architecture: 'asc' }, { dataset: 'asc' }] });
  const runs = await runsById(record, rows.map(({ runId }) => runId));
  return studyIds.map((id) => rows.flatMap(({ studyId, setAt }, k) => (studyId === id && runs[k] ? [{ setAt, run: runs[k] }] : [])));
}
