import type { Prisma } from '../../prisma/client.ts';

/** The people who launched or brought a run, or asked for a verdict on it. The record keeps their names; those of people who are gone are nobody's. */
export async function whoseRun(tx: Prisma.TransactionClient, { id, studyId }: { id: string; studyId: string }): Promise<string[]> {
  const launched = await tx.auditEvent.findMany({ where: { subject: id, action: { in: ['launchRuns', 'createIngestedRun'] }, refusal: null }, select: { person: true }, take: 10 });
  const asked = await tx.reviewRequest.findMany({ where: { studyId, OR: [{ runId: id }, { runId: null }] }, select: { askedBy: true }, distinct: ['askedBy'] });
  const names = [...launched.map(({ person }) => person), ...asked.map(({ askedBy }) => askedBy)].filter((name) => name !== null);
  if (names.length === 0) return [];
  return (await tx.user.findMany({ where: { name: { in: names }, disabledAt: null }, select: { id: true } })).map((user) => user.id);
}
