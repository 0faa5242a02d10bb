import type { RequestContext } from '../access/request-context.ts';
import { runsById } from '../runs/list-runs.ts';
import { CheckResult } from '../../prisma/client.ts';
import type { CheckedRun } from './check.type.ts';
import { outcomesOfRuns } from './run-outcomes.ts';
import { runToCheck } from './run-to-check.ts';

/**
 * The completed runs that fail a check now, those that began to last first, each with what it fails. Which may is known from what was kept;
 * what comes out is read anew, so a run that no longer fails is not among them.
 */
export async function failedRuns(context: RequestContext, first: number): Promise<CheckedRun[]> {
  const { record, caller } = context;
  const rows = await record.$queryRaw<{ runId: string }[]>`
    SELECT o."runId" FROM "CheckOutcome" o JOIN "Check" c ON c.id = o."checkId" JOIN "Run" r ON r.id = o."runId"
    WHERE o.result = 'FAILED' AND c."archivedAt" IS NULL AND r."archivedAt" IS NULL AND r.status = 'COMPLETED' AND (${caller.studyId}::text IS NULL OR r."studyId" = ${caller.studyId}::text)
    GROUP BY o."runId" ORDER BY max(o.at) DESC, o."runId" LIMIT ${first}`;
  const runs = (await Promise.all(rows.map(({ runId }) => context.load(runsById, runId)))).filter((run) => run !== null);
  const found = await record.run.findMany({ where: { id: { in: runs.map(({ id }) => id) } }, select: { id: true, studyId: true, status: true, architecture: true, dataset: true, terminalPhaseEpoch: true } });
  const outcomes = await outcomesOfRuns(record, found.map(runToCheck));
  return runs.flatMap((run) => {
    const failed = outcomes[found.findIndex(({ id }) => id === run.id)]?.filter(({ result }) => result === 'FAILED') ?? [];
    return failed.length === 0 ? [] : [{ run, result: CheckResult.FAILED, outcomes: failed }];
  });
}
