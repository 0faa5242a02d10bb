import type { ClientBase } from 'pg';

/** A table of the record, as the database describes it. */
export interface Table {
  name: string;
  /** those that are stored: generated ones are computed again */
  columns: string[];
  /** on disk, with what lies outside of the rows */
  bytes: number;
}

/** The record's tables with their columns; the journal of migrations is none of them. */
export async function listTables(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; bytes: string }>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns, pg_table_size(c.oid) AS bytes
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
     GROUP BY c.oid ORDER BY c.relname COLLATE "C"`,
  );
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
}

/** A sequence that numbers a column, and the last number that it gave out; null before the first. */
export interface Sequence {
  name: string;
  table: string;
  column: string;
  last: string | null;
}

export async function listSequences(client: ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `SELECT s.relname AS name, t.relname AS table, a.attname AS column, pg_sequence_last_value(s.oid)::text AS last
     FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
     JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
     WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace ORDER BY s.relname COLLATE "C"`,
  );
  return rows;
}

/** A foreign key, and the statement's end that makes it again. */
export interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

export async function listForeignKeys(client: ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT c.relname AS table, k.conname AS name, pg_get_constraintdef(k.oid) AS definition FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE k.contype = 'f' AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2`,
  );
  return rows;
}

/** The migrations that the database has, oldest first; none where there is no journal. */
export async function listMigrations(client: ClientBase): Promise<{ name: string; checksum: string }[]> {
  const { rows } = await client.query("SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS present");
  if (!rows[0].present) return [];
  const journal = await client.query<{ name: string; checksum: string }>(
    'SELECT migration_name AS name, checksum FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"',
  );
  return journal.rows;
}
