import crypto from 'node:crypto';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIfThere } from './database-account.ts';
import { CollapsarError } from './errors.ts';

const WAIT_MS = 180_000;
const LOOK_EVERY_MS = 50;

/**
 * Runs `work` while no other process holds the lock file. A holder that died (or whose number another process got since) is passed over.
 * Throws DATABASE_LOCKED after three minutes: starting takes seconds, crash recovery of a large database perhaps a minute.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${startOf(process.pid)} ${crypto.randomUUID()}`;
  const deadline = performance.now() + WAIT_MS;
  while (!take(file, mine)) {
    const holder = readIfThere(file);
    if (holder && !isAlive(holder)) breakLock(file, holder);
    else if (performance.now() > deadline)
      throw new CollapsarError(
        'DATABASE_LOCKED',
        `Process ${holder.split(' ')[0]} has been starting or stopping the database for three minutes; end it, or remove ${file}.`,
      );
    else await sleep(LOOK_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    if (readIfThere(file) === mine) fs.rmSync(file, { force: true });
  }
}

/** Written beside and linked into place: nobody ever sees the lock without its holder's name. */
function take(file: string, content: string): boolean {
  const own = `${file}.${crypto.randomUUID()}`;
  fs.writeFileSync(own, content, { mode: 0o600 });
  try {
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/** Two processes may see the same dead holder; without a lock of its own for breaking, the slower one would remove the quicker one's new lock. */
function breakLock(file: string, dead: string): void {
  const breaking = `${file}.breaking`;
  if (!take(breaking, String(process.pid))) {
    const age = Date.now() - (fs.statSync(breaking, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 10_000) fs.rmSync(breaking, { force: true }); // its maker died within a few microseconds of work
    return;
  }
  if (readIfThere(file) === dead) fs.rmSync(file, { force: true });
  fs.rmSync(breaking, { force: true });
}

function isAlive(holder: string): boolean {
  const [pid, start] = holder.split(' ');
  return isRunning(Number(pid)) && startOf(Number(pid)) === start;
}

/** Whether there is a process of this number that still runs: a zombie, which nobody may ever collect in a container, does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const state = statOf(pid)[0];
  return state !== 'Z' && state !== 'X';
}

/** Ticks from boot to the process's start, which tells a reused number from the old one; "" where the system has no /proc. */
function startOf(pid: number): string {
  return statOf(pid)[19] ?? '';
}

/** The fields of /proc/pid/stat behind the name, which may itself hold blanks and brackets. */
function statOf(pid: number): string[] {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
