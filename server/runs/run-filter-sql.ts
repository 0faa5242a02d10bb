import { Prisma } from '../../prisma/client.ts';
import { containsText } from '../access/sought-text.ts';
import { filtersIn } from './check-run-filter.ts';
import type { MetricFilter, NumberFilter, RunFilter, SettingsFilter, TagFilter } from './run-filter.input.ts';
import type { RunTables } from './run-sql.ts';

/** A filter as a condition on "Run" AS r that is true of the runs wanted. */
export const runFilterSql = (filter: RunFilter | null | undefined, tables: RunTables): Prisma.Sql =>
  all([listedSql(filter), filterSql(filter ?? {}, { tables, isThreeValued: false })]);

/**
 * The same without what `listedSql` says, and NULL where it hangs on a value that is not computed yet: SQL's own three-valued logic carries that through
 * `and`, `or` and `not`.
 */
export const uncertainFilterSql = (filter: RunFilter | null | undefined, tables: RunTables): Prisma.Sql => filterSql(filter ?? {}, { tables, isThreeValued: true });

/** Archived runs are left out where the filter does not speak of them. */
export const listedSql = (filter: RunFilter | null | undefined): Prisma.Sql =>
  filtersIn(filter ?? {}).some(({ isArchived }) => isArchived != null) ? Prisma.sql`TRUE` : Prisma.sql`r."archivedAt" IS NULL`;

/** Whether a run may be wanted or not by a value that is not computed yet. */
export const hangsOnValues = (filter: RunFilter | null | undefined): boolean => filtersIn(filter ?? {}).some(({ metric }) => metric != null);

interface Writing {
  tables: RunTables;
  /** whether what is not known is NULL; else it is as good as false, so that an index can find the runs */
  isThreeValued: boolean;
}

function filterSql(filter: RunFilter, writing: Writing): Prisma.Sql {
  return all([...plainConditions(filter, writing), ...valueConditions(filter, writing), ...combined(filter, writing)]);
}

const all = (conditions: Prisma.Sql[]): Prisma.Sql => (conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.sql`(${Prisma.join(conditions, ' AND ')})`);
const some = (conditions: Prisma.Sql[]): Prisma.Sql => (conditions.length === 0 ? Prisma.sql`FALSE` : Prisma.sql`(${Prisma.join(conditions, ' OR ')})`);

function combined({ and, or, not }: RunFilter, writing: Writing): Prisma.Sql[] {
  return [
    ...(and ?? []).map((part) => filterSql(part, writing)),
    ...(or ? [some(or.map((part) => filterSql(part, writing)))] : []),
    ...(not ? [Prisma.sql`NOT ${filterSql(not, { ...writing, isThreeValued: true })}`] : []),
  ];
}

function plainConditions(filter: RunFilter, { tables, isThreeValued }: Writing): Prisma.Sql[] {
  const { status, source, studyId, architecture, depth, dataset, loss, seed, tags, isArchived, isGenerated, hasTerminalPhase, text } = filter;
  return [
    status && Prisma.sql`r.status = ANY(${status}::text[]::"RunStatus"[])`,
    source && Prisma.sql`r.source = ANY(${source}::text[]::"RunSource"[])`,
    studyId != null && Prisma.sql`r."studyId" = ${studyId}`,
    architecture && Prisma.sql`r.architecture = ANY(${architecture}::text[])`,
    depth && Prisma.sql`r.depth = ANY(${depth}::int[])`,
    dataset && Prisma.sql`r.dataset = ANY(${dataset}::text[])`,
    loss && Prisma.sql`r.loss = ANY(${loss}::text[]::"Loss"[])`,
    seed && Prisma.sql`r.seed = ANY(${seed}::int[])`,
    tags && tagCondition(tags, isThreeValued),
    isArchived != null && Prisma.sql`(r."archivedAt" IS NOT NULL) = ${isArchived}::boolean`,
    isGenerated != null && Prisma.sql`r.generated = ${isGenerated}::boolean`,
    hasTerminalPhase != null && Prisma.sql`(r."terminalPhaseEpoch" IS NOT NULL) = ${hasTerminalPhase}::boolean`,
    text != null && textCondition(text, tables),
  ].filter((condition) => condition instanceof Prisma.Sql);
}

