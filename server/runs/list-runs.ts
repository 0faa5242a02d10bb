import { Prisma, type PrismaClient, type Run as RunRow } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { sharedRead } from '../../prisma/shared-read.ts';
import { type Caller, seesStudy } from '../access/caller.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { listTag, type Position } from '../access/cursor.ts';
import type { KeyColumn } from '../access/keyset.ts';
import { type KeysetPart, keysetParts } from '../access/keyset-parts.ts';
import { type PageArguments, pageOf } from '../access/page-arguments.ts';
import type { RequestContext } from '../access/request-context.ts';
import { checkRunFilter } from './check-run-filter.ts';
import { presentRun } from './present-run.ts';
import type { Study } from '../studies/study.type.ts';
import { ALL_OF_RUNS, type RunColumn, type RunsShown } from './run-columns.ts';
import type { RunFilter } from './run-filter.input.ts';
import { hangsOnValues, listedSql, runFilterSql, uncertainFilterSql } from './run-filter-sql.ts';
import type { RunOrder } from './run-order.input.ts';
import { checkRunOrder, runOrderColumns } from './run-order-sql.ts';
import { RunTables } from './run-sql.ts';
import type { Run } from './run.type.ts';

export interface RunQuestion extends PageArguments {
  filter?: RunFilter | null;
  orderBy?: RunOrder | null;
}

/** A page of runs, which can also tell how many of them hang on values that are not computed yet. */
export interface RunList extends Connection<Run> {
  countPending: () => Promise<number>;
}

type Seeing = Pick<Caller, 'studyId'>;

/**
 * A page of the runs that the caller sees, newest first where no order is given; the id settles what is equal.
 *
 * @param shown what to read of each run; what other columns give is not right in the answer
 * @throws CollapsarError BAD_USER_INPUT for a filter, an order or a cursor that cannot be answered
 */
export async function listRuns(record: PrismaClient, question: RunQuestion, caller: Seeing, shown: RunsShown = ALL_OF_RUNS): Promise<RunList> {
  const { filter } = question;
  const page = pageOf(question);
  if (filter) checkRunFilter(filter);
  const order = checkRunOrder(question.orderBy);
  const list = listTag('runs', filter, order);
  const tables = new RunTables();
  const condition = Prisma.sql`${seen(caller)} AND ${runFilterSql(filter, tables)}`;
  const columns = runOrderColumns(order, tables);
  const wanted = [...shown.columns.map(columnSql), ...(shown.withStudy ? [Prisma.sql`to_jsonb(${tables.study()}) AS study`] : [])];
  const parts = keysetParts(list, columns, order.direction, page).map((part, i) => partSql(part, i, columns, { wanted, condition, tables, limit: page.size + 1 }));
  // in one statement: keys first and their runs then would cost a second one
  const found = await sharedRead<PageRow>(record, statementOf(parts));
  const rows = [...found].sort((a, b) => a.part - b.part).slice(0, page.size + 1);
  return {
    ...toConnection({ list, rows, page, position: (row) => columns.map((_, i) => row[`key_${i}`]!), present: presentRow, countAll: () => countRuns(record, filter, caller) }),
    countPending: () => countPending(record, filter, order, caller),
  };
}

interface PartAsked {
  wanted: Prisma.Sql[];
  condition: Prisma.Sql;
  tables: RunTables;
  limit: number;
}

/** The study comes as one column, so that its names do not meet the run's. */
function partSql(part: KeysetPart, number: number, columns: readonly KeyColumn[], { wanted, condition, tables, limit }: PartAsked): Prisma.Sql {
  const position = part.columns.map((sql, i) => Prisma.sql`${columns[i]!.type.startsWith('time') ? inMs(sql) : sql} AS ${KEY_NAMES[i]!}`);
  const isNeeded = number === 0 ? Prisma.empty : Prisma.sql`AND (SELECT count(*) FROM part_0) < ${limit}::int`;
  return Prisma.sql`SELECT ${number}::int AS part, ${Prisma.join([...position, ...wanted])} FROM ${tables.from}
    WHERE ${condition} AND ${part.where} ${isNeeded} ORDER BY ${part.orderBy} LIMIT ${limit}`;
}

