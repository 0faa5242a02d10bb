import type { PrismaClient, Split } from '../../prisma/client.ts';
import type { RequestContext } from '../access/request-context.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { demandRuns } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.type.ts';

/** By run: sha256 over the digests of all its snapshots of a layer and split, and over what its epochs' rows hold; they change whenever an answer could. */
export async function runDigests(record: PrismaClient, runIds: readonly string[], split: Split, layer: string): Promise<Record<string, string>> {
  const rows = await record.$queryRaw<{ id: string; digest: string }[]>`
    SELECT r.id, encode(sha256(convert_to(concat_ws(';', r."terminalPhaseEpoch",
      (SELECT string_agg(s.digest, ',' ORDER BY s.epoch) FROM "Snapshot" s WHERE s."runId" = r.id AND s.split = ${split}::"Split" AND s.layer = ${layer}),
      (SELECT string_agg(concat_ws(' ', e.epoch, e."trainLoss", e."testLoss", e."trainError", e."testError", e.robustness), ',' ORDER BY e.epoch) FROM "Epoch" e WHERE e."runId" = r.id)
    ), 'UTF8')), 'hex') AS digest
    FROM "Run" r WHERE r.id = ANY(${[...runIds]}) ORDER BY r.id`;
  return Object.fromEntries(rows.map(({ id, digest }) => [id, digest]));
}

/**
 * Runs of a study, which a report on it may show. A link that shows one study must never show others through a report.
 *
 * @throws CollapsarError NOT_FOUND; BAD_USER_INPUT for a run of another study
 */
export async function runsOfStudy(context: RequestContext, studyId: string, ids: readonly string[]): Promise<Run[]> {
  const runs = await demandRuns(context, ids);
  const foreign = runs.find((run) => run.studyId !== studyId);
  if (!foreign) return runs;
  throw new CollapsarError('BAD_USER_INPUT', `The run ${foreign.id} is of another study; a report shows runs of its own study alone.`);
}
