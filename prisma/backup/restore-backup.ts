import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { CollapsarError } from '../errors.ts';
import { migrate, type MigrateOptions, readMigrations } from '../migrate.ts';
import { listForeignKeys, listMigrations, listSequences, listTables } from './catalogue.ts';
import { type HeadFile, type ManifestFile, type Progress, quoted } from './format.ts';
import { readBackup } from './read-backup.ts';
import { withSession } from './session.ts';

export interface RestoreOptions extends MigrateOptions {
  onProgress?: (progress: Progress & { step: 'checking' | 'restoring' }) => void;
}

/** What was restored. */
export interface Restored {
  takenAt: string;
  rows: number;
  tables: number;
  /** applied after the rows were there, because the backup is older than the program */
  migrations: string[];
}

/**
 * Fills an empty record from a backup. The file is read to its end and checked first; then its rows come in one transaction, so that
 * there are all of them or none. A backup of an older version is restored as it was, then migrated.
 *
 * @throws CollapsarError RECORD_NOT_EMPTY, BACKUP_DAMAGED, BACKUP_NEWER, FILE_MISSING, DATABASE_* and MIGRATION_* as `migrate`
 */
export async function restoreBackup(url: string, file: string, options: RestoreOptions = {}): Promise<Restored> {
  await withSession(url, 'collapsar-restore', refuseRows);
  const tell = (step: 'checking' | 'restoring') => {
    let bytes = 0;
    return (table: string, piece: Buffer, share: number) => {
      bytes += piece.length;
      options.onProgress?.({ step, table, bytes, share });
    };
  };
  const { head, manifest } = await readBackup(file, { onPiece: tell('checking') });
  const last = knownMigration(head, options);
  await withSession(url, 'collapsar-restore', (client) => forgetNewerSchema(client, head));
  await migrate(url, { ...options, until: last });
  await withSession(url, 'collapsar-restore', (client) => inTransaction(client, () => loadRows(client, file, manifest, tell('restoring'))));
  const migrations = await migrate(url, options);
  return { takenAt: head.takenAt, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0), tables: manifest.tables.length, migrations };
}

/** The backup's last migration; all of its migrations must be this program's, unchanged. */
function knownMigration({ migrations }: HeadFile, { directory }: MigrateOptions): string {
  const known = readMigrations(directory).slice(0, migrations.length);
  const foreign = migrations.find(({ name, checksum }, index) => known[index]?.name !== name || known[index].checksum !== checksum);
  if (foreign) throw new CollapsarError('BACKUP_NEWER', `The backup was made with migration ${foreign.name}, which this program does not know: restore it with the version that made it, or a newer one.`);
  return migrations.at(-1)!.name;
}

async function refuseRows(client: pg.Client): Promise<void> {
  for (const { name } of await listTables(client)) {
    const { rowCount } = await client.query(`SELECT FROM ${quoted(name)} LIMIT 1`);
    if (rowCount) throw new CollapsarError('RECORD_NOT_EMPTY', `The database is not empty (table ${name} has rows): a backup is restored into an empty database only, so that nothing is lost; give DATABASE_URL or COLLAPSAR_HOME a new one.`);
  }
}

/** An empty record that a newer program made ready has tables that the backup's rows do not fit into: it is made anew. */
async function forgetNewerSchema(client: pg.Client, head: HeadFile): Promise<void> {
  const present = await listMigrations(client);
  if (present.length <= head.migrations.length) return;
  await inTransaction(client, async () => {
    await lockAll(client);
    await refuseRows(client);
    const { rows } = await client.query<{ statement: string }>(
      `SELECT format('DROP TABLE %I CASCADE', relname) AS statement FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       UNION ALL SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND (proname LIKE 'collapsar\\_%' OR proname IN ('snapshotSeal', 'sealedDigest'))
       UNION ALL SELECT format('DROP TYPE %I', typname) FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'`,
    );
    for (const { statement } of rows) await client.query(statement);
  });
}

async function lockAll(client: pg.Client): Promise<void> {
  const tables = await listTables(client);
  if (tables.length > 0) await client.query(`LOCK TABLE ${tables.map(({ name }) => quoted(name)).join(', ')} IN ACCESS EXCLUSIVE MODE`);
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** Foreign keys and triggers come back when the rows are there: the tables may then come in any order, and what triggers keep is in the backup. */
async function loadRows(client: pg.Client, file: string, manifest: ManifestFile, tell: (table: string, bytes: Buffer, share: number) => void): Promise<void> {
  await lockAll(client);
  await refuseRows(client);
  const keys = await listForeignKeys(client);
  const tables = await listTables(client);
  for (const { table, name } of keys) await client.query(`ALTER TABLE ${quoted(table)} DROP CONSTRAINT ${quoted(name)}`);
  for (const { name } of tables) await client.query(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`);
  await copyRows(client, file, manifest, tell);
  for (const { name } of tables) await client.query(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`);
  for (const { table, name, definition } of keys) await client.query(`ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`);
  await resetSequences(client, manifest);
  await fenceRuns(client);
}

async function copyRows(client: pg.Client, file: string, manifest: ManifestFile, tell: (table: string, bytes: Buffer, share: number) => void): Promise<void> {
  let columns = new Map<string, string[]>();
  let open: { table: string; stream: Writable & { rowCount: number | null } } | undefined;
  const rows = new Map<string, number>();
  const close = async () => {
    if (!open) return;
    open.stream.end();
    await finished(open.stream);
    rows.set(open.table, open.stream.rowCount ?? 0);
    open = undefined;
  };
  await readBackup(file, {
    onHead: (head) => {
      columns = new Map(head.tables.map((table) => [table.name, table.columns]));
    },
    onPiece: async (table, bytes, share) => {
      if (open?.table !== table) {
        await close();
        open = { table, stream: client.query(copyFrom(`COPY ${quoted(table)} (${columns.get(table)!.map(quoted).join(', ')}) FROM STDIN`)) };
      }
      await put(open!.stream, bytes);
      tell(table, bytes, share);
    },
  });
  await close();
  const wrong = manifest.tables.find((table) => (rows.get(table.name) ?? 0) !== table.rows);
  if (wrong) throw new CollapsarError('BACKUP_DAMAGED', `Table ${wrong.name} got ${rows.get(wrong.name) ?? 0} rows where the backup counts ${wrong.rows}: nothing was restored.`);
}

async function put(stream: Writable, bytes: Buffer): Promise<void> {
  if (stream.write(bytes)) return;
  await Promise.race([once(stream, 'drain'), finished(stream)]);
}

/** Goes on after the last number given out, also of rows deleted since: a number that a reader noted never means another row. */
async function resetSequences(client: pg.Client, manifest: ManifestFile): Promise<void> {
  const saved = new Map(manifest.sequences.map(({ name, last }) => [name, last ?? '0']));
  for (const { name, table, column } of await listSequences(client)) {
    const next = `SELECT setval($1::regclass, greatest(max(${quoted(column)})::bigint, $2::bigint, 0) + 1, false) FROM ${quoted(table)}`;
    await client.query(next, [quoted(name), saved.get(name) ?? '0']);
  }
}

/** Whoever still trains a run that was being trained when the backup was made is superseded; the next trainer goes on from the checkpoint. */
async function fenceRuns(client: pg.Client): Promise<void> {
  await client.query(`UPDATE "Run" SET attempt = attempt + 1, heartbeat = now() - interval '1 hour' WHERE status = 'RUNNING'`);
}
