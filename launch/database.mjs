// The database of a start: found, migrated, watched and stopped.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findDatabase, stopDatabase } from '../dist/prisma/database.js';
import { migrate } from '../dist/prisma/migrate.js';
import { base } from './build.mjs';
import { stage } from './stage.mjs';

/** Where the embedded database, the logs and whatever else a clone gathers lie. */
export const home = path.resolve(base, process.env.COLLAPSAR_HOME || '.collapsar');
const LOOK_MS = 3_000;

/** The database that DATABASE_URL names or the embedded one, with all migrations applied; its stages are told on `stream`. */
export async function prepareDatabase(stream = process.stdout) {
  const describe = ({ pid, started }) => (pid === null ? 'as DATABASE_URL says' : started ? 'started' : 'attached');
  const database = await stage('database', () => findDatabase({ home, env: process.env }), describe, stream);
  try {
    await stage('migrations', () => migrate(database.url), (names) => (names.length ? `applied ${names.length}` : 'up to date'), stream);
  } catch (error) {
    await stopUnusedDatabase(database);
    throw error;
  }
  return database;
}

/**
 * Starts the embedded database again when it dies, at the same port: the programs know its address and wait for it.
 * Returns what ends the watch.
 */
export function watchDatabase(database, say) {
  if (database.pid === null) return () => {};
  const port = Number(new URL(database.url).port);
  let busy = false;
  let told = '';
  const tell = (text) => {
    if (text !== told) say(text);
    told = text;
  };
  const timer = setInterval(async () => {
    if (busy || isAlive(database.pid)) return;
    busy = true;
    if (!told) tell('The database died; it is started again.');
    try {
      database.pid = (await findDatabase({ home, port, env: {} })).pid;
      told = '';
    } catch (error) {
      tell(error.message);
    }
    busy = false;
  }, LOOK_MS);
  return () => clearInterval(timer);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false; // EPERM: it lives, under another account
  }
  try {
    // dead, but not reaped: in a container without an init nobody ever does
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

/** Stops the embedded database, unless another program of this folder still works on it. */
export async function stopUnusedDatabase(database) {
  if (database.pid === null) return;
  // Postgres notices a little late that the clients of a program that just ended are gone
  for (let tries = 0; await isInUse(database.url); tries++) {
    if (tries === 15) return;
    await sleep(200);
  }
  await stopDatabase(home);
}

async function isInUse(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    const { rows } = await client.query(`SELECT count(*)::int AS others FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`);
    return rows[0].others > 0;
  } catch {
    return false; // it does not answer: stopping does no harm
  } finally {
    await client.end().catch(() => {});
  }
}
