import { Prisma, type PrismaClient, type VerdictKind, type Verdict as VerdictRow } from '../../prisma/client.ts';
import { seesStudy } from '../access/caller.ts';
import type { Connection } from '../access/connection.ts';
import { listTag } from '../access/cursor.ts';
import { type PageArguments, pageOf } from '../access/page-arguments.ts';
import type { RequestContext } from '../access/request-context.ts';
import type { Verdict as Suggested } from '../measuring/suggested-verdict.ts';
import { pagesTogether } from './pages-together.ts';
import { type FormulaVersions, pinnedDigests, staleReason } from './pinned-data.ts';
import type { VerdictArguments } from './verdict.input.ts';
import type { ReviewVerdict, VerdictSummary } from './verdict.type.ts';

export interface VerdictQuestion extends PageArguments {
  studyId: string | null;
  runId: string | null;
  withReplaced: boolean;
}

/** A page of the verdicts that the caller sees, newest first. @throws CollapsarError BAD_USER_INPUT for a cursor of another list */
export async function listVerdicts(context: RequestContext, { studyId, runId, ...page }: VerdictArguments): Promise<Connection<ReviewVerdict>> {
  const { caller } = context;
  const own = studyId ?? caller.studyId;
  const [found] = await verdictPages(context.record, [{ ...page, studyId: seesStudy(caller, own) ? own : '', runId: runId ?? null }]);
  return found!;
}

/** A page of verdicts for each question, newest first; one statement however many there are. */
export async function verdictPages(record: PrismaClient, questions: readonly VerdictQuestion[]): Promise<Connection<ReviewVerdict>[]> {
  const lists = questions.map((question) => ({
    list: listTag('verdicts', question.studyId, question.runId, question.withReplaced),
    wanted: wantedBy(question),
    columns: [{ sql: Prisma.sql`t."createdAt"`, type: 'time' as const }, { sql: Prisma.sql`t.id`, type: 'string' as const }],
    direction: 'DESC' as const,
    position: (row: VerdictRow) => [row.createdAt.getTime(), row.id],
    page: pageOf(question),
  }));
  return pagesTogether(record, Prisma.sql`"Verdict" t`, lists, presentVerdict);
}

function wantedBy({ studyId, runId, withReplaced }: VerdictQuestion): Prisma.Sql {
  const ofStudy = studyId === null ? Prisma.sql`TRUE` : Prisma.sql`t."studyId" = ${studyId}`;
  const ofRun = runId === null ? Prisma.sql`TRUE` : Prisma.sql`t."runId" = ${runId}`;
  return Prisma.sql`${ofStudy} AND ${ofRun} AND ${withReplaced ? Prisma.sql`TRUE` : Prisma.sql`t."replacedAt" IS NULL`}`;
}

function presentVerdict({ formulas, suggested, fromArchive, reviewerName, ...row }: VerdictRow): ReviewVerdict {
  return { ...row, isFromArchive: fromArchive, archivedName: reviewerName, versions: formulas as FormulaVersions, suggested: suggested as Suggested | null };
}

/** Verdicts by id, in the ids' order; null where there is none. */
export async function verdictsById(record: PrismaClient, ids: readonly string[]): Promise<(ReviewVerdict | null)[]> {
  const rows = await record.verdict.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, presentVerdict(row)]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** The verdicts that stand on each run, newest first: one of each person, and those from archives. */
export async function standingVerdicts(record: Pick<PrismaClient, 'verdict'>, runIds: readonly string[]): Promise<ReviewVerdict[][]> {
  const rows = await record.verdict.findMany({ where: { runId: { in: [...runIds] }, replacedAt: null }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
  return runIds.map((id) => rows.filter(({ runId }) => runId === id).map(presentVerdict));
}

/** The verdicts of a person that stand on runs which may still change, newest first; null: of the person at the server itself. */
export async function standingVerdictsOf(record: Pick<PrismaClient, 'verdict'>, reviewerId: string | null, take: number): Promise<ReviewVerdict[]> {
  const where = { reviewerId, replacedAt: null, study: { archivedAt: null, finalAt: null } };
  return (await record.verdict.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take })).map(presentVerdict);
}

export interface SummaryQuestion {
  runId: string;
  /** verdicts that the run's study asks for */
  needed: number;
}

/** What the standing verdicts on each run say together. */
export async function verdictSummaries(record: Prisma.TransactionClient, questions: readonly SummaryQuestion[]): Promise<VerdictSummary[]> {
  const runIds = questions.map(({ runId }) => runId);
  const verdicts = await standingVerdicts(record, runIds);
  const judged = runIds.filter((_, i) => verdicts[i]!.length > 0);
  const found = judged.length === 0 ? [] : await pinnedDigests(record, judged);
  const digests = new Map(judged.map((id, i) => [id, found[i]!]));
  return questions.map(({ runId, needed }, i) => summaryOf(verdicts[i]!, digests.get(runId) ?? null, needed));
}

function summaryOf(verdicts: ReviewVerdict[], digest: string | null, needed: number): VerdictSummary {
  const numbers = new Map<VerdictKind, number>();
  for (const { kind } of verdicts) numbers.set(kind, (numbers.get(kind) ?? 0) + 1);
  const counts = [...numbers].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind));
  const fresh = verdicts.filter(({ digest: pinned, versions }) => staleReason({ digest: pinned, formulas: versions }, digest) === null);
  const people = new Set(fresh.filter(({ isFromArchive }) => !isFromArchive).map(({ reviewerId }) => reviewerId));
  const fromArchiveCount = verdicts.filter(({ isFromArchive }) => isFromArchive).length;
  const agreement = verdicts.length === 0 ? null : counts[0]!.count / verdicts.length;
  return { counts, agreement, staleCount: verdicts.length - fresh.length, fromArchiveCount, needed, isEnough: people.size >= needed };
}
