import { randomUUID } from 'node:crypto';
import { readFile, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

export interface LockOptions {
  /** called once, when somebody else holds the lock */
  onWait?: () => void;
  signal?: AbortSignal;
  /** a lock whose holder gave no sign for this long is taken over */
  staleMs?: number;
  /** how often the holder gives a sign */
  beatMs?: number;
  pollMs?: number;
}

/**
 * Waits until this process holds the lock file at `path`, and returns what releases it.
 *
 * The holder touches the file at intervals. A lock is dead when its process is gone (same machine), or when no touch was SEEN for
 * `staleMs` on the waiter's own monotonic clock: clocks of two machines are never compared.
 * Two waiters that find the same dead lock at the same instant may both get it. So the lock saves work and never guards correctness:
 * what is written under it must be verified before use.
 * Errors: what the file system says; the signal's reason when it is aborted.
 */
export async function acquireFileLock(path: string, options: LockOptions = {}): Promise<() => Promise<void>> {
  const { onWait, signal, staleMs = 20_000, beatMs = 4_000, pollMs = 200 } = options;
  const mine = JSON.stringify({ process: process.pid, host: hostname(), token: randomUUID() });
  const seen = { sign: '', since: performance.now() };
  let waited = false;
  while (!(await create(path, mine))) {
    if (!waited) onWait?.();
    waited = true;
    await removeIfDead(path, seen, staleMs);
    await pause(pollMs, undefined, { signal });
  }
  const beat = setInterval(() => void touch(path), beatMs).unref();
  return async () => {
    clearInterval(beat);
    if ((await read(path)) === mine) await remove(path);
  };
}

async function create(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    await remove(path); // on a full disk it was made and stayed empty; whoever comes next would wait for its holder
    throw error;
  }
}

async function removeIfDead(path: string, seen: { sign: string; since: number }, staleMs: number): Promise<void> {
  const content = await read(path);
  if (content === null) return;
  const sign = `${content} ${(await stat(path).catch(() => null))?.mtimeMs}`;
  if (sign !== seen.sign) Object.assign(seen, { sign, since: performance.now() });
  const isDead = holderIsGone(content) || performance.now() - seen.since > staleMs;
  if (isDead && (await read(path)) === content) await remove(path);
}

/** Only a process of this machine can be asked; an unreadable content (cut short while being written) tells nothing. */
function holderIsGone(content: string): boolean {
  const holder = /"process":(\d+),"host":("(?:[^"\\]|\\.)*")/.exec(content);
  if (!holder || JSON.parse(holder[2]!) !== hostname()) return false;
  try {
    process.kill(Number(holder[1]), 0);
    return false;
  } catch (error) {
    return isCode(error, 'ESRCH');
  }
}

async function read(path: string): Promise<string | null> {
  return await readFile(path, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  });
}

async function remove(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (!isCode(error, 'ENOENT')) throw error;
  });
}

/** A touch that fails is no fault of its own: the lock was taken over, or the next touch succeeds. */
async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
