import type { PrismaClient } from '../../prisma/client.ts';
import type { RunToCheck } from './run-to-check.ts';

/** Runs of a study that are checked at once. */
const MOST_RUNS = 500;

/** The newest completed runs of a study that were not put aside, and how many more there are. */
export async function completedRuns(record: PrismaClient, studyId: string): Promise<{ runs: RunToCheck[]; leftOutRunCount: number }> {
  const where = { studyId, status: 'COMPLETED', archivedAt: null } as const;
  const select = { id: true, studyId: true, status: true, architecture: true, dataset: true, terminalPhaseEpoch: true } as const;
  const runs = await record.run.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: MOST_RUNS, select });
  const count = runs.length < MOST_RUNS ? runs.length : await record.run.count({ where });
  return { runs, leftOutRunCount: count - runs.length };
}
