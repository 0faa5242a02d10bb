/**
 * The record's database: the one DATABASE_URL names, or a Postgres of our own that lives below `home` and is started when needed.
 * Any number of processes may ask at once, as any user; one starts it, the others attach. It outlives its starter's crash.
 *
 * home/postgres/            the place; below /var/lib/collapsar/<hash of home> when root's home is closed to other accounts
 *   data/                   Postgres's own directory, owned by the account it runs under
 *   password, log, lock
 */
import { execFile } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Account, canReach, databaseAccount, giveTo, readIfThere } from './database-account.ts';
import { type Binaries, findBinaries, makeSystemPlace, programEnvironment, SYSTEM_PLACE } from './database-binaries.ts';
import { withLock } from './database-lock.ts';
import { answeringPostmaster, type Postmaster, startPostmaster, stopPostmaster } from './database-process.ts';
import { checkDatabaseUrl, CollapsarError } from './errors.ts';

export type DatabaseStage = 'creating' | 'starting' | 'attaching';

export interface DatabaseOptions {
  /** directory of the embedded database, absolute or relative to the working directory */
  home: string;
  /** default: a free one */
  port?: number;
  /** name of the database; default "collapsar" */
  name?: string;
  onStage?: (stage: DatabaseStage) => void;
  /** further settings of postgresql.conf, for a server started by this call */
  settings?: Record<string, string>;
}

export interface RunningDatabase {
  url: string;
  /** whether this call started the server, so that its caller should stop it in the end */
  started: boolean;
  pid: number;
}

const SUPERUSER = 'collapsar';
const MAX_LOG_BYTES = 10 * 1024 * 1024;

/** The database of `env.DATABASE_URL` when that is set (nothing is started: pid null), else the embedded one below `home`. */
export async function findDatabase(
  options: DatabaseOptions & { env: { DATABASE_URL?: string } },
): Promise<{ url: string; started: boolean; pid: number | null }> {
  const { env, ...embedded } = options;
  if (env.DATABASE_URL) return { url: checkDatabaseUrl(env.DATABASE_URL), started: false, pid: null };
  return startDatabase(embedded);
}

/**
 * Attaches to the Postgres below `home`, or creates and starts it; makes the database `name` if there is none.
 * Throws DATABASE_NO_BINARIES, DATABASE_LOCKED, DATABASE_START_FAILED.
 */
export async function startDatabase(options: DatabaseOptions): Promise<RunningDatabase> {
  const { place, account } = makePlace(path.resolve(options.home));
  const binaries = findBinaries(account);
  const data = path.join(place, 'data');
  const log = path.join(place, 'log');
  const name = options.name ?? 'collapsar';
  return withLock(path.join(place, 'lock'), async () => {
    const password = readPassword(place);
    const running = await answeringPostmaster(data);
    options.onStage?.(running ? 'attaching' : fs.existsSync(data) ? 'starting' : 'creating');
    if (!fs.existsSync(data))
      await createCluster({ place, account }, binaries, password, options.settings?.fsync !== 'off');
    if (!running) trimLog(log);
    const server = running ?? (await startPostmaster({ ...options, binaries, account, data, log }));
    await makeDatabase(server, password, name);
    return { url: urlOf(server, password, name), started: !running, pid: server.pid };
  });
}

/** Stops the Postgres below `home`; false when none was running. */
export async function stopDatabase(home: string): Promise<boolean> {
  if (!fs.existsSync(path.join(home, 'postgres'))) return false;
  const { place, account } = findPlace(path.resolve(home));
  const data = path.join(place, 'data');
  if (!fs.existsSync(data)) return false;
  return withLock(path.join(place, 'lock'), () => stopPostmaster(findBinaries(account), account, data));
}

interface Place {
  place: string;
  account: Account | null;
}

function makePlace(home: string): Place {
  const inHome = path.join(home, 'postgres');
  fs.mkdirSync(inHome, { recursive: true });
  if (databaseAccount()) fs.chmodSync(inHome, 0o755); // the account passes through; password and data close themselves
  const found = findPlace(home);
  if (!fs.existsSync(found.place)) {
    makeSystemPlace();
    fs.mkdirSync(found.place, { recursive: true });
    fs.chmodSync(found.place, 0o755);
  }
  return found;
}

