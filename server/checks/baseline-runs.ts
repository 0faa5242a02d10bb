import type { PrismaClient } from '../../prisma/client.ts';
import type { RunToCheck } from './run-to-check.ts';

type Baseline = Pick<RunToCheck, 'id' | 'terminalPhaseEpoch'>;

/** The baseline of each run's study, architecture and data set, by the run's id; no run, no question. */
export async function baselinesOf(record: PrismaClient, runs: readonly Pick<RunToCheck, 'id' | 'studyId' | 'architecture' | 'dataset'>[]): Promise<Map<string, Baseline>> {
  if (runs.length === 0) return new Map();
  const rows = await record.$queryRaw<(Baseline & { of: string })[]>`
    SELECT q.id AS of, r.id, r."terminalPhaseEpoch"
    FROM unnest(${runs.map((run) => run.id)}::text[], ${runs.map((run) => run.studyId)}::text[], ${runs.map((run) => run.architecture)}::text[], ${runs.map((run) => run.dataset)}::text[])
      AS q(id, study, architecture, dataset)
    JOIN "Baseline" b ON b."studyId" = q.study AND b.architecture = q.architecture AND b.dataset = q.dataset
    JOIN "Run" r ON r.id = b."runId"`;
  return new Map(rows.map(({ of, ...baseline }) => [of, baseline]));
}
