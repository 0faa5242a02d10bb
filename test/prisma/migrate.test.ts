import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../prisma/migrate.ts';
import { freshDatabase, withClient } from '../postgres.ts';

const OURS = path.resolve('prisma/migrations');

let database: Awaited<ReturnType<typeof freshDatabase>>;
let directory: string;

beforeEach(async () => {
  database = await freshDatabase();
  directory = mkdtempSync(path.join(os.tmpdir(), 'collapsar-migrations-'));
});

afterEach(async () => {
  await database.drop();
  rmSync(directory, { recursive: true });
});

function addMigration(name: string, sql: string) {
  mkdirSync(path.join(directory, name), { recursive: true });
  writeFileSync(path.join(directory, name, 'migration.sql'), sql);
}

/** The database as it is before anybody used it. */
const empty = () =>
  withClient(database.url, (client) => client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public'));

const tables = () =>
  withClient(database.url, async (client) => {
    const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
    return rows.map(({ tablename }) => tablename as string);
  });

test('ten processes at once on an empty database: one migrates and the others find nothing to do', async () => {
  await empty();
  const applied = await Promise.all(Array.from({ length: 10 }, () => migrate(database.url)));
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  expect(await tables()).toContain('Snapshot');
});

test('ten processes at once on the version before: the new migration is applied once', async () => {
  cpSync(OURS, directory, { recursive: true });
  addMigration('29990101000000_later', 'CREATE TABLE later (id int)');
  const applied = await Promise.all(Array.from({ length: 10 }, () => migrate(database.url, { directory })));
  expect(applied.flat()).toEqual(['29990101000000_later']);
});

test('a database that is up to date is left as it is', async () => {
  expect(await migrate(database.url)).toEqual([]);
});

test('migrations are applied in the order of their names', async () => {
  await empty();
  addMigration('20260102000000_b', 'ALTER TABLE a ADD b int');
  addMigration('20260101000000_a', 'CREATE TABLE a (id int)');
  expect(await migrate(database.url, { directory })).toEqual(['20260101000000_a', '20260102000000_b']);
});

test('a schema newer than the program is refused', async () => {
  addMigration('20260101000000_a', 'CREATE TABLE a (id int)');
  addMigration('20260102000000_b', 'CREATE TABLE b (id int)');
  await empty();
  await migrate(database.url, { directory });
  rmSync(path.join(directory, '20260102000000_b'), { recursive: true });
  await expect(migrate(database.url, { directory })).rejects.toMatchObject({
    code: 'SCHEMA_NEWER',
    message: expect.stringContaining('20260102000000_b'),
  });
});

test('a database with tables of another program is refused and nothing is made in it', async () => {
  await empty();
  await withClient(database.url, (client) => client.query('CREATE TABLE invoices (id int)'));
  await expect(migrate(database.url)).rejects.toMatchObject({
    code: 'DATABASE_FOREIGN',
    message: expect.stringContaining('invoices'),
  });
  expect(await tables()).toEqual(['invoices']);
});

test('a database that another program migrates with Prisma is refused as foreign, not as newer', async () => {
  await empty();
  addMigration('20200101000000_shop', 'CREATE TABLE shop (id int)');
  await migrate(database.url, { directory });
  await expect(migrate(database.url)).rejects.toMatchObject({ code: 'DATABASE_FOREIGN' });
});

test('tables of an installed extension are not taken for another program', async () => {
  await empty();
  await withClient(database.url, (client) => client.query('CREATE EXTENSION pg_stat_statements SCHEMA public'));
  expect(await migrate(database.url)).not.toEqual([]);
});

test('a migration that fails is undone whole and named, and can be tried again', async () => {
  await empty();
  addMigration('20260101000000_a', 'CREATE TABLE a (id int)');
  addMigration('20260102000000_b', 'CREATE TABLE b (id int); SELECT 1/0');
  await expect(migrate(database.url, { directory })).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    message: expect.stringContaining('20260102000000_b'),
  });
  expect(await tables()).toEqual(['_prisma_migrations', 'a']);
  addMigration('20260102000000_b', 'CREATE TABLE b (id int)');
  expect(await migrate(database.url, { directory })).toEqual(['20260102000000_b']);
});

test('a migration that another tool left failed is refused', async () => {
  await withClient(database.url, (client) => client.query('UPDATE _prisma_migrations SET finished_at = NULL'));
  await expect(migrate(database.url)).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
});

test('a migration edited after it was applied is refused', async () => {
  await empty();
  addMigration('20260101000000_a', 'CREATE TABLE a (id int)');
  await migrate(database.url, { directory });
  addMigration('20260101000000_a', 'CREATE TABLE a (id bigint)');
  await expect(migrate(database.url, { directory })).rejects.toMatchObject({ code: 'MIGRATION_EDITED' });
});

test('line ends that a checkout changed are no edit', async () => {
  cpSync(OURS, directory, { recursive: true });
  const [{ migration_name: name }] = await withClient(database.url, async (client) => {
    return (await client.query('SELECT migration_name FROM _prisma_migrations')).rows;
  });
  addMigration(name, readFileSync(path.join(OURS, name, 'migration.sql'), 'utf8').replaceAll('\n', '\r\n'));
  expect(await migrate(database.url, { directory })).toEqual([]);
});
