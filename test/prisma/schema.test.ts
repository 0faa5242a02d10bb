import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../postgres.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

async function diff(...sides: string[]): Promise<string> {
  const prisma = ['node_modules/prisma/build/index.js', 'migrate', 'diff', '--script', ...sides];
  const { stdout } = await promisify(execFile)(process.execPath, prisma, {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      PRISMA_SCHEMA_ENGINE_BINARY: path.resolve('prisma/schema-engine.mjs'),
      CHECKPOINT_DISABLE: '1',
    },
  });
  return stdout;
}

test('the migrations give exactly the models of schema.prisma', async () => {
  const sql = await diff('--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma');
  expect(sql.trim()).toBe('-- This is an empty migration.');
});

test('a database that our runner migrated has exactly the models of schema.prisma', async () => {
  const sql = await diff('--from-config-datasource', '--to-schema', 'prisma/schema.prisma');
  expect(sql.trim()).toBe('-- This is an empty migration.');
});

test('the comparison sees a difference where there is one', async () => {
  const sql = await diff('--from-empty', '--to-schema', 'prisma/schema.prisma');
  expect(sql).toContain('CREATE TABLE "Snapshot"');
});
