import { execFile, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Account, readIfThere } from './database-account.ts';
import { type Binaries, programEnvironment } from './database-binaries.ts';
import { isRunning } from './database-lock.ts';
import { CollapsarError } from './errors.ts';

export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

export interface ServerOptions {
  binaries: Binaries;
  account: Account | null;
  data: string;
  log: string;
  /** chosen here when absent */
  port?: number;
  /** further settings of postgresql.conf */
  settings?: Record<string, string>;
}

/** After kill -9 of the postmaster its children still hold the shared memory for a moment, and a new one refuses to start. */
const RETRY_FOR_MS = 15_000;
/** Crash recovery replays the log; a database of many GB may need minutes. */
const READY_WITHIN_MS = 150_000;

/** The postmaster that serves `data`, or null. A stale postmaster.pid is no postmaster. */
export function findPostmaster(data: string): Postmaster | null {
  const [pid, , , port, , , , state] = readIfThere(path.join(data, 'postmaster.pid')).split('\n');
  if (!Number(pid) || !isRunning(Number(pid)) || !servesData(Number(pid), data)) return null;
  return { pid: Number(pid), port: Number(port), ready: (state ?? '').trim() === 'ready' };
}

/**
 * The postmaster of `data` once it answers (its starter may have died while it recovers), or null when there is none or it ends: a process
 * that was just killed is still listed for a moment.
 */
export async function answeringPostmaster(data: string): Promise<Postmaster | null> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const found = findPostmaster(data);
    if (!found || (found.ready && (await accepts(found.port)))) return found;
    if (performance.now() > deadline) throw stillRecovering(found.pid, path.join(path.dirname(data), 'log'));
    await sleep(50);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}

/** The number in a stale file may belong to any process by now, even to another Postgres: only the command line tells. */
function servesData(pid: number, data: string): boolean {
  if (process.platform === 'win32') return true;
  const command =
    process.platform === 'linux'
      ? readIfThere(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
      : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return command.includes('postgres') && command.includes(data);
}

/**
 * Starts Postgres on 127.0.0.1 and waits until it answers. Only the holder of the launcher's lock may call it.
 * It runs in a process group of its own, so that Ctrl-C in the terminal reaches our programs first and they can finish their writes.
 * Throws DATABASE_START_FAILED with the last line of Postgres's log.
 */
export async function startPostmaster(options: ServerOptions): Promise<Postmaster> {
  const deadline = performance.now() + RETRY_FOR_MS;
  for (;;) {
    // an interrupted server's file; the process it names was found not to be one of ours
    fs.rmSync(path.join(options.data, 'postmaster.pid'), { force: true });
    const said = readIfThere(options.log).length;
    const started = await tryStart(options);
    if (started) return started;
    const reason = lastComplaint(readIfThere(options.log).slice(said));
    if (!passes(reason, options) || performance.now() > deadline) throw startFailed(reason, options.log);
    await sleep(300);
  }
}

/** Children of a killed postmaster end by themselves; a port that somebody took between our choice and the start is chosen anew. */
function passes(reason: string, { port }: ServerOptions): boolean {
  return /shared memory block/.test(reason) || (port === undefined && /could not (bind|create any TCP)/.test(reason));
}

function lastComplaint(output: string): string {
  const lines = output.trim().split('\n');
  return (lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? '').trim();
}

async function tryStart(options: ServerOptions): Promise<Postmaster | null> {
  const { binaries, account, data, log } = options;
  const port = options.port ?? (await freePort());
  const output = fs.openSync(log, 'a');
  const child = spawn(binaries.postgres, serverArguments(data, port, options.settings), {
    ...account,
    cwd: data,
    env: programEnvironment(),
    detached: true,
    stdio: ['ignore', output, output],
  });
  fs.closeSync(output);
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  child.unref();
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!ended && performance.now() < deadline) {
    const found = findPostmaster(data);
    if (found?.ready && found.pid === child.pid) return found;
    await sleep(20);
  }
  if (!ended) throw stillRecovering(child.pid, log);
  return null;
}

/** TCP only: a Unix socket's path may be at most 107 bytes long, and a clone may lie deeper. */
function serverArguments(data: string, port: number, settings: Record<string, string> = {}): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  return [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** Stops the postmaster of `data` with all sessions ended and everything written; without one it does nothing. */
export async function stopPostmaster(binaries: Binaries, account: Account | null, data: string): Promise<boolean> {
  if (!findPostmaster(data)) return false;
  await promisify(execFile)(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '60'], {
    ...account,
    cwd: data,
    env: programEnvironment(),
  });
  return true;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function stillRecovering(pid: number | undefined, log: string): CollapsarError {
  return new CollapsarError(
    'DATABASE_START_FAILED',
    `Postgres (process ${pid}) is still recovering after ${READY_WITHIN_MS / 1000} s; wait, then start again, and see ${log}.`,
  );
}

function startFailed(reason: string, log: string): CollapsarError {
  return new CollapsarError(
    'DATABASE_START_FAILED',
    `Postgres does not start (${reason || 'its log is empty'}); see ${log}, or set DATABASE_URL to a Postgres of your own.`,
  );
}
