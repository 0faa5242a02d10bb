import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { checkDatabaseUrl, CollapsarError, explainDatabaseError } from './errors.ts';

export interface MigrateOptions {
  /** default: the migrations beside this file */
  directory?: string;
  /** name of the last migration to apply; default: all */
  until?: string;
}

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

interface AppliedMigration {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/** Names our lock; held for the session, so that it also covers the statements between two transactions. */
const MIGRATION_LOCK = 7_270_002;
/** The lock of Prisma's own `migrate deploy`, taken too so that both never run at once. */
const PRISMA_LOCK = 72_707_369;

/** As Prisma's engine makes it, so that its command line understands a database of ours. */
const JOURNAL = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings the database to this program's schema; returns the names of the migrations applied now. Any number of processes may call it at
 * once: one migrates, the others wait and find nothing left to do. Each migration is one transaction: cut short, it leaves nothing.
 *
 * Throws DATABASE_* as `explainDatabaseError`; DATABASE_FOREIGN for a schema with tables of something else; SCHEMA_NEWER;
 * MIGRATION_FAILED; MIGRATION_EDITED. Nothing is changed then.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const { until } = options;
  const migrations = readMigrations(options.directory).filter(({ name }) => until === undefined || name <= until);
  const client = new pg.Client({
    connectionString: checkDatabaseUrl(url),
    connectionTimeoutMillis: 10_000,
    application_name: 'collapsar-migrate',
  });
  client.on('error', () => {}); // the statement in flight fails with the same error
  try {
    await client.connect();
    return await migrateLocked(client, migrations);
  } catch (error) {
    throw explainDatabaseError(error, url) ?? error;
  } finally {
    await client.end().catch(() => {}); // ends the session and with it both locks
  }
}

async function migrateLocked(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query('SET statement_timeout = 0; SET lock_timeout = 0'); // the wait for the lock is as long as the longest migration
  await client.query('SELECT pg_advisory_lock($1::bigint), pg_advisory_lock($2::bigint)', [
    MIGRATION_LOCK,
    PRISMA_LOCK,
  ]);
  const applied = await readJournal(client);
  checkJournal(applied, migrations);
  await client.query(JOURNAL);
  const pending = migrations.filter(({ name }) => !applied.some(({ migration_name }) => migration_name === name));
  for (const migration of pending) await apply(client, migration);
  return pending.map(({ name }) => name);
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, clock_timestamp(), 1)',
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw new CollapsarError(
      'MIGRATION_FAILED',
      `Migration ${name} failed and was undone whole (${(error as Error).message}); correct that and start again.`,
      { cause: error },
    );
  }
}

/** The migrations in the database. Throws DATABASE_FOREIGN when there is no journal, but tables. */
async function readJournal(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query("SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS present");
  if (rows[0].present) {
    const journal = await client.query<AppliedMigration>(
      'SELECT migration_name, checksum, finished_at FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at',
    );
    return journal.rows;
  }
  const found = await foreignTables(client);
  if (found.length > 0) throw foreign(`tables (${found.slice(0, 3).join(', ')}${found.length > 3 ? ', ...' : ''})`);
  return [];
}

/** Tables, views and sequences in `public`, without what belongs to an installed extension. */
async function foreignTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ relname: string }>(
    `SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
     ORDER BY relname`,
  );
  return rows.map(({ relname }) => relname);
}

function checkJournal(applied: AppliedMigration[], migrations: Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const unknown = applied.filter(({ migration_name }) => !known.has(migration_name));
  if (applied.length > 0 && unknown.length === applied.length)
    throw foreign(`migrations (${unknown[0].migration_name})`);
  const failed = applied.find(({ finished_at }) => !finished_at);
  if (failed)
    throw new CollapsarError(
      'MIGRATION_FAILED',
      `Migration ${failed.migration_name} failed in this database before; repair it by hand and mark it with \`prisma migrate resolve\`, or restore a backup.`,
    );
  if (unknown.length > 0)
    throw new CollapsarError(
      'SCHEMA_NEWER',
      `The database has migration ${unknown[0].migration_name}, which this program does not know: it was used by a newer version; update this one.`,
    );
  for (const { migration_name, checksum } of applied)
    if (known.get(migration_name)?.checksum !== checksum)
      throw new CollapsarError(
        'MIGRATION_EDITED',
        `Migration ${migration_name} was edited after it was applied to this database; restore the file as it was and put the change into a new migration.`,
      );
}

function foreign(found: string): CollapsarError {
  return new CollapsarError(
    'DATABASE_FOREIGN',
    `The database's schema "public" already has ${found} of another program; give DATABASE_URL an empty database of its own.`,
  );
}

/** All migrations of this program, oldest first. */
export function readMigrations(directory = fileURLToPath(new URL('./migrations/', import.meta.url))): Migration[] {
  const folders = fs.readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => readMigration(directory, name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The checksum is of the file as committed: a checkout that turned line ends into CR LF has the same. */
function readMigration(directory: string, name: string): Migration {
  const sql = fs.readFileSync(`${directory}/${name}/migration.sql`, 'utf8').replaceAll('\r\n', '\n');
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}
