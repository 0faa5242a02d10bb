import { Prisma, type PrismaClient, type Report as ReportRow, type ReportVersion as VersionRow } from '../../prisma/client.ts';
import { seesStudy } from '../access/caller.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { listTag } from '../access/cursor.ts';
import { keysetQuery, type QueryColumn } from '../access/keyset-query.ts';
import { type PageArguments, pageOf } from '../access/page-arguments.ts';
import type { RequestContext } from '../access/request-context.ts';
import { pagesTogether } from '../reviews/pages-together.ts';
import type { KeptBlock } from './block-answer.ts';
import type { ReportArguments } from './report.input.ts';
import type { Report, ReportVersion } from './report.type.ts';

const LAST_CHANGED: QueryColumn[] = [{ name: 'updatedAt', type: 'time' }, { name: 'id', type: 'string' }];

/** A page of the reports of a study, or of all that the caller sees, last changed first; empty for a study that the caller does not see. */
export async function listReports({ record, caller }: RequestContext, { studyId, ...question }: ReportArguments): Promise<Connection<Report>> {
  const ofStudy = studyId ?? caller.studyId;
  const list = listTag('reports', ofStudy ?? '');
  const page = pageOf(question);
  const wanted = { ...(ofStudy !== null && { studyId: seesStudy(caller, ofStudy) ? ofStudy : '' }), deletedAt: null };
  const { where, orderBy, take } = keysetQuery(list, LAST_CHANGED, 'DESC', page);
  const rows = await record.report.findMany({ where: { AND: [wanted, where] }, orderBy, take });
  return toConnection<ReportRow, Report>({
    list, rows, page,
    position: (row) => [row.updatedAt.getTime(), row.id],
    present: presentReport,
    countAll: () => record.report.count({ where: wanted }),
  });
}

/** One report; null where there is none that the caller sees. */
export async function visibleReport({ record, caller }: RequestContext, id: string): Promise<Report | null> {
  const row = id.includes('\0') ? null : await record.report.findFirst({ where: { id, deletedAt: null } });
  return row && seesStudy(caller, row.studyId) ? presentReport(row) : null;
}

function presentReport({ createdBy, deletedAt: _, fromArchive, authorName, ...row }: ReportRow): Report {
  return { ...row, ownerId: createdBy, isFromArchive: fromArchive, archivedName: authorName };
}

export interface VersionKey {
  reportId: string;
  number: number;
}

type VersionHead = Omit<VersionRow, 'body' | 'blocks'>;

/** Never the bodies, and never the answers: a page of them would be megabytes. */
const HEADS = Prisma.sql`(SELECT "reportId", number, title, author, at, "fromArchive" FROM "ReportVersion") t`;

/** A page of the versions of each report, newest first; one statement however many reports are asked about. */
export async function versionPages(record: PrismaClient, questions: readonly (PageArguments & { reportId: string })[]): Promise<Connection<ReportVersion>[]> {
  const lists = questions.map((question) => ({
    list: listTag('reportVersions', question.reportId),
    wanted: Prisma.sql`t."reportId" = ${question.reportId}`,
    columns: [{ sql: Prisma.sql`t.number`, type: 'number' as const }],
    direction: 'DESC' as const,
    position: (row: VersionHead) => [row.number],
    page: pageOf(question),
  }));
  return pagesTogether<VersionHead, ReportVersion>(record, HEADS, lists, presentVersion);
}

/** Versions without what they hold; null where there is none of that number. */
export async function versionHeads(record: PrismaClient, keys: readonly VersionKey[]): Promise<(ReportVersion | null)[]> {
  const rows = await record.reportVersion.findMany({ where: { OR: [...keys] }, omit: { body: true, blocks: true } });
  return keys.map(({ reportId, number }) => {
    const row = rows.find((each) => each.reportId === reportId && each.number === number);
    return row ? presentVersion(row) : null;
  });
}

function presentVersion({ author, fromArchive, ...row }: VersionHead): ReportVersion {
  return { ...row, writer: author, isFromArchive: fromArchive };
}

/** The text of each version. */
export async function versionBodies(record: PrismaClient, keys: readonly VersionKey[]): Promise<string[]> {
  const rows = await record.reportVersion.findMany({ where: { OR: [...keys] }, select: { reportId: true, number: true, body: true } });
  return keys.map(({ reportId, number }) => rows.find((each) => each.reportId === reportId && each.number === number)?.body ?? '');
}

/** What each version's blocks were answered. */
export async function versionBlocks(record: PrismaClient, keys: readonly VersionKey[]): Promise<KeptBlock[][]> {
  const rows = await record.reportVersion.findMany({ where: { OR: [...keys] }, select: { reportId: true, number: true, blocks: true } });
  return keys.map(({ reportId, number }) => (rows.find((each) => each.reportId === reportId && each.number === number)?.blocks ?? []) as unknown as KeptBlock[]);
}
