import type { Check as CheckRow, PrismaClient } from '../../prisma/client.ts';
import { seesStudy } from '../access/caller.ts';
import type { RequestContext } from '../access/request-context.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import type { Check } from './check.type.ts';
import { ruleInWords } from './check-rule.ts';

export interface ChecksQuestion {
  studyId: string;
  withArchived: boolean;
}

/** The checks of each study, in the order they were made. */
export async function checksOfStudies(record: PrismaClient, questions: readonly ChecksQuestion[]): Promise<Check[][]> {
  const rows = await record.check.findMany({ where: { studyId: { in: questions.map(({ studyId }) => studyId) } }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return questions.map(({ studyId, withArchived }) => rows.filter((row) => row.studyId === studyId && (withArchived || row.archivedAt === null)).map(presentCheck));
}

/** One check; null where there is none that the caller sees. */
export async function visibleCheck({ record, caller }: RequestContext, id: string): Promise<Check | null> {
  const row = id.includes('\0') ? null : await record.check.findUnique({ where: { id } });
  return row && seesStudy(caller, row.studyId) ? presentCheck(row) : null;
}

/** A row under the names of the schema. */
export function presentCheck(row: CheckRow): Check {
  const metric = row.metric as MetricId;
  return { ...row, metric, rule: ruleInWords({ ...row, metric }) };
}
