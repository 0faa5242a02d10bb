/**
 * One scratch Postgres for a whole run of the tests, started when the first test file asks for a database, and a fresh database for each
 * file, cloned from a migrated template (a fifth of the time of migrating). Kept for inspection when a test failed.
 */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startDatabase, stopDatabase } from '../prisma/database.ts';
import { migrate } from '../prisma/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** directory of the run's Postgres; a worker finds or starts it there */
    postgresHome: string;
  }
}

const TEMPLATE = 'collapsar_template';
/** Names the lock that one worker holds while it makes the template. */
const TEMPLATE_LOCK = 7_270_003;

/** A directory that the account Postgres runs under can enter; as root, a temporary directory is otherwise closed to it. */
export function scratchHome(parent = os.tmpdir()): string {
  const home = fs.mkdtempSync(path.join(parent, 'collapsar-test-'));
  fs.chmodSync(home, 0o755);
  return home;
}

const IN_MEMORY = '/dev/shm';
/** Several times what a whole run of the tests, or the long form of the faults, has at once. */
const AMPLE_BYTES = 8e9;

/**
 * Where the databases of the tests lie: in memory, where there is plenty. Each of them is a thousand files, made and soon deleted, and
 * ext4 leaves the inodes of deleted files alone for minutes and looks at each of them again for every new file.
 */
function databasesFolder(): string {
  try {
    fs.accessSync(IN_MEMORY, fs.constants.W_OK);
    const { bavail, bsize } = fs.statfsSync(IN_MEMORY);
    if (Math.min(bavail * bsize, os.freemem()) > AMPLE_BYTES) return IN_MEMORY;
  } catch {
    // there is none: macOS, Windows
  }
  return os.tmpdir();
}

/** Vitest's global setup; returns its teardown. */
export default function setup(project: TestProject): () => Promise<void> {
  const home = scratchHome(databasesFolder());
  project.provide('postgresHome', home);
  return async () => {
    const used = await stopDatabase(home);
    if (!used || project.vitest.state.getCountOfFailedTests() === 0) fs.rmSync(home, { recursive: true });
    else console.log(`The databases of the failed tests are in ${home}; start them with startDatabase({ home }).`);
  };
}

/** An empty, migrated database of the caller's own. Call it in `beforeAll`, and `drop` in `afterAll` when all its clients are closed. */
export async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  // imported here because this file is also loaded outside of a test, where `vitest` cannot be
  const { inject } = await import('vitest');
  const home = inject('postgresHome');
  // a test's data need not survive a power cut
  const settings = { fsync: 'off', max_connections: '200' };
  const { url: adminUrl } = await startDatabase({ home, name: 'postgres', settings });
  await withClient(adminUrl, (client) => makeTemplate(client, adminUrl));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(adminUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`));
  const drop = async () => {
    await withClient(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { url: nameDatabase(adminUrl, name), drop };
}

/** The same server's URL for another database. */
export function nameDatabase(url: string, name: string): string {
  const renamed = new URL(url);
  renamed.pathname = `/${name}`;
  return renamed.toString();
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect(); // a client that could not log in must be ended too
    return await work(client);
  } finally {
    await client.end();
  }
}

async function makeTemplate(client: pg.Client, adminUrl: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1::bigint)', [TEMPLATE_LOCK]); // until the client ends
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [TEMPLATE]);
  if (rowCount) return;
  await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`); // half made, when a migration failed
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await migrate(nameDatabase(adminUrl, TEMPLATE));
  // nobody can connect any more: a connection would make cloning fail
  await client.query(`ALTER DATABASE ${TEMPLATE} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
}