/** Below `home`, or below /var/lib/collapsar when the account that Postgres runs under does not get there. */
function findPlace(home: string): Place {
  const account = databaseAccount();
  const inHome = path.join(home, 'postgres');
  if (canReach(account, inHome)) return withOwner(fs.realpathSync(inHome), account);
  const hash = crypto.createHash('sha256').update(fs.realpathSync(home)).digest('hex').slice(0, 16);
  return withOwner(path.join(SYSTEM_PLACE, hash), account);
}

/**
 * An existing database stays with the account that made it, also when root finds a better one by now (a `postgres` installed later):
 * Postgres refuses a directory of another owner. Throws DATABASE_NOT_YOURS where only that owner could start it.
 */
function withOwner(place: string, account: Account | null): Place {
  const data = fs.statSync(path.join(place, 'data'), { throwIfNoEntry: false });
  if (!data || process.platform === 'win32') return { place, account };
  if (account && data.uid !== 0) return { place, account: { uid: data.uid, gid: data.gid } };
  if (data.uid === process.getuid?.() && !account) return { place, account };
  throw new CollapsarError(
    'DATABASE_NOT_YOURS',
    `The database in ${place} belongs to user number ${data.uid}; start as that user, or choose another directory with COLLAPSAR_HOME.`,
  );
}

function readPassword(place: string): string {
  const file = path.join(place, 'password');
  if (!fs.existsSync(file)) fs.writeFileSync(file, crypto.randomBytes(24).toString('hex'), { mode: 0o600 });
  return fs.readFileSync(file, 'utf8');
}

/** Made aside and renamed when complete: an initdb cut short leaves nothing that looks like a database. */
async function createCluster(
  { place, account }: Place,
  binaries: Binaries,
  password: string,
  sync: boolean,
): Promise<void> {
  for (const name of fs.readdirSync(place))
    if (name.startsWith('new-')) fs.rmSync(path.join(place, name), { recursive: true });
  const unfinished = fs.mkdtempSync(path.join(place, 'new-'));
  const secret = path.join(unfinished, 'secret');
  const data = path.join(unfinished, 'data');
  fs.mkdirSync(data, { mode: 0o700 });
  fs.writeFileSync(secret, password, { mode: 0o600 });
  for (const owned of [secret, data, unfinished]) giveTo(account, owned);
  // sorted by code point and folded by Unicode's rules, the same on every machine whatever its locale
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  const login = ['-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${secret}`, ...(sync ? [] : ['--no-sync'])];
  try {
    await promisify(execFile)(binaries.initdb, ['-D', data, ...login, ...locale], {
      ...account,
      cwd: data,
      env: programEnvironment(),
    });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const reason =
      stderr
        ?.trim()
        .split('\n')
        .findLast((line) => line.includes('error')) ?? message;
    throw new CollapsarError(
      'DATABASE_START_FAILED',
      `The database cannot be created in ${place} (${reason}); correct that, or set DATABASE_URL to a Postgres of your own.`,
      { cause: error },
    );
  }
  fs.renameSync(data, path.join(place, 'data'));
  fs.rmSync(unfinished, { recursive: true });
}

function trimLog(log: string): void {
  if (readIfThere(log).length > MAX_LOG_BYTES) fs.renameSync(log, `${log}.old`);
}

const CANNOT_CONNECT_NOW = '57P03';
const RECOVERED_WITHIN_MS = 60_000;

/** A postmaster whose child died recovers without being started anew, and takes nobody in meanwhile. */
async function makeDatabase(server: Postmaster, password: string, name: string): Promise<void> {
  const deadline = performance.now() + RECOVERED_WITHIN_MS;
  for (;;) {
    try {
      return await makeIfMissing(server, password, name);
    } catch (error) {
      if ((error as { code?: unknown }).code !== CANNOT_CONNECT_NOW || performance.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

async function makeIfMissing(server: Postmaster, password: string, name: string): Promise<void> {
  const client = new pg.Client({
    connectionString: urlOf(server, password, 'postgres'),
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.connect(); // a client that could not log in must be ended too
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

function urlOf({ port }: Postmaster, password: string, name: string): string {
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(name)}`;
}