/** `tags` may be NULL in a row that was not written by Prisma: it has none of those wanted, which is no less false where only what is true counts. */
function tagCondition({ any, all: each, none }: TagFilter, isThreeValued: boolean): Prisma.Sql {
  const tags = Prisma.sql`coalesce(r.tags, '{}')`;
  const indexed = (wanted: string[]) => (isThreeValued || wanted.length === 0 ? tags : Prisma.sql`r.tags`);
  return all([
    ...(any ? [Prisma.sql`${indexed(any)} && ${any}::text[]`] : []),
    ...(each ? [Prisma.sql`${indexed(each)} @> ${each}::text[]`] : []),
    ...(none ? [Prisma.sql`NOT ${tags} && ${none}::text[]`] : []),
  ]);
}

/** Tags are sought one by one, so that no text spans two. */
function textCondition(text: string, tables: RunTables): Prisma.Sql {
  return some([
    ...[Prisma.sql`r.name`, Prisma.sql`r.note`, Prisma.sql`${tables.study()}.name`].map((column) => containsText(column, text)),
    Prisma.sql`EXISTS (SELECT FROM unnest(r.tags) AS tag WHERE ${containsText(Prisma.sql`tag`, text)})`,
  ]);
}

function valueConditions({ settings, metric }: RunFilter, writing: Writing): Prisma.Sql[] {
  return [...(settings ? settingsConditions(settings) : []), ...(metric ? [metricCondition(metric, writing)] : [])];
}

function settingsConditions({ learningRate, weightDecay, batchSize, epochs }: SettingsFilter): Prisma.Sql[] {
  const setting = (key: string) => Prisma.sql`CASE WHEN jsonb_typeof(r.optimiser->${key}::text) = 'number' THEN (r.optimiser->>${key}::text)::float8 END`;
  const asked: [NumberFilter | null | undefined, Prisma.Sql][] = [
    [learningRate, setting('learningRate')],
    [weightDecay, setting('weightDecay')],
    [batchSize, setting('batchSize')],
    [epochs, Prisma.sql`r."plannedEpochs"`],
  ];
  return asked.flatMap(([wanted, value]) => (wanted ? [Prisma.sql`coalesce(${all(numberConditions(wanted, Prisma.sql`(${value})`))}, FALSE)`] : []));
}

function numberConditions({ gt, lt, between }: NumberFilter, value: Prisma.Sql): Prisma.Sql[] {
  return [
    ...(gt == null ? [] : [Prisma.sql`${value} > ${gt}::float8`]),
    ...(lt == null ? [] : [Prisma.sql`${value} < ${lt}::float8`]),
    ...(between == null ? [] : [Prisma.sql`${value} BETWEEN ${between.from}::float8 AND ${between.to}::float8`]),
  ];
}

function metricCondition(filter: MetricFilter, { tables, isThreeValued }: Writing): Prisma.Sql {
  const { value, isRecorded, isPending } = tables.value(filter, filter.name);
  const numbers = numberConditions(filter, value);
  // a number that fits is known
  if (!isThreeValued && numbers.length > 0 && filter.isUndefined == null) return all(numbers);
  const undefinedOrNot = filter.isUndefined == null ? [] : [Prisma.sql`(${value} IS NULL) = ${filter.isUndefined}::boolean`];
  const holds = all([...numbers, ...undefinedOrNot]);
  return Prisma.sql`CASE WHEN NOT (${isRecorded}) THEN FALSE WHEN ${isPending} THEN NULL ELSE coalesce(${holds}, FALSE) END`;
}
