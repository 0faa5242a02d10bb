import type { Prisma } from './client.ts';
import { CollapsarError } from './errors.ts';

/**
 * Refuses a change of runs whose study is final, and keeps it from becoming final until the caller's transaction ends. Call it before the runs are
 * locked: studies are always locked before their runs.
 *
 * @throws CollapsarError PRECONDITION_FAILED
 */
export async function demandOpenStudies(tx: Pick<Prisma.TransactionClient, '$queryRaw'>, runIds: readonly string[]): Promise<void> {
  const studies = await tx.$queryRaw<FinalStudy[]>`
    SELECT name, "finalAt" FROM "Study" WHERE id IN (SELECT "studyId" FROM "Run" WHERE id = ANY(${[...runIds]})) ORDER BY id FOR SHARE`;
  studies.forEach(demandOpen);
}

interface FinalStudy {
  name: string;
  finalAt: Date | null;
}

/** @throws CollapsarError PRECONDITION_FAILED for a study that is final */
export function demandOpen({ name, finalAt }: FinalStudy): void {
  if (finalAt === null) return;
  throw new CollapsarError('PRECONDITION_FAILED', `The study "${name}" is final: its runs and their verdicts stay as they are. Open it again first.`);
}
