import type { PrismaClient, Study as StudyRow } from '../../prisma/client.ts';

type StudySettings = Pick<StudyRow, 'verdictLimits' | 'finalBy'>;

/** What of a study's review its own type does not show as it is. */
export async function studySettings(record: PrismaClient, ids: readonly string[]): Promise<StudySettings[]> {
  const rows = await record.study.findMany({ where: { id: { in: [...ids] } }, select: { id: true, verdictLimits: true, finalBy: true } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? { verdictLimits: {}, finalBy: null });
}
