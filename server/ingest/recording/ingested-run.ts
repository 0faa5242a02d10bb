import type { Prisma, PrismaClient } from '../../../prisma/client.ts';
import { CollapsarError } from '../../../prisma/errors.ts';
import { demandOpenStudies } from '../../../prisma/final-study.ts';
import { type Caller, seesStudy } from '../../access/caller.ts';

const FIELDS = { id: true, studyId: true, name: true, source: true, status: true, attempt: true, classes: true, features: true, classNames: true, loss: true, lossReduction: true, optimiser: true, terminalPhaseAccuracy: true, terminalPhaseEpoch: true } satisfies Prisma.RunSelect;

export type IngestedRun = Prisma.RunGetPayload<{ select: typeof FIELDS }>;

/**
 * A run from outside that the caller sees.
 *
 * @throws CollapsarError NOT_FOUND; PRECONDITION_FAILED for a run of a trainer, whose epochs come from nobody else
 */
export async function demandIngestedRun(reader: PrismaClient | Prisma.TransactionClient, caller: Caller, runId: string): Promise<IngestedRun> {
  const run = await reader.run.findUnique({ where: { id: runId }, select: FIELDS });
  if (!run || !seesStudy(caller, run.studyId)) throw new CollapsarError('NOT_FOUND', 'There is no run of this id; make one first, or take its id from the list of runs.', { details: { type: 'Run' } });
  if (run.source !== 'INGESTED') throw new CollapsarError('PRECONDITION_FAILED', `"${run.name}" is trained here, and its epochs come from its trainer alone; make a run of your own for what comes from outside.`, { details: { state: run.source } });
  return run;
}

/** The same, locked until the end of the transaction: epochs of one run are recorded one after the other. Refused while its study is final. */
export async function lockIngestedRun(tx: Prisma.TransactionClient, caller: Caller, runId: string): Promise<IngestedRun> {
  await demandOpenStudies(tx, [runId]);
  await tx.$executeRaw`SELECT 1 FROM "Run" WHERE id = ${runId} FOR NO KEY UPDATE`;
  return demandIngestedRun(tx, caller, runId);
}
