import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** The account that Postgres runs under, because it refuses to run as root. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * Null when this process may run Postgres itself; as root the account `postgres`, else `nobody`, which every system has.
 * The file is read instead of asking `id`, which small containers lack.
 */
export function databaseAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readPasswd();
  return accounts.get('postgres') ?? accounts.get('nobody') ?? { uid: 65534, gid: 65534 };
}

function readPasswd(): Map<string, Account> {
  const accounts = new Map<string, Account>();
  for (const line of readIfThere('/etc/passwd').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    // macOS writes nobody's -2, which the system call wants unsigned; an account of root's rights would not help
    if (name && Number(uid)) accounts.set(name, { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 });
  }
  return accounts;
}

/** Whether the account gets through all directories above `path` and may read and enter (or run) it. Asked of the system itself: mode bits do not tell of ACLs. */
export function canReach(account: Account | null, path: string): boolean {
  if (!account) return true;
  const { status } = spawnSync('/bin/sh', ['-c', 'test -r "$0" && test -x "$0"', path], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
  });
  return status === 0;
}

export function giveTo(account: Account | null, path: string): void {
  if (account) fs.chownSync(path, account.uid, account.gid);
}

export function readIfThere(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
