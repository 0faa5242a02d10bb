import type { Prisma } from '../../prisma/client.ts';

/** Marks as done what a person was asked by a verdict: to judge this run, and to judge all of the study's where none is left. */
export async function settleRequests(tx: Prisma.TransactionClient, reviewerId: string, run: { id: string; studyId: string }): Promise<void> {
  const open = { reviewerId, doneAt: null };
  const doneAt = new Date();
  await tx.reviewRequest.updateMany({ where: { ...open, runId: run.id }, data: { doneAt } });
  const ofStudy = { ...open, studyId: run.studyId, runId: null };
  if ((await tx.reviewRequest.count({ where: ofStudy })) === 0) return;
  const [{ left }] = await tx.$queryRaw<[{ left: number }]>`
    SELECT count(*)::int AS left FROM "Run" r WHERE r."studyId" = ${run.studyId} AND r."archivedAt" IS NULL
      AND NOT EXISTS (SELECT FROM "Verdict" v WHERE v."runId" = r.id AND v."reviewerId" = ${reviewerId} AND v."replacedAt" IS NULL)`;
  if (left === 0) await tx.reviewRequest.updateMany({ where: ofStudy, data: { doneAt } });
}
