#!/usr/bin/env node
/**
 * Writes the migration from the newest one in prisma/migrations to prisma/schema.prisma:
 *   node prisma/author-migration.mjs add-reports
 * Read the SQL before committing it: nothing warns of data that a change would lose. A merged migration is never edited.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runnerImport } from 'vite';

const root = path.dirname(path.dirname(new URL(import.meta.url).pathname));
const name = process.argv[2];
if (!/^[a-z0-9-]+$/.test(name ?? '')) {
  console.error(
    'Give the migration a name of small letters, digits and dashes, e.g. node prisma/author-migration.mjs add-reports',
  );
  process.exit(1);
}

const { module: database } = await runnerImport(path.join(root, 'prisma/database.ts'), {
  root,
  configFile: false,
  logLevel: 'error',
});
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'collapsar-author-'));
fs.chmodSync(home, 0o755); // the account that Postgres runs under must get in
try {
  const { url } = await database.startDatabase({ home, settings: { fsync: 'off' } });
  writeMigration(diff(url));
} finally {
  await database.stopDatabase(home);
  fs.rmSync(home, { recursive: true, force: true });
}

function diff(url) {
  const prisma = path.join(root, 'node_modules/prisma/build/index.js');
  const engine = path.join(root, 'prisma/schema-engine.mjs');
  return execFileSync(
    process.execPath,
    [
      prisma,
      'migrate',
      'diff',
      '--from-migrations',
      'prisma/migrations',
      '--to-schema',
      'prisma/schema.prisma',
      '--script',
    ],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, DATABASE_URL: url, PRISMA_SCHEMA_ENGINE_BINARY: engine, CHECKPOINT_DISABLE: '1' },
    },
  );
}

function writeMigration(script) {
  // creating a schema needs rights that an ordinary account has not, and `public` is there
  const sql = script.replace(/-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n/, '');
  if (/^-- This is an empty migration/m.test(sql) || sql.trim() === '') {
    console.log('The migrations already give prisma/schema.prisma.');
    return;
  }
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = `prisma/migrations/${stamp}_${name}`;
  fs.mkdirSync(path.join(root, folder));
  fs.writeFileSync(path.join(root, folder, 'migration.sql'), `${sql.trim()}\n`);
  console.log(`${folder}/migration.sql`);
}
