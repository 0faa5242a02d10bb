import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../../prisma/migrate.ts';
import { freshDatabase, withClient } from '../postgres.ts';
import { until } from '../until.ts';

const migrations = path.join(import.meta.dirname, '../../prisma/migrations');
const NEXT = '99990101000000_next';

test('a migration killed half-way leaves nothing, and the next start makes it whole', async () => {
  const database = await freshDatabase();
  onTestFinished(database.drop);
  const directory = mkdtempSync(path.join(os.tmpdir(), 'collapsar-migrations-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  cpSync(migrations, directory, { recursive: true });
  mkdirSync(path.join(directory, NEXT));
  const writeNext = (end: string) => writeFileSync(path.join(directory, NEXT, 'migration.sql'), `CREATE TABLE "Half" (id text); ALTER TABLE "Run" ADD COLUMN half text; ${end}`);
  // waits in the middle until the test lets go of this lock, which it does not
  writeNext('SELECT pg_advisory_lock(4711);');
  await withClient(database.url, async (client) => {
    await client.query('SELECT pg_advisory_lock(4711)');
    const program = `import(${JSON.stringify(path.join(import.meta.dirname, '../../dist/prisma/migrate.js'))}).then(({ migrate }) => migrate(process.argv[1], { directory: process.argv[2] }))`;
    const child = spawn(process.execPath, ['-e', program, database.url, directory], { stdio: 'inherit' });
    const isWaiting = "SELECT FROM pg_stat_activity WHERE application_name = 'collapsar-migrate' AND wait_event_type = 'Lock' AND datname = current_database()";
    await until('the migration to be half-way', async () => (await client.query(isWaiting)).rowCount === 1);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
  });
  // the lock is free: a Postgres that notices the death late finds nobody to tell, and rolls back
  const isGone = "SELECT FROM pg_stat_activity WHERE application_name = 'collapsar-migrate' AND datname = current_database()";
  await withClient(database.url, async (client) => {
    await until('the session of the dead process to end', async () => (await client.query(isGone)).rowCount === 0);
    expect((await client.query("SELECT FROM information_schema.columns WHERE column_name = 'half'")).rowCount).toBe(0);
    expect((await client.query('SELECT FROM _prisma_migrations WHERE migration_name = $1', [NEXT])).rowCount).toBe(0);
  });
  writeNext('');
  expect(await migrate(database.url, { directory })).toEqual([NEXT]);
  expect(await migrate(database.url, { directory })).toEqual([]);
}, 60_000);
