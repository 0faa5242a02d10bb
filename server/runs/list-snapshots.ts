import { Prisma, type PrismaClient, type Split } from '../../prisma/client.ts';
import { seesStudy } from '../access/caller.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { listTag } from '../access/cursor.ts';
import { type KeyColumn, keysetPage } from '../access/keyset.ts';
import { type Page, type PageArguments, pageOf } from '../access/page-arguments.ts';
import { checkText } from '../access/sought-text.ts';
import type { RequestContext } from '../access/request-context.ts';
import { runsById } from './list-runs.ts';
import type { Snapshot } from './snapshot.type.ts';

export interface SnapshotQuestion extends PageArguments {
  runId: string;
  split?: Split | null;
  layer?: string | null;
}

interface SnapshotRow extends Pick<Snapshot, 'id' | 'runId' | 'epoch' | 'split' | 'layer' | 'digest' | 'createdAt'> {
  bytes: number;
  classes: number;
  features: number;
  samples: number;
}

const KEY: KeyColumn[] = [
  { sql: Prisma.sql`s.epoch`, type: 'number' },
  { sql: Prisma.sql`s.split::text`, type: 'string' },
  { sql: Prisma.sql`s.layer`, type: 'string' },
];

/** Never the core: a page of cores would be megabytes. */
const COLUMNS = Prisma.sql`s.id, s."runId", s.epoch, s.split::text, s.layer, s.digest, s.bytes, s.classes, s.features, s.samples, s."createdAt"`;

/** A page of snapshots for each question, by epoch, split and layer; one statement however many runs are asked about. */
export async function listSnapshots(record: PrismaClient, questions: readonly SnapshotQuestion[]): Promise<Connection<Snapshot>[]> {
  const pages = questions.map((question) => {
    const wanted = whereOf(question);
    return { wanted, list: listTag('snapshots', question.runId, question.split, question.layer), page: pageOf(question) };
  });
  const parts = pages.map(({ wanted, list, page }, index) => snapshotsSql(index, wanted, list, page));
  const rows = await record.$queryRaw<(SnapshotRow & { question: number; place: bigint })[]>`
    SELECT * FROM (${Prisma.join(parts, ' UNION ALL ')}) pages ORDER BY question, place`;
  return pages.map(({ wanted, list, page }, index) =>
    toConnection({
      list,
      rows: rows.filter((row) => row.question === index),
      page,
      position: ({ epoch, split, layer }) => [epoch, split, layer],
      present: presentSnapshot,
      countAll: () => countSnapshots(record, wanted),
    }),
  );
}

function whereOf({ runId, split, layer }: SnapshotQuestion): Prisma.Sql {
  if (layer != null) checkText(layer);
  const ofSplit = split == null ? Prisma.empty : Prisma.sql`AND s.split = ${split}::"Split"`;
  const ofLayer = layer == null ? Prisma.empty : Prisma.sql`AND s.layer = ${layer}`;
  return Prisma.sql`s."runId" = ${runId} ${ofSplit} ${ofLayer}`;
}

function snapshotsSql(index: number, wanted: Prisma.Sql, list: string, page: Page): Prisma.Sql {
  const { where, orderBy, limit } = keysetPage(list, KEY, 'ASC', page);
  return Prisma.sql`(
    SELECT ${index}::int AS question, row_number() OVER (ORDER BY ${orderBy}) AS place, ${COLUMNS}
    FROM "Snapshot" s WHERE ${wanted} AND ${where} ORDER BY ${orderBy} LIMIT ${limit})`;
}

async function countSnapshots(record: PrismaClient, wanted: Prisma.Sql): Promise<number> {
  const rows = await record.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM "Snapshot" s WHERE ${wanted}`;
  return rows[0]!.count;
}

/** Snapshots by id, in the ids' order; null where there is none. */
export async function snapshotsById(record: PrismaClient, ids: readonly string[]): Promise<(Snapshot | null)[]> {
  const rows = await record.$queryRaw<SnapshotRow[]>`SELECT ${COLUMNS} FROM "Snapshot" s WHERE s.id = ANY(${[...ids]}::text[])`;
  const byId = new Map(rows.map((row) => [row.id, presentSnapshot(row)]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** One snapshot; null where there is none of a run that the caller sees. */
export async function visibleSnapshot(context: RequestContext, id: string): Promise<Snapshot | null> {
  if (id.includes('\0')) return null;
  const snapshot = await context.load(snapshotsById, id);
  const run = snapshot && (await context.load(runsById, snapshot.runId));
  return run && seesStudy(context.caller, run.studyId) ? snapshot : null;
}

function presentSnapshot({ bytes, classes, features, samples, ...row }: SnapshotRow): Snapshot {
  return { ...row, coreBytes: bytes, classCount: classes, featureCount: features, sampleCount: samples };
}