/** A second part is looked for only where the first does not fill the page. */
function statementOf([first, second]: Prisma.Sql[]): Prisma.Sql {
  if (!second) return first!;
  return Prisma.sql`WITH part_0 AS MATERIALIZED (${first}), part_1 AS MATERIALIZED (${second}) SELECT * FROM part_0 UNION ALL SELECT * FROM part_1`;
}

type PageRow = RunRow & { part: number; study?: Jsonned<Study> } & { [key: `key_${number}`]: Position[number] };
/** JSON has no times: they come as text. */
type Jsonned<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };

function presentRow({ study, part: _part, ...row }: PageRow): Run {
  const run = presentRun(row);
  if (study) run.brought = { study: { ...study, createdAt: new Date(study.createdAt), archivedAt: study.archivedAt === null ? null : new Date(study.archivedAt), finalAt: study.finalAt === null ? null : new Date(study.finalAt) } satisfies Study };
  return run;
}

const KEY_NAMES = Array.from({ length: 3 }, (_, i) => Prisma.raw(`key_${i}`));
const inMs = (time: Prisma.Sql): Prisma.Sql => Prisma.sql`round(extract(epoch FROM ${time}) * 1000)::float8`;
const seen = ({ studyId }: Seeing): Prisma.Sql => (studyId === null ? Prisma.sql`TRUE` : Prisma.sql`r."studyId" = ${studyId}`);

/** A column as `findMany` would give it: lists are never null, and enums are read as text. */
function columnSql(column: RunColumn): Prisma.Sql {
  const name = Prisma.raw(`"${column}"`);
  if (column === 'splits') return Prisma.sql`coalesce(r.splits::text[], '{}') AS splits`;
  return LISTS.includes(column) ? Prisma.sql`coalesce(r.${name}, '{}') AS ${name}` : Prisma.sql`r.${name}`;
}

const LISTS: RunColumn[] = ['measuredEpochs', 'layers', 'classNames', 'warnings', 'tags'];

async function countRuns(record: PrismaClient, filter: RunFilter | null | undefined, caller: Seeing): Promise<number> {
  const tables = new RunTables();
  const wanted = runFilterSql(filter, tables);
  const rows = await sharedRead<{ count: number }>(record, Prisma.sql`SELECT count(*)::int AS count FROM ${tables.from} WHERE ${seen(caller)} AND ${wanted}`);
  return rows[0]!.count;
}

/** Runs of which it is unknown whether they are in the list, and those in it whose place in the order is unknown. */
async function countPending(record: PrismaClient, filter: RunFilter | null | undefined, { metric }: RunOrder, caller: Seeing): Promise<number> {
  if (!metric && !hangsOnValues(filter)) return 0;
  const tables = new RunTables();
  const wanted = uncertainFilterSql(filter, tables);
  const unplaced = metric ? Prisma.sql`OR (${wanted} AND ${tables.value(metric, metric.name).isPending})` : Prisma.empty;
  const rows = await sharedRead<{ count: number }>(record, Prisma.sql`
    SELECT count(*)::int AS count FROM ${tables.from} WHERE ${seen(caller)} AND ${listedSql(filter)} AND ${tables.isPending} AND (${wanted} IS NULL ${unplaced})`);
  return rows[0]!.count;
}

/** Runs by id, in the ids' order; null where there is none. */
export async function runsById(record: PrismaClient, ids: readonly string[]): Promise<(Run | null)[]> {
  const rows = await record.run.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, presentRun(row)]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** One run; null where there is none that the caller sees. */
export async function visibleRun(context: RequestContext, id: string): Promise<Run | null> {
  if (id.includes('\0')) return null; // Postgres would refuse the whole batch
  const run = await context.load(runsById, id);
  return run && seesStudy(context.caller, run.studyId) ? run : null;
}

/** Runs in the ids' order. @throws CollapsarError NOT_FOUND that names the first id which the caller does not see */
export async function demandRuns(context: RequestContext, ids: readonly string[]): Promise<Run[]> {
  const runs = await Promise.all(ids.map((id) => visibleRun(context, id)));
  const missing = runs.indexOf(null);
  if (missing >= 0) throw new CollapsarError('NOT_FOUND', `There is no run ${ids[missing]}; take its id from the list of runs.`, { details: { type: 'Run' } });
  return runs as Run[];
}
