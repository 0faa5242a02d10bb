// What `doctor` asks of the database and the record.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { listMigrations } from '../dist/prisma/backup/catalogue.js';
import { withSession } from '../dist/prisma/backup/session.js';
import { databaseAccount } from '../dist/prisma/database-account.js';
import { findBinaries } from '../dist/prisma/database-binaries.js';
import { findDatabase } from '../dist/prisma/database.js';
import { readMigrations } from '../dist/prisma/migrate.js';
import { scrub as scrubRecord } from '../dist/prisma/scrub.js';
import { home, stopUnusedDatabase } from './database.mjs';
import { ok, problem, skipped } from './doctor-machine.mjs';

const OLDEST_POSTGRES = 140_000;
/** Orders and leases go by the database's clock; people compare times with their own. */
const CLOCK_MS = 30_000;

/** Yields the checks one after the other; the later ones need what the earlier ones found. */
export async function* recordChecks({ scrub }) {
  if (!process.env.DATABASE_URL) {
    yield { name: 'postgres', ...binaries() };
    if (!existsSync(path.join(home, 'postgres'))) return yield { name: 'record', ...skipped(`none yet in ${home}: the first start makes it`) };
  }
  let database;
  try {
    database = await findDatabase({ home, env: process.env });
    const checks = await withSession(database.url, 'collapsar-doctor', (client) => looks(client, scrub));
    yield* checks;
  } catch (error) {
    yield { name: 'database', ...problem(error.message) };
  } finally {
    if (database) await stopUnusedDatabase(database);
  }
}

function binaries() {
  try {
    return ok(findBinaries(databaseAccount()).postgres);
  } catch (error) {
    return problem(error.message);
  }
}

async function looks(client, scrub) {
  const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version, extract(epoch FROM clock_timestamp()) * 1000 AS now");
  const [{ number, version, now }] = rows;
  const begin = [{ name: 'database', ...versionCheck(number, version) }, { name: 'clock', ...clock(Number(now) - Date.now()) }];
  const state = migrations(await listMigrations(client));
  if (state.state !== 'ok') return [...begin, { name: 'migrations', ...state }];
  return [...begin, { name: 'migrations', ...state }, ...(await stored(client, scrub))];
}

const versionCheck = (number, version) => (number < OLDEST_POSTGRES ? problem(`answers, Postgres ${version}`, 'use Postgres 14 or newer.') : ok(`answers, Postgres ${version}`));

/** @param {number} ahead milliseconds by which the database's clock is ahead of this machine's */
export function clock(ahead) {
  const text = `the database's is ${(Math.abs(ahead) / 1000).toFixed(1)} s ${ahead < 0 ? 'behind' : 'ahead of'} this machine's`;
  return Math.abs(ahead) > CLOCK_MS ? problem(text, 'set both by NTP: what people read as times would be wrong, though no run is lost by it.') : ok(text);
}

function migrations(applied) {
  const known = readMigrations();
  const foreign = applied.find(({ name, checksum }) => !known.some((migration) => migration.name === name && migration.checksum === checksum));
  if (foreign) return problem(`${foreign.name} is not this program's`, 'use the version that the database was last used with, or a newer one.');
  const pending = known.length - applied.length;
  if (pending > 0) return applied.length === 0 ? skipped('no record in the database yet: the first start makes it') : problem(`${pending} not applied yet`, 'make a backup, then start: they are applied then.');
  return ok(`all ${known.length} applied`);
}

async function stored(client, all) {
  const { snapshots, parts, checkpoints, faults } = await scrubRecord(client, all);
  const name = (kind) => (kind === 'checkpoint' ? 'checkpoints' : 'snapshots');
  const remedy = { snapshots: 'restore a backup beside it to compare; its values are refused as DATA_CORRUPT until then.', checkpoints: 'nothing now: a run that needs it goes on from the one before.' };
  const what = all ? 'all' : 'a sample of';
  const well = (kind, text) => (faults.some((fault) => name(fault.kind) === kind) ? [] : [{ name: kind, ...ok(`${what} ${text} hashed: as recorded`) }]);
  return [
    ...faults.map((fault) => ({ name: name(fault.kind), ...problem(fault.text, remedy[name(fault.kind)]) })),
    ...well('snapshots', `${snapshots} snapshots, ${parts} parts`),
    ...well('checkpoints', `${checkpoints} checkpoints`),
  ];
}
