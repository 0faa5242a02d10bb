import type { Prisma, Report as ReportRow } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { appendEvent } from '../../prisma/events.ts';
import { newId } from '../../prisma/ids.ts';
import { demand } from '../access/caller.ts';
import type { RequestContext } from '../access/request-context.ts';
import { checkVersion } from '../access/version.ts';
import { write } from '../access/write.ts';
import { visibleStudy } from '../studies/list-studies.ts';
import { freezeBlocks } from './freeze-blocks.ts';
import { versionBlocks, visibleReport } from './list-reports.ts';
import { readBlocks } from './read-blocks.ts';
import type { CreateReportInput, DeleteReportInput, UpdateReportInput } from './report.input.ts';

/** Each gives the id of the report. All throw CollapsarError: NOT_FOUND, FORBIDDEN, CONFLICT, PRECONDITION_FAILED or BAD_USER_INPUT. */

/** Answers are read before the transaction: it holds locks, and measuring takes time. */
export async function createReport(context: RequestContext, input: CreateReportInput): Promise<string> {
  const { studyId, title, body } = input;
  if (!(await visibleStudy(context, studyId))) throw new CollapsarError('NOT_FOUND', `There is no study ${studyId}; take its id from the list of studies.`, { details: { type: 'Study', field: 'studyId' } });
  const blocks = await freezeBlocks(context, studyId, readBlocks(body), [], []);
  const { id } = await write(context, { action: 'createReport', input }, async (tx, audit) => {
    const report = { id: newId('report'), studyId, title, version: 1, createdBy: context.caller.userId };
    await tx.report.create({ data: report, select: { id: true } });
    await keepVersion(tx, context, { reportId: report.id, number: 1, title, body, blocks: blocks as unknown as Prisma.InputJsonArray });
    audit({ subject: report.id, after: { title, version: 1, blocks: blocks.length } });
    await appendEvent(tx, { kind: 'review.report', studyId, subject: report.id });
    return { id: report.id };
  });
  return id;
}

export async function updateReport(context: RequestContext, input: UpdateReportInput): Promise<string> {
  const { reportId, expectedVersion } = input;
  const known = await visibleReport(context, reportId);
  if (!known) throw noReport(reportId);
  checkVersion(`The report "${known.title}"`, known.version, expectedVersion);
  const before = await context.record.reportVersion.findUniqueOrThrow({ where: { reportId_number: { reportId, number: expectedVersion } }, select: { title: true, body: true } });
  const [answers] = await versionBlocks(context.record, [{ reportId, number: expectedVersion }]);
  const { title, body } = { title: input.title ?? before.title, body: input.body ?? before.body };
  const blocks = await freezeBlocks(context, known.studyId, readBlocks(body), answers!, input.refreeze);
  await write(context, { action: 'updateReport', input }, async (tx, audit) => {
    const report = await lockReport(tx, reportId);
    checkVersion(`The report "${report.title}"`, report.version, expectedVersion);
    const number = expectedVersion + 1;
    await keepVersion(tx, context, { reportId, number, title, body, blocks: blocks as unknown as Prisma.InputJsonArray });
    await tx.report.update({ where: { id: reportId }, data: { title, version: number, updatedAt: new Date() }, select: { id: true } });
    audit({ subject: reportId, before: { title: report.title, version: report.version }, after: { title, version: number, blocks: blocks.length } });
    await appendEvent(tx, { kind: 'review.report', studyId: report.studyId, subject: reportId });
    return {};
  });
  return reportId;
}

/** Its author may, and an admin. Nobody finds it any more; its versions stay in the database. */
export async function deleteReport(context: RequestContext, input: DeleteReportInput): Promise<string> {
  await write(context, { action: 'deleteReport', input }, async (tx, audit) => {
    const { id, studyId, title, version, createdBy } = await lockReport(tx, input.reportId);
    if (createdBy !== context.caller.userId) demand(context.caller, 'ADMIN', "Deleting somebody else's report");
    await tx.report.update({ where: { id }, data: { deletedAt: new Date() }, select: { id: true } });
    audit({ subject: id, before: { title, version } });
    await appendEvent(tx, { kind: 'review.report', studyId, subject: id });
    return {};
  });
  return input.reportId;
}

async function keepVersion(tx: Prisma.TransactionClient, { caller }: RequestContext, version: Omit<Prisma.ReportVersionUncheckedCreateInput, 'author'>): Promise<void> {
  await tx.reportVersion.create({ data: { ...version, author: caller.person }, select: { number: true } });
}

async function lockReport(tx: Prisma.TransactionClient, id: string): Promise<ReportRow> {
  const [report] = id.includes('\0') ? [] : await tx.$queryRaw<ReportRow[]>`SELECT * FROM "Report" WHERE id = ${id} AND "deletedAt" IS NULL FOR NO KEY UPDATE`;
  if (report) return report;
  throw noReport(id);
}

const noReport = (id: string) => new CollapsarError('NOT_FOUND', `There is no report ${id}; take its id from the list of reports.`, { details: { type: 'Report', field: 'reportId' } });
